// SPDX-License-Identifier: MIT
/// <summary>
/// Makes the image run at its address: relocations, exception table, alternatives. Allocates nothing and calls nothing. Addresses wrap here, so
/// the arithmetic on them says so: the project that compiles this may check for overflow.
/// Order of use: Image.Load, Link, and, once the processor's features are known, ApplyAlternatives.
/// </summary>
public static unsafe class Linker
{
    /// <summary>What Link returns: done; a symbol of Externals is zero; a value does not fit its field; the address is not aligned.</summary>
    public const int Done = 0, Undefined = 1, Overflow = 2, Misaligned = 3;

    /// <summary>Which relocation Link refused.</summary>
    public struct Failure
    {
        /// <summary>The offset in the image of the field.</summary>
        public uint Place;

        /// <summary>The symbol's name, ASCII, zero-terminated; null where no symbol is to blame.</summary>
        public byte* Name;

        /// <summary>The value that did not fit, or zero.</summary>
        public ulong Value;
    }

    /// <summary>Applies all relocations to a loaded image and sorts its exception table.</summary>
    /// <param name="memory">Where the image lies now: Image.Size bytes.</param>
    /// <param name="address">Where it will run; a multiple of Image.Alignment.</param>
    /// <param name="externals">The addresses of the symbols it uses and does not define.</param>
    /// <param name="failure">Is told what was wrong; may be null.</param>
    /// <returns>Done, or what was wrong. Then the image is not to be used.</returns>
    public static int Link(byte* memory, ulong address, Externals* externals, Failure* failure)
    {
        if ((address & (Image.Alignment - 1)) != 0)
            return Fail(failure, Misaligned, 0, null, address);
        byte* symbols = Pointer(Tables.Symbols), relocation = Pointer(Tables.Relocations);
        for (int i = 0; i < Tables.RelocationCount; i++, relocation += 16)
        {
            int result = Relocate(memory, address, relocation, symbols, (ulong*)externals, failure);
            if (result != Done)
                return result;
        }

        SortExceptionTable(memory);
        return Done;
    }

    /// <summary>Replaces instructions by what this processor has better, as Linux 5.0 does at boot. Runs once, before the code does.</summary>
    /// <param name="memory">The linked image.</param>
    /// <param name="features">Bit n % 32 of word n / 32 is feature n, as in Linux' cpufeatures.h.</param>
    /// <param name="words">How many words there are; features past them are absent.</param>
    public static void ApplyAlternatives(byte* memory, uint* features, int words)
    {
        byte* entry = memory + Tables.AlternativesOffset;
        for (int i = 0; i < Tables.AlternativesCount; i++, entry += Tables.AlternativeSize)
        {
            if (Tables.AlternativeSize == 14)
            {
                ApplyWithFlags(memory, entry, i, features, words);
                continue;
            }

            byte* original = unchecked(entry + *(int*)entry), replacement = unchecked(entry + 4 + *(int*)(entry + 4));
            int feature = *(ushort*)(entry + 8), length = entry[10], replacementLength = entry[11], padding = entry[12];
            if (feature / 32 < words && (features[feature / 32] >> (feature % 32) & 1) != 0)
                Replace(original, length, replacement, replacementLength);
            else if (padding > 1)
                OptimizePadding(original, length, padding);
        }
    }

    /// <summary>Where a symbol is, such as the entry point of a gate: SymbolAddress(Gates.Symbol(i), …).</summary>
    /// <param name="symbol">The symbol's index.</param>
    /// <param name="address">Where the image runs.</param>
    /// <param name="externals">As Link was given them.</param>
    public static ulong SymbolAddress(int symbol, ulong address, Externals* externals) => Address(Pointer(Tables.Symbols) + 16 * symbol, address, (ulong*)externals);

    // Kinds: 0 offset in the image, 1 number, 2 field of Externals, 3 the same and weak.
    private static ulong Address(byte* symbol, ulong address, ulong* externals)
    {
        ulong value = *(ulong*)(symbol + 8);
        uint kind = *(uint*)symbol & 3;
        if (kind >= 2)
            return externals == null ? 0 : externals[value];
        return kind == 0 ? unchecked(value + address) : value;
    }

    private static int Relocate(byte* memory, ulong address, byte* relocation, byte* symbols, ulong* externals, Failure* failure)
    {
        uint offset = *(uint*)relocation, info = *(uint*)(relocation + 4);
        byte* symbol = symbols + 16 * (info >> 8);
        ulong value = Address(symbol, address, externals);
        if (value == 0 && (*(uint*)symbol & 3) == 2)
            return Fail(failure, Undefined, offset, symbol, 0);

        unchecked
        {
            value += *(ulong*)(relocation + 8);
            return Store(memory + offset, info & 0xff, value, address + offset) ? Done : Fail(failure, Overflow, offset, symbol, value);
        }
    }

    // Types and ranges: psABI AMD64, table 4.10.
    private static bool Store(byte* field, uint type, ulong value, ulong place)
    {
        unchecked
        {
            if (type == 2 || type == 4 || type == 13 || type == 15 || type == 24)
                value -= place;
            long signed = (long)value;
            switch (type)
            {
                case 1: case 24: *(ulong*)field = value; return true;
                case 10: *(uint*)field = (uint)value; return value >> 32 == 0;
                case 2: case 4: case 11: *(uint*)field = (uint)value; return signed == (int)signed;
                case 12: *(ushort*)field = (ushort)value; return signed >= -0x8000 && signed <= 0xffff;
                case 13: *(ushort*)field = (ushort)value; return signed == (short)signed;
                case 14: *field = (byte)value; return signed >= -0x80 && signed <= 0xff;
                case 15: *field = (byte)value; return signed == (sbyte)signed;
                default: return false;
            }
        }
    }

    private static int Fail(Failure* failure, int result, uint place, byte* symbol, ulong value)
    {
        if (failure != null)
        {
            failure->Place = place;
            failure->Name = symbol == null ? null : Pointer(Tables.Names) + (*(uint*)symbol >> 2);
            failure->Value = value;
        }

        return result;
    }

    // Heapsort by the address of the instruction: no recursion, no worst case, no memory.
    private static void SortExceptionTable(byte* memory)
    {
        byte* table = memory + Tables.ExceptionTableOffset;
        int count = Tables.ExceptionTableCount;
        for (int i = count / 2 - 1; i >= 0; i--)
            SiftDown(table, i, count);
        for (int end = count - 1; end > 0; end--)
        {
            Swap(table, table + 12 * end);
            SiftDown(table, 0, end);
        }
    }

    private static void SiftDown(byte* table, int root, int count)
    {
        for (int child = 2 * root + 1; child < count; child = 2 * root + 1)
        {
            if (child + 1 < count && Target(table + 12 * child) < Target(table + 12 * (child + 1)))
                child++;
            if (Target(table + 12 * root) >= Target(table + 12 * child))
                return;
            Swap(table + 12 * root, table + 12 * child);
            root = child;
        }
    }

    private static long Target(byte* entry) => unchecked((long)entry + *(int*)entry);

    // Fields are relative to themselves, so what moves changes by the distance; a third that is a number does not.
    private static void Swap(byte* a, byte* b)
    {
        for (int i = 0; i < 12; i += 4)
        {
            int distance = i < 4 * Tables.HandlerFields ? unchecked((int)(b - a)) : 0;
            int kept = *(int*)(a + i);
            *(int*)(a + i) = unchecked(*(int*)(b + i) + distance);
            *(int*)(b + i) = unchecked(kept - distance);
        }
    }

    private static void Replace(byte* original, int length, byte* replacement, int replacementLength)
    {
        Copy(original, replacement, replacementLength);
        Nops(original + replacementLength, length - replacementLength);
        if (replacementLength == 5 && *replacement == 0xe8)
            *(int*)(original + 1) = unchecked(*(int*)(replacement + 1) + (int)(replacement - original));
        else if (replacementLength == 5 && (*replacement == 0xe9 || *replacement == 0xeb))
            Jump(original, unchecked((int)(replacement - original) + 5 + *(int*)(replacement + 1)));
    }

    // Linux 6.12: bit 0 of the flags is for processors without the feature; bit 1 makes a call direct that goes where it goes anyway.
    private static void ApplyWithFlags(byte* memory, byte* entry, int index, uint* features, int words)
    {
        int feature = *(ushort*)(entry + 8), flags = *(ushort*)(entry + 10), replacementLength = entry[13];
        bool has = feature / 32 < words && (features[feature / 32] >> (feature % 32) & 1) != 0;
        if (has == ((flags & 1) != 0) || (flags & 2) != 0)
            return;

        byte* original = unchecked(entry + *(int*)entry), replacement = unchecked(entry + 4 + *(int*)(entry + 4));
        int length = LongestFor(entry, index, original);
        Copy(original, replacement, replacementLength);
        Nops(original + replacementLength, length - replacementLength);

        // What counts from itself has a relocation.
        byte* relocation = Pointer(Tables.Relocations);
        for (int i = 0; i < Tables.RelocationCount; i++, relocation += 16)
        {
            long inside = memory + *(uint*)relocation - replacement;
            uint type = *(uint*)(relocation + 4) & 0xff;
            if (inside >= 0 && inside < replacementLength && (type == 2 || type == 4))
                *(int*)(original + inside) = unchecked(*(int*)(original + inside) + (int)(replacement - original));
        }
    }

    // Rows of one place stand side by side; the outermost has all the padding.
    private static int LongestFor(byte* entry, int index, byte* original)
    {
        int longest = entry[12];
        byte* other = entry;
        for (int i = index - 1; i >= 0; i--)
        {
            other -= 14;
            if (unchecked(other + *(int*)other) != original)
                break;
            longest = other[12] > longest ? other[12] : longest;
        }

        other = entry;
        for (int i = index + 1; i < Tables.AlternativesCount; i++)
        {
            other += 14;
            if (unchecked(other + *(int*)other) != original)
                break;
            longest = other[12] > longest ? other[12] : longest;
        }

        return longest;
    }

    // The target is relative to the start of the jump. Forward jumps become short where they can.
    private static void Jump(byte* at, int target)
    {
        if (target >= 0 && target - 2 <= 127)
        {
            at[0] = 0xeb;
            at[1] = (byte)(target - 2);
            Nops(at + 2, 3);
        }
        else
        {
            at[0] = 0xe9;
            *(int*)(at + 1) = unchecked(target - 5);
        }
    }

    // Linux looks for the single-byte padding at the start of the original rather than at its end; code that is all padding is what this is for.
    private static void OptimizePadding(byte* original, int length, int padding)
    {
        for (int i = 0; i < padding; i++)
        {
            if (original[i] != 0x90)
                return;
        }

        Nops(original + length - padding, padding);
    }

    // Intel SDM vol. 2, NOP, "Recommended Multi-Byte Sequence".
    private static void Nops(byte* at, int count)
    {
        while (count > 0)
        {
            int length = count < 8 ? count : 8;
            Nop(at, length);
            at += length;
            count -= length;
        }
    }

    private static void Nop(byte* at, int length)
    {
        Fill(at, 0, length);
        if (length == 2 || length == 6)
        {
            *at++ = 0x66;
            length--;
        }

        if (length == 1)
        {
            *at = 0x90;
            return;
        }

        at[0] = 0x0f;
        at[1] = 0x1f;
        at[2] = (byte)(length == 3 ? 0x00 : length == 4 ? 0x40 : length == 5 ? 0x44 : length == 7 ? 0x80 : 0x84);
    }

    internal static void Copy(byte* to, byte* from, int count)
    {
        for (int i = 0; i < count; i++)
            to[i] = from[i];
    }

    internal static void Copy(byte* to, global::System.ReadOnlySpan<byte> from, int count) => Copy(to, Pointer(from), count);

    internal static void Fill(byte* memory, byte value, int count)
    {
        for (int i = 0; i < count; i++)
            memory[i] = value;
    }

    // The spans here lie in the program's image and never move, so the pointer stays good.
    private static byte* Pointer(global::System.ReadOnlySpan<byte> data)
    {
        fixed (byte* first = &data[0])
            return first;
    }
}
