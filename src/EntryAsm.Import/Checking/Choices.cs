// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using Iced.Intel;

namespace EntryAsm.Import.Checking;

/// <summary>
/// Whether code that differs only says the same in other bytes: assemblers choose among encodings of one instruction (NASM makes <c>mov eax, 1</c> of
/// <c>mov rax, 1</c>) and pad as they like.
/// </summary>
internal static class Choices
{
    /// <summary>The instructions that are encoded otherwise, as text; null where the code says something else.</summary>
    public static List<string>? Find(SectionFacts expected, SectionFacts actual)
    {
        if (DiffersInPadding(expected.Bytes, actual.Bytes))
            return [];
        var left = Decode(expected);
        var right = Decode(actual);
        if (left.Count != right.Count)
            return null;
        var found = new List<string>();
        for (var i = 0; i < left.Count; i++)
        {
            if (!SameMeaning(left[i].Instruction, right[i].Instruction))
                return null;
            if (!left[i].Bytes.AsSpan().SequenceEqual(right[i].Bytes) && left[i].Instruction.FlowControl is FlowControl.Next)
                found.Add(right[i].Instruction + " is " + Convert.ToHexStringLower(right[i].Bytes) + ", not " + Convert.ToHexStringLower(left[i].Bytes));
        }

        return found;
    }

    /// <summary>Where NASM pads with one-byte instructions that do nothing, GNU as pads with few long ones.</summary>
    public static bool DiffersInPadding(byte[] expected, byte[] actual)
    {
        if (expected.Length != actual.Length)
            return false;
        for (var at = 0; at < expected.Length; at++)
        {
            if (expected[at] == actual[at])
                continue;
            var end = at;
            while (end < expected.Length && expected[end] == 0x90)
                end++;
            if (end == at || !(IsPadding(actual.AsSpan(at, end - at), is16Bit: false) || IsPadding(actual.AsSpan(at, end - at), is16Bit: true)))
                return false;
            at = end - 1;
        }

        return true;
    }

    private static bool IsPadding(ReadOnlySpan<byte> bytes, bool is16Bit)
    {
        var padding = new byte[bytes.Length];
        NopPadding.Write(padding, is16Bit);
        return bytes.SequenceEqual(padding);
    }

    /// <summary>All but padding.</summary>
    private static List<(Instruction Instruction, byte[] Bytes)> Decode(SectionFacts section)
    {
        var decoder = Decoder.Create(64, section.Bytes);
        var all = new List<(Instruction, byte[])>();
        while (decoder.IP < (ulong)section.Bytes.Length)
        {
            var at = (int)decoder.IP;
            decoder.Decode(out var instruction);
            if (instruction.Mnemonic != Mnemonic.Nop)
                all.Add((instruction, section.Bytes[at..Math.Min((int)decoder.IP, section.Bytes.Length)]));
        }

        return all;
    }

    private static bool SameMeaning(in Instruction left, in Instruction right)
    {
        if (left.Mnemonic != right.Mnemonic || left.OpCount != right.OpCount || left.HasRepPrefix != right.HasRepPrefix || left.HasLockPrefix != right.HasLockPrefix)
            return false;
        for (var i = 0; i < left.OpCount; i++)
        {
            if (!SameOperand(left, right, i))
                return false;
        }

        return true;
    }

    private static bool SameOperand(in Instruction left, in Instruction right, int i)
    {
        OpKind a = left.GetOpKind(i), b = right.GetOpKind(i);
        if (a == OpKind.Register || b == OpKind.Register)
            return a == b && (left.GetOpRegister(i) == right.GetOpRegister(i) || (left.Mnemonic == Mnemonic.Mov && left.GetOpRegister(i).GetFullRegister() == right.GetOpRegister(i).GetFullRegister()
                && left.GetOpRegister(i).GetSize() >= 4 && right.GetOpRegister(i).GetSize() >= 4 && left.Op1Kind != OpKind.Register && left.Op1Kind != OpKind.Memory));
        if (a == OpKind.Memory || b == OpKind.Memory)
            return a == b && left.MemoryBase == right.MemoryBase && left.MemoryIndex == right.MemoryIndex && left.MemoryIndexScale == right.MemoryIndexScale && left.MemorySegment == right.MemorySegment
                && (left.IsIPRelativeMemoryOperand || left.MemoryDisplacement64 == right.MemoryDisplacement64);
        if (left.FlowControl != FlowControl.Next)
            return true;
        return a.ToString().StartsWith("Immediate", StringComparison.Ordinal) ? b.ToString().StartsWith("Immediate", StringComparison.Ordinal) && left.GetImmediate(i) == right.GetImmediate(i) : a == b;
    }
}
