// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Encoding;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Conformance;

/// <summary>One call of an instruction method.</summary>
/// <param name="Form">The row of the table it was made for; the preferences may pick another.</param>
/// <param name="Mnemonic">The mnemonic.</param>
/// <param name="Operands">What is written.</param>
/// <param name="Prefixes">Prefixes before it.</param>
/// <param name="Request">The encoding asked for.</param>
internal sealed record Case(int Form, Mnemonic Mnemonic, Op[] Operands, InstructionPrefixes Prefixes = InstructionPrefixes.None,
    EncodingRequest Request = EncodingRequest.None)
{
    /// <summary>The call as C#.</summary>
    public override string ToString()
    {
        var text = "";
        foreach (var prefix in Enum.GetValues<InstructionPrefixes>())
            text += prefix != InstructionPrefixes.None && Prefixes.HasFlag(prefix) ? prefix.ToString().ToLowerInvariant() + "(); " : "";
        if (Request != EncodingRequest.None)
            text += "encoding(" + string.Join(" | ", Request.ToString().Split(", ").Select(each => "EncodingRequest." + each)) + "); ";
        return text + Mnemonic.ToString().ToLowerInvariant() + "(" + string.Join(", ", Operands.Select(Text)) + ");";
    }

    private static string Text(Op op)
    {
        var text = op.ToString();
        if (op.MaskRegister != Register.None)
            text += "." + op.MaskRegister.ToString().ToLowerInvariant();
        if ((op.Decorations & OpDecorations.Zeroing) != 0)
            text += ".z";
        if ((op.Decorations & OpDecorations.Broadcast) != 0)
            text = text.Replace("[", ".bcst" + (op.BroadcastCount == 0 ? "" : op.BroadcastCount.ToString(CultureInfo.InvariantCulture)) + "[", StringComparison.Ordinal);
        if ((op.Decorations & OpDecorations.Sae) != 0)
            text += ".sae";
        return (op.Decorations & OpDecorations.AnyRounding) switch
        {
            OpDecorations.RoundNearest => text + ".rn_sae",
            OpDecorations.RoundDown => text + ".rd_sae",
            OpDecorations.RoundUp => text + ".ru_sae",
            OpDecorations.RoundZero => text + ".rz_sae",
            _ => text,
        };
    }
}
