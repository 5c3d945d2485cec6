// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>
/// What one assembler knows of one symbol or label: a handle on a record of its <see cref="SymbolStates"/>. Records lie flat in one array, since most
/// labels are used once and forgotten.
/// </summary>
internal readonly struct SymbolState(SymbolStates table, int index)
{
    private readonly SymbolStates? table = table;
    private readonly int index = index;

    /// <summary>True for the handle on nothing, the default.</summary>
    public bool IsNone => table is null;

    /// <summary>The assembler that met the symbol.</summary>
    public EntryAssembler Owner => table!.Owner;

    /// <summary>Its name; empty for a label.</summary>
    public string Name => Record.Name ?? "";

    /// <summary>True for labels and <c>.L</c> names, which never reach the symbol table.</summary>
    public bool IsLabel => Record.IsLabel;

    public SymbolBinding Binding => Record.Binding;

    /// <summary>Declared with Extern(): another object defines it.</summary>
    public bool IsExtern => Record.IsExtern;

    /// <summary>Where it is defined; null while it is not, and for plain numbers.</summary>
    public SectionBuilder? Section => Record.Section;

    /// <summary>The fragment of <see cref="Section"/> it stands in.</summary>
    public int Fragment => Record.Fragment;

    public LineRef DefinedAt => Record.DefinedAt;

    /// <summary>The first line that used it; none while nothing did.</summary>
    public LineRef UsedAt => Record.UsedAt;

    /// <summary>Its number, for a symbol set to one.</summary>
    public long? AbsoluteValue => Record.Details?.AbsoluteValue;

    public bool IsDefined => Record.Section is not null || AbsoluteValue is not null;

    public bool IsUsed => !Record.UsedAt.IsNone;

    /// <summary>The offset from the start of its section in bytes, as the layout has it now.</summary>
    public int Address => Record.Section!.AddressOf(Record.Fragment) + Record.Offset;

    /// <summary>The name for a message; numeric labels tell their number.</summary>
    public string Display => Name.Length != 0 ? Name : Record.Details?.Display ?? "label";

    /// <summary>The record, for whoever changes it.</summary>
    public ref SymbolRecord Record => ref table![index];
}

/// <summary>The facts of one symbol or label.</summary>
internal struct SymbolRecord
{
    public string? Name;
    public SectionBuilder? Section;

    /// <summary>What only few symbols have.</summary>
    public SymbolDetails? Details;
    public int Fragment;

    /// <summary>Offset in bytes from the start of the fragment.</summary>
    public int Offset;
    public LineRef DefinedAt;
    public LineRef UsedAt;

    /// <summary>Its index in the object: into the symbols, or into the labels.</summary>
    public int ObjectIndex;
    public SymbolBinding Binding;
    public SymbolType Type;
    public SymbolVisibility Visibility;
    public bool IsLabel;
    public bool IsExtern;
}

/// <summary>What only few symbols have.</summary>
internal sealed class SymbolDetails
{
    public long? AbsoluteValue { get; set; }

    /// <summary>Its size: a number to which the distance from <see cref="SizeStart"/> to <see cref="SizeEnd"/> is added where there is one.</summary>
    public long Size { get; set; }

    public SymbolState SizeEnd { get; set; }

    public SymbolState SizeStart { get; set; }

    public LineRef SizeLine { get; set; }

    /// <summary>How a message names a numeric label.</summary>
    public string? Display { get; set; }
}
