// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace EntryAsm;

/// <summary>Lays out what an assembler wrote and makes the immutable object of it.</summary>
internal sealed class ObjectBuilder
{
    private readonly string name;
    private readonly ProjectPaths paths;
    private readonly List<SectionBuilder> sections;
    private readonly List<SymbolState> states;
    private readonly List<GateRecord> gates;
    private readonly List<string> files = [];
    private readonly Dictionary<string, int> fileIndexes = new(StringComparer.Ordinal);
    private readonly SymbolTable symbols;
    private string lastFile = "";
    private int lastFileIndex = -1;

    public ObjectBuilder(string name, ProjectPaths paths, List<SectionBuilder> sections, List<SymbolState> states, List<GateRecord> gates)
    {
        this.name = name;
        this.paths = paths;
        this.sections = sections;
        this.states = states;
        this.gates = gates;
        symbols = new SymbolTable(Portable);
    }

    public EntryObject Build()
    {
        foreach (var state in states)
            RequireDefined(state);
        Relaxer.Run(sections);
        foreach (var state in states)
            symbols.Add(state);

        var finished = ImmutableArray.CreateBuilder<EntrySection>(sections.Count);
        foreach (var section in sections)
            finished.Add(Finish(section));
        return new EntryObject(name, ImmutableArray.CreateRange(files), finished.MoveToImmutable(), symbols.ToSymbols(), symbols.ToLabels(), FinishGates());
    }

    private static void RequireDefined(SymbolState state)
    {
        if (state.IsDefined || !state.IsUsed || state.IsExtern || (state.Binding == SymbolBinding.Weak && !state.IsLabel))
            return;
        throw state.IsLabel && state.Name.Length == 0
            ? Errors.UnboundLabel(state.Display, state.UsedAt)
            : Errors.UndefinedSymbol(state.Name, state.UsedAt);
    }

    private EntrySection Finish(SectionBuilder section)
    {
        var end = section.Fragments[section.CurrentFragment];
        var size = end.Address + end.FixedLength;
        var bytes = section.Type == SectionType.NoBits ? [] : new byte[size];
        var writer = new SectionWriter(section, bytes, symbols);
        writer.Write();
        return new EntrySection(section.Name, section.Flags, section.Type, section.EntrySize, section.Alignment, size, bytes,
            writer.Relocations.ToImmutable(), writer.References.ToImmutable(), Items(section, size));
    }

    private ImmutableArray<EntryItem> Items(SectionBuilder section, int size)
    {
        var items = ImmutableArray.CreateBuilder<EntryItem>(section.Items.Count);
        for (var i = 0; i < section.Items.Count; i++)
        {
            var item = section.Items[i];
            var offset = OffsetOf(section, i, size);
            items.Add(new EntryItem(offset, OffsetOf(section, i + 1, size) - offset, item.Kind, FileIndex(item.File), item.Line, item.Detail));
        }

        return items.MoveToImmutable();
    }

    private static int OffsetOf(SectionBuilder section, int index, int size)
    {
        if (index == section.Items.Count)
            return size;
        var item = section.Items[index];
        return section.Fragments[item.Fragment].Address + item.Offset;
    }

    private ImmutableArray<EntryGate> FinishGates()
    {
        gates.Sort((a, b) => a.Vector.CompareTo(b.Vector));
        var finished = ImmutableArray.CreateBuilder<EntryGate>(gates.Count);
        foreach (var gate in gates)
        {
            finished.Add(new EntryGate(gate.Vector, symbols.IndexOf(gate.Entry), gate.HasErrorCode, gate.Ist, gate.Dpl, gate.Type, Portable(gate.Location)));
        }

        return finished.MoveToImmutable();
    }

    private SourceLocation Portable(SourceLocation location) =>
        location.Line == 0 ? SourceLocation.None : new SourceLocation(files[FileIndex(location.File)], location.Line);

    private int FileIndex(string file)
    {
        // The compiler hands out one string a file, so most calls end here.
        if (ReferenceEquals(file, lastFile) && lastFileIndex >= 0)
            return lastFileIndex;
        if (!fileIndexes.TryGetValue(file, out var index))
        {
            var portable = paths.Name(file);
            index = files.IndexOf(portable);
            if (index < 0)
            {
                index = files.Count;
                files.Add(portable);
            }

            fileIndexes.Add(file, index);
        }

        (lastFile, lastFileIndex) = (file, index);
        return index;
    }
}
