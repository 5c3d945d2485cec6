// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using EntryAsm.Primitives;
using Iced.Intel;

namespace EntryAsm.Writers;

/// <summary>One instruction as it would be written in C#, without the parentheses: <c>mov qword.gs[cpu_tss_rw + 20], rsp</c>.</summary>
internal sealed class InstructionText
{
    private static readonly string[] RegisterNames = Names<Register>(256);
    private static readonly string[] MnemonicNames = Names<Mnemonic>(4096);

    private static readonly (EncodingRequest Request, string Text)[] Requests =
    [
        (EncodingRequest.Load, "{load} "), (EncodingRequest.Store, "{store} "), (EncodingRequest.Disp8, "{disp8} "), (EncodingRequest.Disp32, "{disp32} "),
        (EncodingRequest.Vex, "{vex} "), (EncodingRequest.Vex3, "{vex3} "), (EncodingRequest.Evex, "{evex} "), (EncodingRequest.Rex, "{rex} "),
    ];

    private readonly Func<EntryReference, string> expression;
    private readonly StringBuilder text = new();

    /// <param name="expression">Writes a reference.</param>
    public InstructionText(Func<EntryReference, string> expression) => this.expression = expression;

    public string Format(in DecodedItem item, EncodingRequest request)
    {
        text.Clear();
        AppendPrefixes(item.Instruction, request);
        text.Append(MnemonicNames[(int)item.Instruction.Mnemonic]);
        if (!item.Instruction.IsStringInstruction)
            AppendOperands(item);
        return text.ToString();
    }

    /// <summary>Small numbers in decimal, others in hexadecimal: what is easiest to read and never ambiguous.</summary>
    public static string Number(long number)
    {
        if (number is > -10 and < 10)
            return NumberText.Decimal(number);
        return number < 0
            ? "-0x" + unchecked((ulong)-number).ToString("x", CultureInfo.InvariantCulture)
            : "0x" + number.ToString("x", CultureInfo.InvariantCulture);
    }

    private void AppendPrefixes(in Instruction code, EncodingRequest request)
    {
        foreach (var (flag, prefix) in Requests)
        {
            if ((request & flag) != 0)
                text.Append(prefix);
        }

        var isBranch = code.FlowControl is not (FlowControl.Next or FlowControl.Interrupt or FlowControl.Exception or FlowControl.XbeginXabortXend);
        if (IsNotrack(code))
            text.Append("notrack ");
        else if (code.HasSegmentPrefix && code.IsStringInstruction)
            text.Append(RegisterNames[(int)code.SegmentPrefix]).Append(' ');
        if (code.HasXacquirePrefix)
            text.Append("xacquire ");
        if (code.HasXreleasePrefix)
            text.Append("xrelease ");
        if (code.HasLockPrefix)
            text.Append("lock ");
        if (code.HasRepePrefix && !code.HasXreleasePrefix)
            text.Append(IsComparison(code.Mnemonic) ? "repe " : "rep ");
        if (code.HasRepnePrefix && !code.HasXacquirePrefix)
            text.Append(isBranch ? "bnd " : "repne ");
    }

    /// <summary>F3 before these repeats while they find things equal (Intel SDM vol. 2, REP).</summary>
    private static bool IsComparison(Mnemonic mnemonic) => mnemonic is Mnemonic.Cmpsb or Mnemonic.Cmpsw or Mnemonic.Cmpsd or Mnemonic.Cmpsq
        or Mnemonic.Scasb or Mnemonic.Scasw or Mnemonic.Scasd or Mnemonic.Scasq;

    private void AppendOperands(in DecodedItem item)
    {
        for (var i = 0; i < item.Instruction.OpCount; i++)
        {
            text.Append(i == 0 ? " " : ", ");
            AppendOperand(item, i);
            if (i == 0)
                AppendMask(item.Instruction);
        }

        AppendRounding(item.Instruction);
    }

    private void AppendOperand(in DecodedItem item, int operand)
    {
        var code = item.Instruction;
        switch (code.GetOpKind(operand))
        {
            case OpKind.Register:
                text.Append(RegisterNames[(int)code.GetOpRegister(operand)]);
                break;
            case OpKind.NearBranch16 or OpKind.NearBranch32 or OpKind.NearBranch64:
                text.Append(item.Immediate is { } target ? expression(target) : "here" + Signed(unchecked((long)(code.NearBranchTarget - code.IP))));
                break;
            case OpKind.FarBranch16 or OpKind.FarBranch32:
                text.Append(item.SecondImmediate is { } selector ? expression(selector) : Number(code.FarBranchSelector)).Append(':');
                text.Append(item.Immediate is { } far ? expression(far) : Number(code.FarBranch32));
                break;
            case OpKind.Memory:
                AppendMemory(item);
                break;
            case OpKind.Immediate8_2nd:
                text.Append(item.SecondImmediate is { } second ? expression(second) : Number(code.Immediate8_2nd));
                break;
            default:
                text.Append(item.Immediate is { } value ? expression(value) : Immediate(code, operand));
                break;
        }
    }

    private static string Immediate(in Instruction code, int operand) => code.GetOpKind(operand) switch
    {
        OpKind.Immediate8 => Number(code.Immediate8),
        OpKind.Immediate16 => Number(code.Immediate16),
        OpKind.Immediate32 => Number(code.Immediate32),
        OpKind.Immediate64 => Number(unchecked((long)code.Immediate64)),
        OpKind.Immediate8to16 => Number(code.Immediate8to16),
        OpKind.Immediate8to32 => Number(code.Immediate8to32),
        OpKind.Immediate8to64 => Number(code.Immediate8to64),
        OpKind.Immediate32to64 => Number(code.Immediate32to64),
        _ => "?",
    };

    private void AppendMemory(in DecodedItem item)
    {
        var code = item.Instruction;
        text.Append(Width(code));
        if (code.HasSegmentPrefix && code.SegmentPrefix != Register.None && !IsNotrack(code))
            text.Append('.').Append(RegisterNames[(int)code.SegmentPrefix]);
        if (code.IsBroadcast)
            text.Append(".bcst");
        text.Append('[');
        var start = text.Length;
        Term(start, code.MemoryBase, 1);
        Term(start, code.MemoryIndex, code.MemoryIndexScale);
        AppendDisplacement(item, start);
        text.Append(']');
    }

    private static bool IsNotrack(in Instruction code) =>
        code.SegmentPrefix == Register.DS && code.FlowControl is FlowControl.IndirectBranch or FlowControl.IndirectCall;

    private void Term(int start, Register register, int scale)
    {
        if (register == Register.None)
            return;
        if (text.Length != start)
            text.Append(" + ");
        text.Append(RegisterNames[(int)register]);
        if (scale != 1)
            text.Append(" * ").Append(Number(scale));
    }

    private void AppendDisplacement(in DecodedItem item, int start)
    {
        if (item.Displacement is { } symbol)
        {
            text.Append(text.Length == start ? "" : " + ").Append(expression(symbol));
            return;
        }

        var code = item.Instruction;
        var number = code.IsIPRelativeMemoryOperand
            ? unchecked((long)(code.IPRelativeMemoryAddress - code.NextIP))
            : code.MemoryDisplSize == 8 ? unchecked((long)code.MemoryDisplacement64) : unchecked((int)code.MemoryDisplacement64);
        if (text.Length == start)
            text.Append(Number(number));
        else if (number != 0)
            text.Append(Signed(number));
    }

    private static string Signed(long number) => number < 0 ? " - " + Number(unchecked(-number)) : " + " + Number(number);

    private static string Width(in Instruction code)
    {
        if (code.Mnemonic == Mnemonic.Lea || code.MemorySize == Iced.Intel.MemorySize.Unknown)
            return "ptr";
        return (code.IsBroadcast ? code.MemorySize.GetElementSize() : code.MemorySize.GetSize()) switch
        {
            1 => "@byte",
            2 => "word",
            4 => "dword",
            6 => "fword",
            8 => "qword",
            10 => "tbyte",
            16 => "xmmword",
            32 => "ymmword",
            64 => "zmmword",
            _ => "ptr",
        };
    }

    private void AppendMask(in Instruction code)
    {
        if (code.HasOpMask)
            text.Append('.').Append(RegisterNames[(int)code.OpMask]);
        if (code.ZeroingMasking)
            text.Append(".z");
    }

    private void AppendRounding(in Instruction code)
    {
        var rounding = code.RoundingControl switch
        {
            RoundingControl.RoundToNearest => ".rn_sae",
            RoundingControl.RoundDown => ".rd_sae",
            RoundingControl.RoundUp => ".ru_sae",
            RoundingControl.RoundTowardZero => ".rz_sae",
            _ => code.SuppressAllExceptions ? ".sae" : "",
        };
        text.Append(rounding);
    }

    private static string[] Names<T>(int room)
        where T : struct, Enum
    {
        var names = new string[room];
        foreach (T value in Enum.GetValues(typeof(T)))
        {
            var index = Convert.ToInt32(value, CultureInfo.InvariantCulture);
            if (index < room)
                names[index] = value.ToString().ToLowerInvariant();
        }

        return names;
    }
}
