// SPDX-License-Identifier: MIT
using System.Text;
using EntryAsm.Primitives;
using Iced.Intel;

namespace EntryAsm.Operands;

/// <summary>An operand as an author writes it, for messages.</summary>
internal static class OpText
{
    /// <summary>The names asked for so far: macros tell registers by them.</summary>
    private static readonly string?[] RegisterNames = new string?[256];

    public static string Number(long value) => NumberText.Short(value);

    public static string Format(in Op op) => op.Form switch
    {
        OpForm.None => "nothing",
        OpForm.Register => Name(op.Register),
        OpForm.Immediate => Number(op.Value),
        OpForm.Quotient => "(" + Sum(op) + ") / " + Number(op.Divisor),
        OpForm.Memory => Width(op.Width) + Segment(op.SegmentRegister) + "[" + Sum(op) + "]",
        _ => Sum(op),
    };

    /// <summary>The register as the assembler has it: r8b where Iced says r8l.</summary>
    public static string Name(Register register) => RegisterNames[(byte)register] ??= register is >= Register.R8L and <= Register.R15L
        ? "r" + NumberText.Decimal(register - Register.R8L + 8) + "b"
        : register.ToString().ToLowerInvariant();

    public static string Width(MemoryWidth width) => width == MemoryWidth.None ? "ptr" : width.ToString().ToLowerInvariant();

    private static string Segment(Register segment) => segment == Register.None ? "" : "." + Name(segment);

    private static string Sum(in Op op)
    {
        var text = new StringBuilder();
        void Term(string term) => text.Append(text.Length == 0 ? "" : " + ").Append(term);
        if (op.Register != Register.None)
            Term(Name(op.Register));
        if (op.IndexRegister != Register.None)
            Term(op.Scale == 1 ? Name(op.IndexRegister) : Name(op.IndexRegister) + " * " + Number(op.Scale));
        if (op.Symbol is not null)
            Term(op.Symbol.ToString());
        if (op.Minus is not null)
            text.Append(" - ").Append(op.Minus);
        if (text.Length == 0)
            text.Append(Number(op.Value));
        else if (op.Value != 0)
            text.Append(op.Value < 0 ? " - " : " + ").Append(Number(op.Value).TrimStart('-'));
        return text.ToString();
    }
}
