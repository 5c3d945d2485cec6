// SPDX-License-Identifier: MIT
namespace EntryAsm.Encoding;

/// <summary>Puts legacy prefixes in GNU as's order (wait, segment, 67, 66, F2 or F3, F0) and adds the author's.</summary>
internal static class PrefixOrder
{
    /// <summary>Ranks of the groups; a higher group comes later.</summary>
    private const int Wait = 0, Segment = 1, AddressSize = 2, OperandSize = 3, Repeat = 4, Lock = 5, Groups = 6;

    /// <param name="instruction">Iced's bytes, and after the call ours.</param>
    /// <param name="prefixes">What the author put before it.</param>
    /// <param name="rex">A REX prefix to add where there is none; 0 to add none.</param>
    public static void Arrange(EncodedInstruction instruction, InstructionPrefixes prefixes, byte rex)
    {
        var bytes = instruction.Bytes;
        if (prefixes == InstructionPrefixes.None && rex == 0 && (instruction.Length < 2 || GroupOf(bytes[0]) < 0 || GroupOf(bytes[1]) < 0))
            return;

        Span<byte> groups = stackalloc byte[Groups];
        groups.Clear();
        var old = 0;
        for (; old < instruction.Length - 1 && GroupOf(bytes[old]) is var group and >= 0; old++)
            groups[group] = bytes[old];
        AddAuthors(groups, prefixes);
        var count = rex != 0 && (bytes[old] & 0xF0) != 0x40 ? 1 : 0;
        foreach (var prefix in groups)
            count += prefix != 0 ? 1 : 0;

        Array.Copy(bytes, old, bytes, count, instruction.Length - old);
        Write(bytes, groups, count, rex);
        instruction.Length += count - old;
        instruction.Displacement = Moved(instruction.Displacement, count - old);
        instruction.Immediate = Moved(instruction.Immediate, count - old);
    }

    /// <summary>True when 66 precedes the opcode.</summary>
    public static bool HasOperandSize(EncodedInstruction instruction)
    {
        for (var at = 0; at < instruction.Length - 1 && GroupOf(instruction.Bytes[at]) >= 0; at++)
        {
            if (instruction.Bytes[at] == 0x66)
                return true;
        }

        return false;
    }

    private static void AddAuthors(Span<byte> groups, InstructionPrefixes prefixes)
    {
        bool Has(InstructionPrefixes prefix) => (prefixes & prefix) != 0;
        if (Has(InstructionPrefixes.Notrack))
            groups[Segment] = 0x3E;
        if (Has(InstructionPrefixes.Addr32))
            groups[AddressSize] = 0x67;
        if (Has(InstructionPrefixes.Data16))
            groups[OperandSize] = 0x66;
        if (Has(InstructionPrefixes.Rep | InstructionPrefixes.Xrelease))
            groups[Repeat] = 0xF3;
        if (Has(InstructionPrefixes.Repne | InstructionPrefixes.Xacquire | InstructionPrefixes.Bnd))
            groups[Repeat] = 0xF2;
        if (Has(InstructionPrefixes.Lock))
            groups[Lock] = 0xF0;
    }

    private static void Write(byte[] bytes, ReadOnlySpan<byte> groups, int count, byte rex)
    {
        var at = 0;
        foreach (var prefix in groups)
        {
            if (prefix != 0)
                bytes[at++] = prefix;
        }

        if (at < count)
            bytes[at] = rex;
    }

    private static SymbolField Moved(SymbolField field, int by) => field.Kind == FieldKind.None ? field : field with { Offset = (byte)(field.Offset + by) };

    private static int GroupOf(byte value) => value switch
    {
        0x9B => Wait,
        0x26 or 0x2E or 0x36 or 0x3E or 0x64 or 0x65 => Segment,
        0x67 => AddressSize,
        0x66 => OperandSize,
        0xF2 or 0xF3 => Repeat,
        0xF0 => Lock,
        _ => -1,
    };
}
