// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators;

/// <summary>The macros that were compiled last, for the next build: after an edit in a module they are what they were.</summary>
/// <param name="count">How many modules' macros are kept.</param>
internal sealed class LayerStore(int count) : RecentStore<string, LowerLayer>(count, static (_, _) => 1)
{
    /// <summary>For all compilations of this process. One of entry_64 with its macros is some 10 MB.</summary>
    public static LayerStore OfProcess { get; } = new(4);
}
