// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Objects;

namespace EntryAsm;

/// <summary>
/// What one module became: sections with bytes and relocations, symbols, and a map from every byte back to the C# line that made it. Immutable;
/// everything the writers, the linker and the typed tables need is in it.
/// </summary>
public sealed class EntryObject
{
    private PlaceNames? names;

    internal EntryObject(string name, ImmutableArray<string> files, ImmutableArray<EntrySection> sections, ImmutableArray<EntrySymbol> symbols,
        ImmutableArray<EntryLabel> labels, ImmutableArray<EntryGate> gates,
        ImmutableArray<EntryPoint> entries = default, ImmutableArray<EntryCallee> callees = default, ImmutableArray<EntryFact> facts = default,
        ImmutableArray<EntryFeature> features = default, EntryExpansions? expansions = null)
    {
        Name = name;
        Files = files;
        Sections = sections;
        Symbols = symbols;
        Labels = labels;
        Gates = gates;
        Entries = entries.IsDefault ? ImmutableArray<EntryPoint>.Empty : entries;
        Callees = callees.IsDefault ? ImmutableArray<EntryCallee>.Empty : callees;
        Facts = facts.IsDefault ? ImmutableArray<EntryFact>.Empty : facts;
        Features = features.IsDefault ? ImmutableArray<EntryFeature>.Empty : features;
        Expansions = expansions ?? EntryExpansions.None;
    }

    /// <summary>The module's full type name, such as <c>Kernel.KernelEntry</c>.</summary>
    public string Name { get; }

    /// <summary>The C# files, project-relative with forward slashes, that <see cref="EntryItem.File"/> points into.</summary>
    public ImmutableArray<string> Files { get; }

    /// <summary>The sections in the order in which they were first named; <c>.text</c>, <c>.data</c> and <c>.bss</c> always come first, as in GNU as.</summary>
    public ImmutableArray<EntrySection> Sections { get; }

    /// <summary>Named symbols, defined and undefined, in the order in which they were first used, and a section symbol for each section a relocation refers to.</summary>
    public ImmutableArray<EntrySymbol> Symbols { get; }

    /// <summary>Places that are not symbols of the object (labels, <c>.L</c> names), for the listing and for assembler source.</summary>
    public ImmutableArray<EntryLabel> Labels { get; }

    /// <summary>The interrupt descriptor table the module describes, by vector.</summary>
    public ImmutableArray<EntryGate> Gates { get; }

    /// <summary>The names texts use for places of this object.</summary>
    internal PlaceNames Names => names ??= new PlaceNames(this);

    /// <summary>The entries the module declares besides its gates, in the order of their declarations.</summary>
    public ImmutableArray<EntryPoint> Entries { get; }

    /// <summary>What the module declares about functions it calls, in the order of the declarations.</summary>
    public ImmutableArray<EntryCallee> Callees { get; }

    /// <summary>The facts that the module states, in order.</summary>
    public ImmutableArray<EntryFact> Facts { get; }

    /// <summary>The names that the module gives to processor features, in the order of the declarations; a number has one name.</summary>
    public ImmutableArray<EntryFeature> Features { get; }

    /// <summary>Which macro wrote what; empty unless the object was made for debugging.</summary>
    internal EntryExpansions Expansions { get; }

    /// <summary>The same without what only debuggers ask for.</summary>
    internal EntryObject WithoutExpansions() => new(Name, Files, Sections, Symbols, Labels, Gates, Entries, Callees, Facts, Features);

    /// <summary>The same with other sections and symbols: the existing ones stay, and keep their indices.</summary>
    internal EntryObject With(ImmutableArray<EntrySection> sections, ImmutableArray<EntrySymbol> symbols) => new(Name, Files, sections, symbols, Labels, Gates, Entries, Callees, Facts, Features, Expansions);

    /// <summary>The C# line that bound a label.</summary>
    internal SourceLocation LineOf(in EntryLabel label) => label.Line == 0 ? SourceLocation.None : new SourceLocation(Files[label.File], label.Line);

    /// <summary>The section of a name, or null.</summary>
    public EntrySection? FindSection(string name)
    {
        foreach (var section in Sections)
        {
            if (section.Name == name)
                return section;
        }

        return null;
    }
}
