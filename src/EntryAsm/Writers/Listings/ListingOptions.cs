// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>How <see cref="ListingWriter"/> counts.</summary>
public sealed class ListingOptions
{
    /// <summary>
    /// Writes every offset from the start of its section and every C# line in full: to look something up, not to compare. Default: no, both count
    /// from the last name above, so that an inserted line changes its neighbours only up to the next name.
    /// </summary>
    public bool Absolute { get; init; }
}
