// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Engine;

/// <summary>What the engine has no words for; whoever knows the line makes an <see cref="ImportException"/> of it.</summary>
internal sealed class InexpressibleException(string reason) : Exception(reason);
