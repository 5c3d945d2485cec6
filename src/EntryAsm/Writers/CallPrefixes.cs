// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using Iced.Intel;

namespace EntryAsm.Writers;

/// <summary>What may have been called before an instruction: prefixes, and requests for an encoding.</summary>
internal static class CallPrefixes
{
    private static readonly EncodingRequest[] LegacyRequests = [EncodingRequest.OperandSize16, EncodingRequest.OperandSize64, EncodingRequest.Absolute64, EncodingRequest.Load, EncodingRequest.Store, EncodingRequest.Rex];
    private static readonly EncodingRequest[] VexRequests = [EncodingRequest.Vex, EncodingRequest.Vex3, EncodingRequest.Load, EncodingRequest.Store];
    private static readonly EncodingRequest[] EvexRequests = [EncodingRequest.Evex, EncodingRequest.Load, EncodingRequest.Store];
    private static readonly EncodingRequest[] DisplacementRequests = [EncodingRequest.Disp8, EncodingRequest.Disp32];

    /// <summary>The prefixes that the decoder sees.</summary>
    public static InstructionPrefixes Decoded(in Instruction code)
    {
        var prefixes = InstructionPrefixes.None;
        if (InstructionText.IsNotrack(code))
            prefixes |= InstructionPrefixes.Notrack;
        if (code.HasXacquirePrefix)
            prefixes |= InstructionPrefixes.Xacquire;
        if (code.HasXreleasePrefix)
            prefixes |= InstructionPrefixes.Xrelease;
        if (code.HasLockPrefix)
            prefixes |= InstructionPrefixes.Lock;
        if (code.HasRepePrefix && !code.HasXreleasePrefix)
            prefixes |= InstructionPrefixes.Rep;
        if (code.HasRepnePrefix && !code.HasXacquirePrefix)
            prefixes |= IsBranch(code) ? InstructionPrefixes.Bnd : InstructionPrefixes.Repne;
        return prefixes;
    }

    /// <summary>What else an author may have asked for, the least first: a request, a size prefix that is there, two of them.</summary>
    public static IEnumerable<(InstructionPrefixes Prefixes, EncodingRequest Request)> Wishes(DecodedItem item)
    {
        var requests = RequestsFor(item);
        return SizePrefixes(item.Bytes.Span).SelectMany(prefixes => requests.Select(request => (Prefixes: prefixes, Request: request)))
            .OrderBy(static wish => Ones((uint)wish.Prefixes) + Ones((uint)wish.Request)).ThenBy(static wish => wish.Prefixes);
    }

    /// <summary>How often 66 and 67 precede an opcode.</summary>
    public static (int OperandSize, int AddressSize) Sizes(ReadOnlySpan<byte> bytes)
    {
        int operandSize = 0, addressSize = 0;
        foreach (var value in bytes)
        {
            if (value == 0x66)
                operandSize++;
            else if (value == 0x67)
                addressSize++;
            else if (value is not (0x9b or 0xf0 or 0xf2 or 0xf3 or 0x2e or 0x36 or 0x3e or 0x26 or 0x64 or 0x65))
                break;
        }

        return (operandSize, addressSize);
    }

    private static bool IsBranch(in Instruction code) =>
        code.FlowControl is not (FlowControl.Next or FlowControl.Interrupt or FlowControl.Exception or FlowControl.XbeginXabortXend);

    /// <summary>Nothing, each request that the encoding may answer to, and each two.</summary>
    private static List<EncodingRequest> RequestsFor(in DecodedItem item)
    {
        var single = item.Instruction.Encoding switch { EncodingKind.VEX => VexRequests, EncodingKind.EVEX => EvexRequests, _ => LegacyRequests };
        if (item.Instruction.MemoryBase != Register.None || item.Instruction.MemoryIndex != Register.None)
            single = [.. single, .. DisplacementRequests];
        var requests = new List<EncodingRequest> { EncodingRequest.None };
        for (var one = 0; one < single.Length; one++)
        {
            requests.Add(single[one]);
            for (var two = 0; two < one; two++)
                requests.Add(single[one] | single[two]);
        }

        return requests;
    }

    /// <summary>The size prefixes that are there, and none of them.</summary>
    private static IEnumerable<InstructionPrefixes> SizePrefixes(ReadOnlySpan<byte> bytes)
    {
        var (operandSize, addressSize) = Sizes(bytes);
        var there = (operandSize > 0 ? InstructionPrefixes.Data16 : InstructionPrefixes.None) | (addressSize > 0 ? InstructionPrefixes.Addr32 : InstructionPrefixes.None);
        InstructionPrefixes[] each = [InstructionPrefixes.None, InstructionPrefixes.Data16, InstructionPrefixes.Addr32, InstructionPrefixes.Data16 | InstructionPrefixes.Addr32];
        return each.Where(prefixes => (prefixes & ~there) == 0);
    }

    private static int Ones(uint bits)
    {
        var count = 0;
        for (; bits != 0; bits &= bits - 1)
            count++;
        return count;
    }
}
