// SPDX-License-Identifier: MIT

namespace EntryAsm;

/// <summary>A module's name for a processor feature; a row of <see cref="AlternativeEntry"/> has only the number.</summary>
/// <param name="Number">The feature's number, word * 32 + bit, 0 to 65535.</param>
/// <param name="Name">Its name, such as <c>X86_FEATURE_SMAP</c>.</param>
public sealed record EntryFeature(int Number, string Name);
