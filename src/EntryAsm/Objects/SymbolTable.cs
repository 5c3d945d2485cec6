// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace EntryAsm;

/// <summary>Gives symbols and labels their places in the object.</summary>
internal sealed class SymbolTable
{
    private readonly SourceFiles files;
    private readonly PortableFiles portable;
    private PooledList<EntrySymbol> symbols;
    private PooledList<EntryLabel> labels;
    private readonly Dictionary<SectionBuilder, int> sectionSymbols = [];
    private readonly Dictionary<int, int> promoted = [];

    public SymbolTable(SourceFiles files, PortableFiles portable)
    {
        this.files = files;
        this.portable = portable;
    }

    /// <summary>Takes in what is defined or used; the addresses are final.</summary>
    public void AddAll(SymbolStates states)
    {
        for (var i = 0; i < states.Count; i++)
            Add(states.Handle(i));
    }

    private void Add(SymbolState state)
    {
        if (!state.IsDefined && !state.IsUsed)
            return;
        if (state.IsLabel && state.AbsoluteValue is null)
            AddLabel(state);
        else
            AddSymbol(state);
    }

    /// <summary>The place of a symbol in the object's symbols; labels have none.</summary>
    public int IndexOf(SymbolState state) => state.IsLabel ? Promote(state) : state.Record.ObjectIndex;

    /// <summary>How a reference names a symbol: its index, or the complement of a label's.</summary>
    public int ReferenceTo(SymbolState state) => state.IsLabel && state.AbsoluteValue is null ? ~state.Record.ObjectIndex : state.Record.ObjectIndex;

    /// <summary>The symbol of a section's start, made when first asked for.</summary>
    public int SectionSymbol(SectionBuilder section)
    {
        if (!sectionSymbols.TryGetValue(section, out var index))
        {
            index = symbols.Count;
            symbols.Add(new EntrySymbol(section.Name, SymbolBinding.Local, SymbolType.Section, SymbolVisibility.Default, section.Index, 0, 0, SourceLocation.None));
            sectionSymbols.Add(section, index);
        }

        return index;
    }

    /// <summary>A symbol for a label that the linker must see by itself, not as its section plus an offset.</summary>
    public int Promote(SymbolState label)
    {
        if (!promoted.TryGetValue(label.Record.ObjectIndex, out var index))
        {
            index = symbols.Count;
            var name = label.Name.Length != 0 ? label.Name : ".LC" + label.Record.ObjectIndex.ToString(System.Globalization.CultureInfo.InvariantCulture);
            symbols.Add(new EntrySymbol(name, SymbolBinding.Local, SymbolType.None, SymbolVisibility.Default, label.Section!.Index, label.Address, 0, portable.Locate(label.DefinedAt)));
            promoted.Add(label.Record.ObjectIndex, index);
        }

        return index;
    }

    public ImmutableArray<EntrySymbol> TakeSymbols() => symbols.MoveToImmutable();

    public ImmutableArray<EntryLabel> TakeLabels() => labels.MoveToImmutable();

    private void AddLabel(SymbolState state)
    {
        if (!state.IsUsed && state.Name.Length == 0)
            return;
        state.Record.ObjectIndex = labels.Count;
        labels.Add(new EntryLabel(state.Name, state.Section!.Index, state.Address, portable.Locate(state.DefinedAt)));
    }

    private void AddSymbol(SymbolState state)
    {
        var section = state.AbsoluteValue is not null ? EntrySymbol.Absolute : state.Section?.Index ?? EntrySymbol.Undefined;
        var value = state.AbsoluteValue ?? (state.Section is null ? 0 : state.Address);
        state.Record.ObjectIndex = symbols.Count;
        symbols.Add(new EntrySymbol(state.Name, state.Binding, state.Record.Type, state.Record.Visibility, section, value, SizeOf(state),
            portable.Locate(state.IsDefined ? state.DefinedAt : state.UsedAt)));
    }

    private long SizeOf(SymbolState state)
    {
        if (state.Record.Details is not { } details)
            return 0;
        if (details.SizeEnd.IsNone || details.SizeStart.IsNone)
            return details.Size;
        if (details.SizeEnd.Section is null || !ReferenceEquals(details.SizeEnd.Section, details.SizeStart.Section))
            throw Errors.NotConstant("the size of '" + state.Name + "' is a difference of places that are not in one section", files.Locate(details.SizeLine));
        return details.SizeEnd.Address - details.SizeStart.Address + details.Size;
    }
}
