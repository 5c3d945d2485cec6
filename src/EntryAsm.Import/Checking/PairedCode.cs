// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Import.Checking;

/// <summary>
/// Two sections side by side, item by item of the module: assemblers choose among encodings of one instruction (NASM makes <c>mov eax, 1</c> of <c>mov rax, 1</c>) and pad as
/// they like, and all else must be the same.
/// </summary>
internal sealed class PairedCode
{
    private readonly byte[] expected;
    private readonly ReadOnlyMemory<byte> actual;
    private readonly List<(ulong Expected, ulong Actual)> targets = [];
    private int at;

    private PairedCode(byte[] expected, ReadOnlyMemory<byte> actual)
    {
        this.expected = expected;
        this.actual = actual;
    }

    public Places Expected { get; } = new();

    public Places Actual { get; } = new();

    /// <summary>The instructions that are encoded otherwise, as text.</summary>
    public List<string> Choices { get; } = [];

    /// <summary>The sections side by side; null where they say something else.</summary>
    /// <param name="expected">The bytes of the one.</param>
    /// <param name="actual">The bytes of the other.</param>
    /// <param name="items">What the other's bytes are.</param>
    public static PairedCode? Find(byte[] expected, ReadOnlyMemory<byte> actual, IEnumerable<EntryItem> items)
    {
        var code = new PairedCode(expected, actual);
        foreach (var item in items)
        {
            if (!code.TryTake(item))
                return null;
        }

        return code.at == expected.Length && code.targets.TrueForAll(code.SameTarget) ? code : null;
    }

    private bool SameTarget((ulong Expected, ulong Actual) target) => Expected.At((long)target.Expected) == Actual.At((long)target.Actual);

    private bool TryTake(EntryItem item)
    {
        var start = at;
        var taken = item.Kind switch
        {
            EntryItemKind.Instruction => TryTakeInstruction(item),
            EntryItemKind.Align => TryTakePadding(item),
            EntryItemKind.Fill => TryTakeFill(item),
            _ => TryTakeSame(item.Offset, item.Length),
        };
        if (!taken)
            return false;
        if (item.Kind is EntryItemKind.Instruction or EntryItemKind.Data)
        {
            Expected.Add(start, at);
            Actual.Add(item.Offset, item.End);
        }

        return true;
    }

    private bool TryTakeSame(int offset, int length)
    {
        if (at + length > expected.Length || !expected.AsSpan(at, length).SequenceEqual(actual.Span.Slice(offset, length)))
            return false;
        at += length;
        return true;
    }

    /// <summary>The same bytes, or up to the same offset of the section.</summary>
    private bool TryTakeFill(EntryItem item)
    {
        if (item.Length == 0 || TryTakeSame(item.Offset, item.Length))
            return true;
        if (item.End < at || item.End > expected.Length || expected.AsSpan(at, item.End - at).ContainsAnyExcept(actual.Span[item.Offset]))
            return false;
        at = item.End;
        return true;
    }

    /// <summary>NASM pads code with one-byte instructions that do nothing, GNU as with few long ones; a value to fill with is the same.</summary>
    private bool TryTakePadding(EntryItem item)
    {
        var length = -at & (item.Alignment - 1);
        if (at + length > expected.Length || expected.AsSpan(at, length).ContainsAnyExcept((byte)(item.Fill < 0 ? 0x90 : item.Fill)))
            return false;
        at += length;
        return true;
    }

    private bool TryTakeInstruction(EntryItem item)
    {
        var bytes = actual.Span.Slice(item.Offset, item.Length).ToArray();
        var right = Decode(bytes, item.Bitness, item.Offset);
        var left = Decode(expected[at..Math.Min(at + 15, expected.Length)], item.Bitness, at);
        if (left.IsInvalid || !SameMeaning(left, right))
            return TryTakeSame(item.Offset, item.Length);
        var other = expected.AsSpan(at, left.Length);
        if (HasNearBranch(left))
            targets.Add((left.NearBranchTarget, right.NearBranchTarget));
        else if (left.IsIPRelativeMemoryOperand)
            targets.Add((left.IPRelativeMemoryAddress, right.IPRelativeMemoryAddress));
        else if (!other.SequenceEqual(bytes))
            Choices.Add(right + " is " + Convert.ToHexStringLower(bytes) + ", not " + Convert.ToHexStringLower(other));
        at += left.Length;
        return true;
    }

    private static Instruction Decode(byte[] bytes, int bitness, int at)
    {
        var decoder = Decoder.Create(bitness, bytes);
        decoder.IP = (ulong)at;
        return decoder.Decode();
    }

    private static bool HasNearBranch(in Instruction instruction) => instruction.OpCount > 0 && instruction.Op0Kind is OpKind.NearBranch16 or OpKind.NearBranch32 or OpKind.NearBranch64;

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
