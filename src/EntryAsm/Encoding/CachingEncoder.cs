// SPDX-License-Identifier: MIT
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>
/// Remembers what instructions were encoded to. Entry code says the same few instructions over and over (registers pushed, cleared, popped), and
/// what a symbol's name is does not matter to the bytes.
/// </summary>
/// <remarks>Encoding has no state, so what one thread has encoded serves every assembly of that thread.</remarks>
internal sealed class CachingEncoder
{
    private const int SizeLog2 = 12;

    /// <summary>More than the different instructions of a whole kernel's entry code; a power of two.</summary>
    private const int Size = 1 << SizeLog2;

    /// <summary>The number of an instruction that is not remembered: few have more than two operands or a request.</summary>
    private const int Unremembered = 0;

    [ThreadStatic]
    private static Memory? shared;

    private readonly InstructionEncoder encoder;
    private readonly EncodedInstruction encoded = new();

    /// <summary>What the thread that assembles has encoded, which need not be the one that made the module; taken with the first instruction.</summary>
    private Memory? taken;

    /// <inheritdoc cref="InstructionEncoder(int)"/>
    public CachingEncoder(int bitness)
    {
        Bitness = bitness;
        encoder = new InstructionEncoder(bitness);
    }

    public int Bitness { get; }

    private Memory Remembered => taken ??= shared ??= new Memory();

    /// <summary>The instruction of a number, until the next one is encoded.</summary>
    public ref readonly PackedInstruction this[int number] => ref Remembered[number].Instruction;

    /// <summary>The number of an instruction, if its bytes are there already.</summary>
    public bool TryFind(Mnemonic mnemonic, in OperandList operands, InstructionPrefixes prefixes, EncodingRequest request, out int number)
    {
        number = Unremembered;
        return IsRemembered(operands, request) && Remembered.TryFind(KeyOf(mnemonic, operands, prefixes), out number);
    }

    /// <summary>An instruction of at most two operands without symbols, prefixes or requests, if its bytes are there already: what most instructions are.</summary>
    public ref readonly PackedInstruction FindPlain(Mnemonic mnemonic, int count, in Op a, in Op b, out bool isFound)
    {
        var remembered = Remembered;
        isFound = remembered.TryFind(new Key(KeyHead(mnemonic, count, Bitness, InstructionPrefixes.None, symbolBits: 0), a, b), out var number);
        return ref remembered[number].Instruction;
    }

    /// <summary>Encodes an instruction that was not found, and gives its number.</summary>
    /// <inheritdoc cref="InstructionEncoder.Encode"/>
    public int Encode(Mnemonic mnemonic, in OperandList operands, InstructionPrefixes prefixes, EncodingRequest request)
    {
        encoder.Encode(mnemonic, operands, prefixes, request, encoded);
        var instruction = new PackedInstruction(encoded);
        if (IsRemembered(operands, request))
            return Remembered.Add(new Entry(KeyOf(mnemonic, operands, prefixes), instruction));
        Remembered[Unremembered] = new Entry(default, instruction);
        return Unremembered;
    }

    private static bool IsRemembered(in OperandList operands, EncodingRequest request) => operands.Count <= 2 && request == EncodingRequest.None;

    private Key KeyOf(Mnemonic mnemonic, in OperandList operands, InstructionPrefixes prefixes)
    {
        ref readonly var a = ref operands[0];
        ref readonly var b = ref operands[1];
        return new Key(KeyHead(mnemonic, operands.Count, Bitness, prefixes, SymbolBits(a) | SymbolBits(b) << 2), a, b);
    }

    /// <summary>
    /// Mnemonic, number of operands, mode, prefixes and kinds of symbol in one number. It is never 0: the mode is not.
    /// <code>
    ///  63      52 51              36 35   32 31     24 23     16 15               0
    /// +----------+------------------+-------+---------+---------+------------------+
    /// |    0     |     prefixes     |  b a  | bitness |  count  |     mnemonic     |
    /// +----------+------------------+-------+---------+---------+------------------+
    /// </code>
    /// </summary>
    private static ulong KeyHead(Mnemonic mnemonic, int count, int bitness, InstructionPrefixes prefixes, ulong symbolBits) =>
        (uint)mnemonic | (ulong)(uint)count << 16 | (ulong)(uint)bitness << 24 | symbolBits << 32 | (ulong)(uint)prefixes << 36;

    /// <summary>Which kinds of symbol an operand holds (a symbol is never subtracted from nothing); an error carried by one never encodes, so it is never found here.</summary>
    private static ulong SymbolBits(in Op op) => op.Symbol is SymbolReference { IsWide: true } ? 2UL : (op.Symbol is null ? 0UL : 1) | (op.Minus is null ? 0UL : 2);

    /// <summary>Everything the bytes of an instruction depend on.</summary>
    private readonly struct Key(ulong head, in Op a, in Op b)
    {
        public readonly ulong Head = head;
        private readonly ulong shapeA = a.Shape, shapeB = b.Shape;
        private readonly long valueA = a.Value, valueB = b.Value;

        public int Slot
        {
            get
            {
                var mixed = (((Head * 31) ^ shapeA) * 0x9E3779B97F4A7C15 ^ shapeB ^ (ulong)valueA * 0xC2B2AE3D27D4EB4F ^ (ulong)valueB << 7) * 0x9E3779B97F4A7C15;
                return (int)(mixed >> (64 - SizeLog2));
            }
        }

        /// <summary>Equality with one branch: it nearly always holds, and five would each be a guess.</summary>
        public bool Is(in Key other) =>
            ((Head ^ other.Head) | (shapeA ^ other.shapeA) | (shapeB ^ other.shapeB) | (ulong)(valueA ^ other.valueA) | (ulong)(valueB ^ other.valueB)) == 0;
    }

    private readonly struct Entry(in Key key, in PackedInstruction instruction)
    {
        public readonly Key Key = key;
        public readonly PackedInstruction Instruction = instruction;
    }

    /// <summary>
    /// What one thread has encoded, in the order in which it came, and where that is by hash. The next assembly mostly says the same in the same order, so that
    /// it reads the entries one after the other; spread by hash they would each be a line of memory from somewhere.
    /// </summary>
    private sealed class Memory
    {
        private readonly ushort[] numbers = new ushort[Size];

        /// <summary>The first is that of <see cref="Unremembered"/>, whose key is none.</summary>
        private Entry[] entries = new Entry[Size / 8];
        private int count = 1;

        public ref Entry this[int number] => ref entries[number];

        /// <summary>Looks in the two places where the number of a key may stand.</summary>
        public bool TryFind(in Key key, out int number)
        {
            var slot = key.Slot;
            number = numbers[slot];
            if (entries[number].Key.Is(key))
                return true;
            number = numbers[slot ^ 1];
            return entries[number].Key.Is(key);
        }

        /// <summary>What was in the place of the new entry moves to the place next to it.</summary>
        public int Add(in Entry entry)
        {
            if (count == Size)
                StartOver();
            if (count == entries.Length)
                Array.Resize(ref entries, 2 * count);
            var slot = entry.Key.Slot;
            if (numbers[slot] != Unremembered)
                numbers[slot ^ 1] = numbers[slot];
            numbers[slot] = (ushort)count;
            entries[count] = entry;
            return count++;
        }

        private void StartOver()
        {
            Array.Clear(numbers, 0, numbers.Length);
            count = 1;
        }
    }
}
