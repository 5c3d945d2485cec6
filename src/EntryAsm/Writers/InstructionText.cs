// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using EntryAsm.Encoding;
using EntryAsm.Operands;
using EntryAsm.Primitives;
using Iced.Intel;

namespace EntryAsm.Writers;

/// <summary>
/// One instruction as it is written in C#, without the parentheses: <c>mov qword.gs[cpu_tss_rw + 20], rsp</c>. Called again it makes the same bytes; what no
/// call makes is shown as <c>db</c>, with what it means in a comment.
/// </summary>
/// <param name="references">Writes what is in the fields; null where nobody asks for it.</param>
internal sealed class InstructionText(ReferenceText? references)
{
    private readonly CallReader calls = new(references);
    private readonly StringBuilder text = new();

    /// <summary>The call that makes an item.</summary>
    public string Format(in DecodedItem item)
    {
        text.Clear();
        if (calls.Read(item) is { } call)
            AppendCall(call);
        else
            AppendBytes(item);
        return text.ToString();
    }

    /// <summary>What the decoder sees, for bytes that nobody wrote as an instruction.</summary>
    public string Meaning(in DecodedItem item)
    {
        text.Clear();
        AppendMeaning(item);
        return text.ToString();
    }

    /// <summary>Small numbers in decimal, others in hexadecimal: what is easiest to read and never ambiguous.</summary>
    public static string Number(long number)
    {
        if (number is > -10 and < 10)
            return NumberText.Decimal(number);
        // C# has no minus in front of 2^63; the number itself is of the same 64 bits.
        return number is < 0 and > long.MinValue
            ? "-0x" + unchecked((ulong)-number).ToString("x", CultureInfo.InvariantCulture)
            : "0x" + number.ToString("x", CultureInfo.InvariantCulture);
    }

    /// <summary>A number that is added; nothing for 0.</summary>
    public static string Signed(long number) => number == 0 ? "" : number < 0 ? " - " + Number(unchecked(-number)) : " + " + Number(number);

    /// <summary>3E before a near indirect branch is no segment.</summary>
    public static bool IsNotrack(in Instruction code) => code.SegmentPrefix == Register.DS && (code.IsJmpNearIndirect || code.IsCallNearIndirect);

    private void AppendBytes(in DecodedItem item)
    {
        foreach (var value in item.Bytes.Span)
            text.Append(text.Length == 0 ? "db 0x" : ", 0x").Append(value.ToString("x2", CultureInfo.InvariantCulture));
        text.Append("  // ");
        AppendMeaning(item);
    }

    private void AppendMeaning(in DecodedItem item)
    {
        if (calls.Decoded(item) is { } call)
            AppendCall(call);
        else
            text.Append(CallNames.Of(item.Instruction.Mnemonic));
    }

    private void AppendCall(InstructionCall call)
    {
        foreach (var prefix in CallNames.Of(call.Prefixes, call.Mnemonic))
            text.Append(prefix).Append(' ');
        var (name, request) = CallNames.Of(call.Mnemonic, call.Request);
        if (request != EncodingRequest.None)
            text.Append("encoding(EncodingRequest.").Append(request.ToString().Replace(", ", " | EncodingRequest.")).Append(") ");
        text.Append(name);
        for (var i = 0; i < call.Operands.Length; i++)
        {
            text.Append(i == 0 ? " " : ", ");
            AppendOperand(call.Operands[i]);
        }
    }

    private void AppendOperand(in Op op)
    {
        switch (op.Form)
        {
            case OpForm.Register:
                text.Append(OpText.Name(op.Register));
                break;
            case OpForm.Immediate:
                text.Append(Number(op.Value));
                break;
            case OpForm.Memory:
                AppendMemory(op);
                break;
            default:
                text.Append(Named(op));
                break;
        }

        AppendDecorations(op);
    }

    private void AppendMemory(in Op op)
    {
        text.Append(op.Width == MemoryWidth.Byte ? "@byte" : OpText.Width(op.Width));
        if (op.SegmentRegister != Register.None)
            text.Append('.').Append(OpText.Name(op.SegmentRegister));
        if ((op.Decorations & OpDecorations.Broadcast) != 0)
            text.Append(".bcst").Append(op.BroadcastCount == 0 ? "" : NumberText.Decimal(op.BroadcastCount));
        text.Append('[');
        var start = text.Length;
        if (op.Register != Register.None)
            text.Append(OpText.Name(op.Register));
        if (op.IndexRegister != Register.None)
            AppendIndex(op, isAlone: text.Length == start);
        if (op.Symbol is not null)
            text.Append(text.Length == start ? "" : " + ").Append(Named(op));
        text.Append(text.Length == start ? Number(op.Value) : Signed(op.Value)).Append(']');
    }

    /// <summary>A register alone is a base: an index without one is marked by its scale.</summary>
    private void AppendIndex(in Op op, bool isAlone)
    {
        text.Append(isAlone ? "" : " + ").Append(OpText.Name(op.IndexRegister));
        if (op.Scale != 1 || isAlone)
            text.Append(" * ").Append(Number(op.Scale));
    }

    private static string Named(in Op op) => (op.Symbol is SymbolReference reference ? reference.Target : op.Symbol)!.ToString();

    private void AppendDecorations(in Op op)
    {
        if (op.MaskRegister != Register.None)
            text.Append('.').Append(OpText.Name(op.MaskRegister));
        if ((op.Decorations & OpDecorations.Zeroing) != 0)
            text.Append(".z");
        text.Append((op.Decorations & (OpDecorations.AnyRounding | OpDecorations.Sae)) switch
        {
            OpDecorations.RoundNearest => ".rn_sae",
            OpDecorations.RoundDown => ".rd_sae",
            OpDecorations.RoundUp => ".ru_sae",
            OpDecorations.RoundZero => ".rz_sae",
            OpDecorations.Sae => ".sae",
            _ => "",
        });
    }
}
