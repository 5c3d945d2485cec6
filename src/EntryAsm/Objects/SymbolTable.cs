// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace EntryAsm;

/// <summary>Gives symbols and labels their places in the object.</summary>
internal sealed class SymbolTable
{
    private readonly SourceFiles files;
    private readonly PortableFiles portable;
    private readonly ImmutableArray<EntrySymbol>.Builder symbols = ImmutableArray.CreateBuilder<EntrySymbol>();
    private readonly ImmutableArray<EntryLabel>.Builder labels = ImmutableArray.CreateBuilder<EntryLabel>();
    private readonly Dictionary<SectionBuilder, int> sectionSymbols = [];
    private readonly Dictionary<SymbolState, int> promoted = [];

    public SymbolTable(SourceFiles files, PortableFiles portable)
    {
        this.files = files;
        this.portable = portable;
    }

    /// <summary>Takes in what is defined or used; the addresses are final.</summary>
    public void Add(SymbolState state)
    {
        if (!state.IsDefined && !state.IsUsed)
            return;
        if (state.IsLabel && state.AbsoluteValue is null)
            AddLabel(state);
        else
            AddSymbol(state);
    }

    /// <summary>The place of a symbol in the object's symbols; labels have none.</summary>
    public int IndexOf(SymbolState state) => state.IsLabel ? Promote(state) : state.ObjectIndex;

    /// <summary>How a reference names a symbol: its index, or the complement of a label's.</summary>
    public int ReferenceTo(SymbolState state) => state.IsLabel && state.AbsoluteValue is null ? ~state.ObjectIndex : state.ObjectIndex;

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
        if (!promoted.TryGetValue(label, out var index))
        {
            index = symbols.Count;
            var name = label.Name.Length != 0 ? label.Name : ".LC" + label.ObjectIndex.ToString(System.Globalization.CultureInfo.InvariantCulture);
            symbols.Add(new EntrySymbol(name, SymbolBinding.Local, SymbolType.None, SymbolVisibility.Default, label.Section!.Index, label.Address, 0, portable.Locate(label.DefinedAt)));
            promoted.Add(label, index);
        }

        return index;
    }

    public ImmutableArray<EntrySymbol> ToSymbols() => symbols.ToImmutable();

    public ImmutableArray<EntryLabel> ToLabels() => labels.ToImmutable();

    private void AddLabel(SymbolState state)
    {
        if (!state.IsUsed && state.Name.Length == 0)
            return;
        state.ObjectIndex = labels.Count;
        labels.Add(new EntryLabel(state.Name, state.Section!.Index, state.Address, portable.Locate(state.DefinedAt)));
    }

    private void AddSymbol(SymbolState state)
    {
        var section = state.AbsoluteValue is not null ? EntrySymbol.Absolute : state.Section?.Index ?? EntrySymbol.Undefined;
        var value = state.AbsoluteValue ?? (state.Section is null ? 0 : state.Address);
        state.ObjectIndex = symbols.Count;
        symbols.Add(new EntrySymbol(state.Name, state.Binding, state.Type, state.Visibility, section, value, SizeOf(state),
            portable.Locate(state.IsDefined ? state.DefinedAt : state.UsedAt)));
    }

    private long SizeOf(SymbolState state)
    {
        if (!state.HasDetails)
            return 0;
        var details = state.Details;
        if (details.SizeEnd is null || details.SizeStart is null)
            return details.Size;
        if (details.SizeEnd.Section is null || !ReferenceEquals(details.SizeEnd.Section, details.SizeStart.Section))
            throw Errors.NotConstant("the size of '" + state.Name + "' is a difference of places that are not in one section", files.Locate(details.SizeLine));
        return details.SizeEnd.Address - details.SizeStart.Address + details.Size;
    }
}
