// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Engine;

/// <summary>What the engine cannot express; code that knows the line turns it into an <see cref="ImportException"/>.</summary>
internal sealed class InexpressibleException(string reason) : Exception(reason);
