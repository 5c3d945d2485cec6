// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Encoding;
using Iced.Intel;

namespace EntryAsm.InstructionGenerator;

/// <summary>Writes the table of forms: a row of bits a form, so that it loads as a block and is searched without objects.</summary>
internal static class FormWriter
{
    public static string Write(IReadOnlyList<Form> forms)
    {
        var classes = forms.SelectMany(form => form.Operands).Distinct()
            .OrderBy(each => each.Kinds).ThenBy(each => each.Kind).ThenBy(each => each.Implied).ToList();
        if (classes.Count > 256)
            throw new NotSupportedException("a row has eight bits for an operand class; there are " + classes.Count + " classes");
        if (forms.Max(form => (int)form.Code) >= 1 << 13)
            throw new NotSupportedException("a row has 13 bits for the code");

        var text = GeneratedFiles.Begin().Line()
            .Line("namespace EntryAsm.Encoding;").Line()
            .Line("internal static partial class Forms")
            .Line("{");
        WriteClasses(text, classes);
        WriteRows(text, forms, classes);
        WriteTraits(text, forms);
        WriteFirst(text, forms);
        return text.Line("}").ToString();
    }

    private static void WriteClasses(SourceText text, List<OperandClass> classes)
    {
        text.Line("    /// <summary>What an operand class takes.</summary>").Line("    private static readonly ulong[] ClassKinds =").Line("    [");
        foreach (var each in classes)
            text.Line("        " + Hex((ulong)each.Kinds, 15) + ", // " + Describe(each));
        text.Line("    ];").Line();
        text.Line("    /// <summary>Iced's kind of an operand class (low byte), and the register it implies (high byte).</summary>")
            .Line("    private static readonly ushort[] ClassEncodings =").Line("    [");
        foreach (var each in classes)
            text.Line("        " + Hex((ulong)each.Kind | (ulong)each.Implied << 8, 4) + ",");
        text.Line("    ];").Line();
    }

    private static void WriteRows(SourceText text, IReadOnlyList<Form> forms, List<OperandClass> classes)
    {
        var numbers = classes.Select((each, number) => (each, number)).ToDictionary(pair => pair.each, pair => (ulong)pair.number);
        text.Line("    /// <summary>Operand classes (five bytes), code (13 bits), operands written (3 bits); sorted by mnemonic, operands, preference.</summary>")
            .Line("    private static readonly ulong[] Rows =").Line("    [");
        foreach (var form in forms)
        {
            ulong row = (ulong)form.Code << 40 | (ulong)form.Arity << 53 | (ulong)form.Operands.Length << 56;
            for (var operand = 0; operand < form.Operands.Length; operand++)
                row |= numbers[form.Operands[operand]] << (8 * operand);
            text.Line("        " + Hex(row, 15) + ", // " + form.Mnemonic + ": " + form.Info.ToInstructionString());
        }

        text.Line("    ];").Line();
    }

    private static void WriteTraits(SourceText text, IReadOnlyList<Form> forms)
    {
        text.Line("    /// <summary><see cref=\"FormTraits\"/> of the rows.</summary>").Line("    private static readonly uint[] Traits =").Line("    [");
        foreach (var chunk in forms.Chunk(12))
            text.Line("        " + string.Join(" ", chunk.Select(form => Hex((ulong)form.Traits, 8) + ",")));
        text.Line("    ];").Line();
    }

    private static void WriteFirst(SourceText text, IReadOnlyList<Form> forms)
    {
        var count = Enum.GetValues<Mnemonic>().Length;
        var starts = new int[count + 1];
        foreach (var form in forms)
            starts[(int)form.Mnemonic + 1]++;
        for (var mnemonic = 0; mnemonic < count; mnemonic++)
            starts[mnemonic + 1] += starts[mnemonic];
        text.Line("    /// <summary>The first row of every mnemonic, and the end of the last.</summary>").Line("    private static readonly ushort[] First =").Line("    [");
        foreach (var chunk in starts.Chunk(24))
            text.Line("        " + string.Join(" ", chunk.Select(start => start.ToString(CultureInfo.InvariantCulture) + ",")));
        text.Line("    ];");
    }

    private static string Describe(OperandClass each) => each.IsHidden
        ? "implied " + (each.Implied != Register.None ? each.Implied.ToString() : each.Kind.ToString())
        : each.Kinds + (each.Kind == OpKind.Register ? "" : " as " + each.Kind);

    private static string Hex(ulong value, int digits) => "0x" + value.ToString("X" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
