// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Assembler;
using EntryAsm.Errors;
using EntryAsm.Primitives;

namespace EntryAsm.Finish;

/// <summary>Gives symbols and labels their places in the object.</summary>
internal sealed class SymbolTable
{
    private readonly SourceFiles files;
    private readonly PortableFiles portable;
    private readonly List<SectionBuilder> sections;
    private readonly SymbolStates states;
    private PooledList<EntrySymbol> symbols;

    /// <summary>By section, the index of the symbol of its start, once somebody has asked for it.</summary>
    private readonly int?[] sectionSymbols;
    private readonly Dictionary<int, int> promoted = [];
    private readonly ErrorSink errors;

    /// <summary>The index of address 0, once somebody has asked for it.</summary>
    private int? absoluteSymbol;

    public SymbolTable(SourceFiles files, PortableFiles portable, List<SectionBuilder> sections, SymbolStates states, ErrorSink errors)
    {
        this.errors = errors;
        this.sections = sections;
        this.states = states;
        sectionSymbols = new int?[sections.Count];
        this.files = files;
        this.portable = portable;
    }

    /// <summary>The labels that the object lists.</summary>
    public ImmutableArray<EntryLabel> Labels { get; private set; }

    /// <summary>Takes in what is defined or used; the addresses are final.</summary>
    public void AddAll()
    {
        var labelCount = 0;
        var aliases = new List<SymbolId>();
        for (var i = 0; i < states.Count; i++)
        {
            var state = states.Handle(SymbolId.At(i));
            ref var record = ref state.Record;
            if (!IsPlace(record))
                AddSymbol(state);
            else if (IsListedLabel(record))
                record.ObjectIndex = labelCount++;
            if (!record.AliasOf.IsNone)
                aliases.Add(state.Id);
        }

        Labels = LabelsOf(labelCount);
        foreach (var alias in aliases)
            states[alias].ObjectIndex = states[states[alias].AliasOf].ObjectIndex;
    }

    /// <summary>True for what is no symbol of the object: labels, unless set to a number.</summary>
    private static bool IsPlace(in SymbolRecord record) => record.IsLabel && !record.IsNumber;

    /// <summary>A label nobody uses is listed only if it has a name.</summary>
    private static bool IsListedLabel(in SymbolRecord record) => IsPlace(record) && (record.IsUsed || (record.IsDefined && record.Name != 0));

    /// <summary>The place of a symbol in the object's symbols; labels have none.</summary>
    public int IndexOf(SymbolState state) => state.IsLabel ? Promote(state) : state.Record.ObjectIndex;

    /// <summary>How a reference names a symbol or label.</summary>
    public static ReferencePlace ReferenceTo(in SymbolRecord record) => IsPlace(record) ? ReferencePlace.Label(record.ObjectIndex) : ReferencePlace.Symbol(record.ObjectIndex);

    /// <summary>The symbol of a section's start, made when first asked for.</summary>
    public int SectionSymbol(int section)
    {
        ref var index = ref sectionSymbols[section];
        if (index is null)
        {
            index = symbols.Count;
            symbols.Add(new EntrySymbol(sections[section].Name, SymbolBinding.Local, SymbolType.Section, SymbolVisibility.Default, section, 0, 0, SourceLocation.None));
        }

        return index.Value;
    }

    /// <summary>Address 0, from which relocations of numbers count; no row of the object's symbol table.</summary>
    public int AbsoluteSymbol()
    {
        if (absoluteSymbol is null)
        {
            absoluteSymbol = symbols.Count;
            symbols.Add(new EntrySymbol(Operands.AbsoluteSymbol.Display, SymbolBinding.Local, SymbolType.Section, SymbolVisibility.Default, EntrySymbol.Absolute, 0, 0, SourceLocation.None));
        }

        return absoluteSymbol.Value;
    }

    /// <summary>A symbol for a label that the linker must see by itself, not as its section plus an offset.</summary>
    public int Promote(SymbolState label)
    {
        if (!promoted.TryGetValue(label.Record.ObjectIndex, out var index))
        {
            index = symbols.Count;
            var name = label.Name.Length != 0 ? label.Name : ".LC" + NumberText.Decimal(label.Record.ObjectIndex);
            symbols.Add(new EntrySymbol(name, SymbolBinding.Local, SymbolType.None, SymbolVisibility.Default, label.Section!.Id.Index, label.Address, 0, portable.Locate(label.Line)));
            promoted.Add(label.Record.ObjectIndex, index);
        }

        return index;
    }

    public ImmutableArray<EntrySymbol> TakeSymbols() => symbols.MoveToImmutable();

    /// <summary>Of a large module they are megabytes, so they are counted first and each is written once, where it stays.</summary>
    private ImmutableArray<EntryLabel> LabelsOf(int count)
    {
        var labels = ResultArray.Uninitialized<EntryLabel>(count);
        for (var i = 0; i < states.Count; i++)
        {
            ref readonly var record = ref states[SymbolId.At(i)];
            if (IsListedLabel(record))
                labels[record.ObjectIndex] = new EntryLabel(states.Name(record.Name), record.Section.Index, states.AddressOf(record), (ushort)portable.IndexOf(record.Line.File), record.Line.Line);
        }

        return ResultArray.Freeze(labels);
    }

    private void AddSymbol(SymbolState state)
    {
        if (!state.IsDefined && !state.IsUsed || !state.Record.AliasOf.IsNone)
            return;
        if (state.Record is { IsLabel: true, IsNumber: true } && !state.IsUsed)
            return; // a name of the assembler's alone, as every label
        if (state.Record.Name == 0)
        {
            state.Record.ObjectIndex = AbsoluteSymbol();
            return;
        }

        var section = state.AbsoluteValue is not null ? EntrySymbol.Absolute : state.IsCommon ? EntrySymbol.Common : state.Section?.Id.Index ?? EntrySymbol.Undefined;
        var value = state.IsCommon ? state.Details!.Number : state.AbsoluteValue ?? (state.Section is null ? 0 : state.Address);
        state.Record.ObjectIndex = symbols.Count;
        var type = state.Section is { } home && (home.Flags & SectionFlags.ThreadLocal) != 0 ? SymbolType.ThreadLocal : state.Record.Type;
        symbols.Add(new EntrySymbol(state.Name, state.Binding, type, state.Record.Visibility, section, value, SizeOf(state), portable.Locate(state.Line)));
    }

    /// <summary>A symbol's size in bytes.</summary>
    public long SizeOf(SymbolState state)
    {
        if (state.Details is not { } details)
            return 0;
        if (details.SizeEnd.IsNone || details.SizeStart.IsNone)
            return details.Size;
        ref readonly var end = ref states[details.SizeEnd];
        ref readonly var start = ref states[details.SizeStart];
        if (end.IsMissing || start.IsMissing)
            return 0;
        if (!end.HasSection || end.Section != start.Section)
        {
            errors.Add(Error.NotConstant("the size of '" + state.Name + "' is a difference of places that are not in one section", files.Locate(details.SizeLine)));
            return 0;
        }

        return states.AddressOf(end) - states.AddressOf(start) + details.Size;
    }
}
