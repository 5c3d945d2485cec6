// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Assembler;
using EntryAsm.Errors;
using EntryAsm.Layout;
using EntryAsm.Operands;
using EntryAsm.Primitives;

namespace EntryAsm.Finish;

/// <summary>Lays out what an assembler wrote and makes the immutable object of it.</summary>
internal sealed class ObjectBuilder
{
    private readonly string name;
    private readonly ModuleAssembly assembly;
    private readonly SourceFiles files;
    private readonly PortableFiles portable;
    private readonly int ownFiles;
    private readonly List<SectionBuilder> sections;
    private readonly SymbolStates states;
    private readonly SymbolTable symbols;
    private readonly ErrorSink errors;

    public ObjectBuilder(string name, ProjectPaths paths, ModuleAssembly assembly, ErrorSink errors)
    {
        this.name = name;
        this.assembly = assembly;
        files = assembly.Files;
        sections = assembly.Sections;
        states = assembly.Symbols;
        this.errors = errors;
        assembly.ResolveDeclarations(errors);
        var writing = files.Count;
        assembly.Expansions?.AddFiles(files);
        portable = new PortableFiles(files, paths);
        ownFiles = portable.CountOf(writing);
        symbols = new SymbolTable(files, portable, sections, states, errors);
    }

    /// <summary>How many parts the layout looked at: a measure of its work that is the same on every machine.</summary>
    public long LayoutSteps { get; private set; }

    /// <returns>The object; null, or one of no use, when errors were collected.</returns>
    public EntryObject? Build()
    {
        RequireDefined();
        if (!HasLengths())
            return null;
        LayoutSteps = Relaxer.Run(sections, states);
        RequireRoom();
        SettleNumbers();
        CallFrameWriter.Write(assembly);
        symbols.AddAll();

        var finished = ImmutableArray.CreateBuilder<EntrySection>(sections.Count);
        foreach (var section in sections)
            finished.Add(Finish(section));
        var finishedGates = FinishGates();
        var entries = FinishEntries();
        var callees = FinishCallees();
        var facts = FinishFacts(finished);
        var expansions = assembly.Expansions is { } log ? ExpansionTable.Of(log, files, portable, ownFiles, sections, finished) : null;
        foreach (var section in sections)
            section.Release();
        states.Release();
        assembly.ReleaseDeclarations();
        return new EntryObject(name, portable.Names.RemoveRange(ownFiles, portable.Names.Length - ownFiles), finished.MoveToImmutable(), symbols.TakeSymbols(), symbols.Labels, finishedGates, entries, callees, facts, assembly.Features.ToImmutableArray(), expansions);
    }

    /// <summary>Names are looked through; labels, of which there are many, were counted.</summary>
    private void RequireDefined()
    {
        if (states.UnboundLabels == 0 && states.Named.TrueForAll(id => !LacksDefinition(states.Handle(id))))
            return;
        foreach (var state in Enumerable.Range(0, states.Count).Select(index => states.Handle(SymbolId.At(index))).Where(LacksDefinition))
        {
            errors.Add(state.Name.Length == 0
                ? Error.UnboundLabel(state.Details?.Display ?? "", files.Locate(state.Line))
                : Error.UndefinedSymbol(state.Name, files.Locate(state.Line)));
            state.Record.StandIn();
        }
    }

    /// <summary>What pads to a length counts between places of one section.</summary>
    private bool HasLengths()
    {
        var all = true;
        foreach (var section in sections)
        {
            foreach (ref readonly var length in section.Lengths)
            {
                if (IsKnown(length.Own) && IsKnown(length.First) && IsKnown(length.Second))
                    continue;
                if (!IsMissing(length))
                    errors.Add(Error.NotConstant("the length to pad to is no constant: both places of each distance must be in one section of this module", files.Locate(length.Line)));
                all = false;
            }
        }

        return all;
    }

    private bool IsMissing(in LengthPart length) => IsMissing(length.Own) || IsMissing(length.First) || IsMissing(length.Second);

    private bool IsMissing(Difference difference) => states[difference.End].IsMissing || states[difference.Start].IsMissing;

    /// <summary>What is filled up to a length is not longer already.</summary>
    private void RequireRoom()
    {
        foreach (var section in sections)
        {
            foreach (ref readonly var length in section.Lengths)
            {
                if (length.IsExact && !IsMissing(length) && length.Own.Value(states) is var own && length.First.Value(states) is var whole && own > whole)
                    errors.Add(Error.OutOfRange("the stretch is " + OpText.Number(own) + " bytes long already, more than the " + OpText.Number(whole) + " to fill up to", files.Locate(length.Line)));
            }
        }
    }

    /// <summary>Symbols set to a distance that only the layout tells.</summary>
    private void SettleNumbers()
    {
        foreach (var id in states.Named)
        {
            RequireInside(states.Handle(id));
            if (!states[id].IsPending || states.Handle(id) is not { Details.Pending: { Start: { } start } value } state)
                continue;
            if (value.End.Section is not { } section || !start.IsIn(section))
                throw Error.NotConstant("symbol '" + state.Name + "' is set to a difference of places that are not in one section of this module", files.Locate(value.Line));
            state.Details.Number = (value.End.Address - start.Address + value.Addend) / value.Divisor;
            state.Record.IsNumber = true;
        }
    }

    /// <summary>What is set to a place stands in its section.</summary>
    private void RequireInside(SymbolState state)
    {
        if (state.Details is not { Pending: { } value } || state.Section is not { } section)
            return;
        ref readonly var end = ref section.Fragments[section.CurrentFragment];
        if (state.Address < 0 || state.Address > end.Address + end.FixedLength)
            throw Error.OutOfRange("symbol '" + state.Name + "' is set to a place outside its section '" + section.Name + "'", files.Locate(value.Line));
    }

    private bool IsKnown(Difference difference) =>
        states[difference.End].HasSection && states[difference.End].Section == states[difference.Start].Section;

    private static bool LacksDefinition(SymbolState state) =>
        !state.IsDefined && state.IsUsed && !state.IsExtern && !state.IsCommon && (state.Binding != SymbolBinding.Weak || state.IsLabel);

    private EntrySection Finish(SectionBuilder section)
    {
        var end = section.Fragments[section.CurrentFragment];
        var size = end.Address + end.FixedLength;
        var bytes = section.Type == SectionType.NoBits ? [] : ResultArray.Uninitialized<byte>(size);
        var writer = new SectionWriter(section, bytes, symbols, states, files, errors);
        writer.Write();
        return new EntrySection(section.Name, section.Flags, section.Type, section.EntrySize, section.Alignment, size, bytes,
            writer.TakeRelocations(), writer.TakeReferences(), Items(section, size), section.Group, LinkedTo(section));
    }

    /// <summary>The section in whose order one lies: that of a symbol, or the one of that name.</summary>
    private int LinkedTo(SectionBuilder section)
    {
        if (section.LinkedTo is not { } name)
            return EntrySection.NotLinked;
        foreach (var id in states.Named)
        {
            if (states.Handle(id) is { Section: { } home } state && state.Name == name)
                return home.Id.Index;
        }

        var found = sections.FindIndex(other => other.Name == name);
        if (found < 0)
            errors.Add(Error.BadArgument("section '" + section.Name + "' is to lie in the order of '" + name + "', and there is no section and no symbol of that name", files.Locate(section.LinkedAt)));
        return found;
    }

    /// <summary>Gives the items their place in the section and their length.</summary>
    private ImmutableArray<EntryItem> Items(SectionBuilder section, int size)
    {
        var fragments = section.Fragments;
        var written = section.Items;
        var items = ResultArray.Uninitialized<EntryItem>(written.Length);
        var end = size;
        for (var i = written.Length - 1; i >= 0; i--)
        {
            ref readonly var item = ref written[i];
            var offset = section.HasParts ? fragments[item.Fragment].Address - fragments[item.Fragment].DataStart + item.DataOffset : item.DataOffset;
            items[i] = new EntryItem(offset, end - offset, item.Kind, (ushort)portable.IndexOf(item.File), item.Line, item.Detail);
            end = offset;
        }

        return ResultArray.Freeze(items);
    }

    private ImmutableArray<EntryGate> FinishGates()
    {
        var gates = assembly.SortedGates();
        var finished = ImmutableArray.CreateBuilder<EntryGate>(gates.Length);
        foreach (ref readonly var gate in gates)
            finished.Add(new EntryGate(gate.Vector, IndexOf(gate.Entry), gate.HasErrorCode, gate.Ist, gate.Dpl, gate.Type, portable.Locate(gate.Line)));
        return finished.MoveToImmutable();
    }

    private ImmutableArray<EntryPoint> FinishEntries()
    {
        var finished = ImmutableArray.CreateBuilder<EntryPoint>(assembly.Entries.Length);
        foreach (ref readonly var entry in assembly.Entries)
            finished.Add(new EntryPoint(entry.Kind, IndexOf(entry.Id), entry.Vector, entry.Count, entry.Stride, portable.Locate(entry.Line)));
        return finished.MoveToImmutable();
    }

    private ImmutableArray<EntryCallee> FinishCallees()
    {
        var finished = ImmutableArray.CreateBuilder<EntryCallee>(assembly.Callees.Length);
        foreach (ref readonly var callee in assembly.Callees)
        {
            if (!callee.Id.IsNone)
                finished.Add(new EntryCallee(IndexOf(callee.Id), callee.Traits, portable.Locate(callee.Line)));
        }

        return finished.ToImmutable();
    }

    /// <summary>Facts by the offset of the item that they stand before.</summary>
    private ImmutableArray<EntryFact> FinishFacts(ImmutableArray<EntrySection>.Builder finishedSections)
    {
        var finished = ImmutableArray.CreateBuilder<EntryFact>(assembly.Facts.Length);
        foreach (ref readonly var fact in assembly.Facts)
        {
            if (fact.Symbol is null || !fact.Id.IsNone)
                finished.Add(Finish(fact, finishedSections));
        }

        return finished.ToImmutable();
    }

    private EntryFact Finish(in FactRecord fact, ImmutableArray<EntrySection>.Builder finishedSections)
    {
        var line = portable.Locate(fact.Line);
        if (fact.Section is not { } section)
            return fact.Fact with { Subject = fact.Id.IsNone ? 0 : IndexOf(fact.Id), Line = line };
        var finished = finishedSections[section.Id.Index];
        return fact.Fact with { Section = section.Id.Index, Offset = fact.Item < finished.Items.Length ? finished.Items[fact.Item].Offset : finished.Size, Line = line };
    }

    private int IndexOf(SymbolId id) => symbols.IndexOf(states.Handle(id));
}
