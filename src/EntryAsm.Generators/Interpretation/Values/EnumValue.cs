// SPDX-License-Identifier: MIT
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>What an author's enum is.</summary>
internal sealed class EnumType
{
    private readonly List<(string Name, ulong Bits)> members = [];
    private readonly bool isFlags;

    public EnumType(INamedTypeSymbol symbol)
    {
        Symbol = symbol;
        isFlags = symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == "System.FlagsAttribute");
        foreach (var field in symbol.GetMembers().OfType<IFieldSymbol>())
        {
            if (field.HasConstantValue)
                members.Add((field.Name, Bits(field.ConstantValue!)));
        }

        members.Sort((left, right) => left.Bits.CompareTo(right.Bits));
    }

    public INamedTypeSymbol Symbol { get; }

    /// <summary>The text <see cref="Enum.ToString()"/> gives.</summary>
    public string Text(object underlying)
    {
        var bits = Bits(underlying);
        foreach (var (name, value) in members)
        {
            if (value == bits)
                return name;
        }

        return (isFlags ? FlagsText(bits) : null) ?? Convert.ToString(underlying, CultureInfo.InvariantCulture)!;
    }

    private string? FlagsText(ulong bits)
    {
        var names = new List<string>();
        for (var index = members.Count - 1; index >= 0 && bits != 0; index--)
        {
            var (name, value) = members[index];
            if (value == 0 || (bits & value) != value)
                continue;
            bits &= ~value;
            names.Insert(0, name);
        }

        return bits == 0 && names.Count > 0 ? string.Join(", ", names) : null;
    }

    private static ulong Bits(object value) => value is ulong bits ? bits : unchecked((ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture));
}

/// <summary>A value of an author's enum. Enums of the engine and of .NET are themselves.</summary>
internal sealed class EnumValue(EnumType type, object underlying) : IFormattable, IComparable
{
    public EnumType Type => type;

    /// <summary>The boxed number.</summary>
    public object Underlying => underlying;

    public override bool Equals(object? other) => other is EnumValue value && ReferenceEquals(value.Type, type) && value.Underlying.Equals(underlying);

    public override int GetHashCode() => underlying.GetHashCode();

    public override string ToString() => type.Text(underlying);

    public int CompareTo(object? other) => other is EnumValue value ? Comparer<object>.Default.Compare(underlying, value.Underlying) : 1;

    public string ToString(string? format, IFormatProvider? provider) => format switch
    {
        null or "" or "G" or "g" or "F" or "f" => ToString(),
        "D" or "d" => ((IFormattable)underlying).ToString("D", CultureInfo.InvariantCulture),
        "X" or "x" => ((IFormattable)underlying).ToString("X" + (2 * NumericTypes.Size(underlying)).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        _ => throw new FormatException("Format string can be only \"G\", \"g\", \"X\", \"x\", \"F\", \"f\", \"D\" or \"d\"."),
    };
}
