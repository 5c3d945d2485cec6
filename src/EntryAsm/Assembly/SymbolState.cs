// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>What one assembler knows of one symbol or label.</summary>
internal sealed class SymbolState
{
    private SymbolDetails? details;

    public SymbolState(string name, SymbolBinding binding, bool isLabel)
    {
        Name = name;
        Binding = binding;
        IsLabel = isLabel;
    }

    public string Name { get; }

    /// <summary>True for labels and <c>.L</c> names, which never reach the symbol table.</summary>
    public bool IsLabel { get; }

    public SymbolBinding Binding { get; set; }

    /// <summary>Declared with Extern(): another object defines it.</summary>
    public bool IsExtern { get; set; }

    public SymbolType Type { get; set; }

    public SymbolVisibility Visibility { get; set; }

    /// <summary>Where it is defined; null while it is not, and for plain numbers.</summary>
    public SectionBuilder? Section { get; set; }

    /// <summary>The fragment of <see cref="Section"/> it stands in.</summary>
    public int Fragment { get; set; }

    /// <summary>Offset in bytes from the start of that fragment.</summary>
    public int Offset { get; set; }

    public LineRef DefinedAt { get; set; }

    /// <summary>The first line that used it; none while nothing did.</summary>
    public LineRef UsedAt { get; set; }

    /// <summary>Its index in the object: into the symbols, or into the labels.</summary>
    public int ObjectIndex { get; set; } = -1;

    /// <summary>Its number, for a symbol set to one.</summary>
    public long? AbsoluteValue => details?.AbsoluteValue;

    /// <summary>What only few symbols have; made when first asked for.</summary>
    public SymbolDetails Details => details ??= new SymbolDetails();

    public bool HasDetails => details is not null;

    public bool IsDefined => Section is not null || AbsoluteValue is not null;

    public bool IsUsed => !UsedAt.IsNone;

    /// <summary>The offset from the start of its section in bytes, as the layout has it now.</summary>
    public int Address => Section!.AddressOf(Fragment) + Offset;

    /// <summary>The name for a message; numeric labels tell their number.</summary>
    public string Display => Name.Length != 0 ? Name : details?.Display ?? "label";
}

/// <summary>What only few symbols have.</summary>
internal sealed class SymbolDetails
{
    public long? AbsoluteValue { get; set; }

    /// <summary>Its size: a number to which the distance from <see cref="SizeStart"/> to <see cref="SizeEnd"/> is added where there is one.</summary>
    public long Size { get; set; }

    public SymbolState? SizeEnd { get; set; }

    public SymbolState? SizeStart { get; set; }

    public LineRef SizeLine { get; set; }

    /// <summary>How a message names a numeric label.</summary>
    public string? Display { get; set; }
}
