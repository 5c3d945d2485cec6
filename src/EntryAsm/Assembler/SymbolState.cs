// SPDX-License-Identifier: MIT
using EntryAsm.Errors;

namespace EntryAsm.Assembler;

/// <summary>
/// What one assembler knows of one symbol or label: a handle on a record of its <see cref="SymbolStates"/>. Records lie flat in one array, since most
/// labels are used once and forgotten.
/// </summary>
internal readonly struct SymbolState(SymbolStates table, SymbolId id)
{
    private readonly SymbolStates table = table;

    /// <summary>By which the layout's own records name it.</summary>
    public SymbolId Id { get; } = id;

    /// <summary>Its name; empty for a label.</summary>
    public string Name => table.Name(Record.Name);

    /// <summary>True for labels and <c>.L</c> names, which never reach the symbol table.</summary>
    public bool IsLabel => Record.IsLabel;

    public SymbolBinding Binding => Record.Binding;

    /// <summary>Declared with Extern(): another object defines it.</summary>
    public bool IsExtern => Record.IsExtern;

    /// <summary>Where it is defined; null while it is not, and for plain numbers.</summary>
    public SectionBuilder? Section => table.Section(Record.Section);

    /// <summary>The fragment of <see cref="Section"/> it stands in.</summary>
    public int Fragment => Record.Fragment;

    /// <inheritdoc cref="SymbolRecord.Line"/>
    public LineRef Line => Record.Line;

    /// <summary>Its number, for a symbol set to one.</summary>
    public long? AbsoluteValue => Record.IsNumber ? Details!.Number : null;

    /// <summary>Data that the linker gives room.</summary>
    public bool IsCommon => Record.IsCommon;

    public bool IsDefined => Record.IsDefined;

    public bool IsUsed => Record.IsUsed;

    /// <summary>The offset from the start of its section in bytes, as the layout has it now.</summary>
    public int Address => table.AddressOf(Record);

    /// <summary>The name for a message; numeric labels tell their number.</summary>
    public string Quoted => Display[0] == '\'' ? Display : "'" + Display + "'";

    /// <inheritdoc cref="Quoted"/>
    public string Display => Name.Length != 0 ? Name : Details?.Display ?? "label";

    /// <summary>What only few symbols have; null while it has none of it.</summary>
    public SymbolDetails? Details => table.Details(Record.Details);

    /// <summary>The record, for whoever changes it.</summary>
    public ref SymbolRecord Record => ref table[Id];

    /// <summary>True when it is defined in a section.</summary>
    public bool IsIn(SectionBuilder section) => Record.Section == section.Id;

    /// <summary>What only few symbols have, made when there is none.</summary>
    public SymbolDetails AddDetails() => table.AddDetails(ref Record);
}

/// <summary>The facts of one symbol or label. It holds no references: the garbage collector need not look at thousands of them.</summary>
internal struct SymbolRecord
{
    /// <summary>Index of its name; 0, the empty name, for a label.</summary>
    public int Name;

    /// <summary>Index of its details; 0 for none.</summary>
    public int Details;
    public int Fragment;

    /// <summary>Offset in bytes from the start of the fragment.</summary>
    public int Offset;

    /// <summary>The line that defines it; while none does, the first that uses it.</summary>
    public LineRef Line;

    /// <summary>Its index in the object: into the symbols, or into the labels.</summary>
    public int ObjectIndex;
    public SymbolBinding Binding;
    public SymbolType Type;
    public SymbolVisibility Visibility;
    private SymbolTraits traits;

    /// <summary>The section it is defined in.</summary>
    public SectionId Section;

    /// <summary>The symbol that it is but a name for.</summary>
    public SymbolId AliasOf;

    public readonly bool HasSection => !Section.IsNone;

    public readonly bool IsDefined => HasSection || (traits & (SymbolTraits.Number | SymbolTraits.Pending)) != 0;

    public bool IsLabel
    {
        readonly get => Has(SymbolTraits.Label);
        set => Set(SymbolTraits.Label, value);
    }

    public bool IsExtern
    {
        readonly get => Has(SymbolTraits.Extern);
        set => Set(SymbolTraits.Extern, value);
    }

    /// <summary>Data that the linker gives room; its alignment stands in the details as the number.</summary>
    public bool IsCommon
    {
        readonly get => Has(SymbolTraits.Common);
        set => Set(SymbolTraits.Common, value);
    }

    /// <summary>Set to a number, which stands in the details.</summary>
    public bool IsNumber
    {
        readonly get => Has(SymbolTraits.Number);
        set => Set(SymbolTraits.Number, value);
    }

    /// <summary>Set to something that is not known yet; it stands in the details.</summary>
    public bool IsPending
    {
        readonly get => Has(SymbolTraits.Pending);
        set => Set(SymbolTraits.Pending, value);
    }

    /// <summary>Should be defined and is not, which was told: what follows from it is no error of its own.</summary>
    public bool IsMissing
    {
        readonly get => Has(SymbolTraits.Missing);
        set => Set(SymbolTraits.Missing, value);
    }

    public bool IsUsed
    {
        readonly get => Has(SymbolTraits.Used);
        set => Set(SymbolTraits.Used, value);
    }

    /// <summary>Gives what is missing a place, so that the layout can look for other errors.</summary>
    public void StandIn()
    {
        IsMissing = true;
        Section = SectionId.At(0);
    }

    private readonly bool Has(SymbolTraits trait) => (traits & trait) != 0;

    private void Set(SymbolTraits trait, bool value) => traits = value ? traits | trait : traits & ~trait;

    /// <summary>One byte for all of them: there is a record for every label.</summary>
    [Flags]
    private enum SymbolTraits : byte
    {
        None = 0,
        Label = 1,
        Extern = 2,
        Common = 4,
        Number = 8,
        Pending = 0x10,
        Missing = 0x20,
        Used = 0x40,
    }
}

/// <summary>A place, or the distance between two, which nobody knows before the end of the module.</summary>
/// <param name="End">The place, or where the distance ends.</param>
/// <param name="Start">Where the distance starts.</param>
/// <param name="Addend">Bytes more.</param>
/// <param name="Divisor">What the distance is divided by.</param>
/// <param name="Line">The C# line.</param>
internal sealed record PendingValue(SymbolState End, SymbolState? Start, long Addend, int Divisor, LineRef Line);

/// <summary>What only few symbols have.</summary>
internal sealed class SymbolDetails
{
    public long Number { get; set; }

    /// <summary>What it is set to, while that is not known.</summary>
    public PendingValue? Pending { get; set; }

    /// <summary>Its size: a number to which the distance from <see cref="SizeStart"/> to <see cref="SizeEnd"/> is added where there is one.</summary>
    public long Size { get; set; }

    public SymbolId SizeEnd { get; set; }

    /// <inheritdoc cref="SizeEnd"/>
    public SymbolId SizeStart { get; set; }

    public LineRef SizeLine { get; set; }

    /// <summary>How a message names a numeric label.</summary>
    public string? Display { get; set; }
}
