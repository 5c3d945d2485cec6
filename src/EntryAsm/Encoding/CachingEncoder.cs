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

    /// <summary>The slot of an instruction that is not cached: few have more than two operands or a request.</summary>
    private const int Uncached = Size;

    [ThreadStatic]
    private static Entry[]? shared;

    private readonly InstructionEncoder encoder;
    private readonly EncodedInstruction encoded = new();

    /// <summary>What the thread that assembles has encoded, which need not be the one that made the module; taken with the first instruction.</summary>
    private Entry[]? taken;

    /// <inheritdoc cref="InstructionEncoder(int)"/>
    public CachingEncoder(int bitness) => encoder = new InstructionEncoder(bitness);

    public int Bitness => encoder.Bitness;

    private Entry[] Entries => taken ??= shared ??= new Entry[Size + 1];

    /// <summary>What a slot holds, until the next instruction takes it.</summary>
    public ref readonly PackedInstruction this[int slot] => ref Entries[slot].Instruction;

    /// <summary>The slot of an instruction; true when its bytes are there already.</summary>
    public bool TryFind(Mnemonic mnemonic, in OperandList operands, InstructionPrefixes prefixes, EncodingRequest request, out int slot)
    {
        slot = Uncached;
        return operands.Count <= 2 && request == EncodingRequest.None && TryFindKey(KeyOf(mnemonic, operands, prefixes), out slot);
    }

    /// <summary>The slot of an instruction of at most two operands without prefixes or requests; true when its bytes are there already.</summary>
    public bool TryFindPlain(Mnemonic mnemonic, int count, in Op a, in Op b, out int slot) => TryFindKey(KeyOf(mnemonic, count, a, b, InstructionPrefixes.None), out slot);

    private bool TryFindKey(in Key key, out int slot)
    {
        slot = key.Slot;
        var entries = Entries;
        if (entries[slot].Key == key)
            return true;
        if (entries[slot ^ 1].Key != key)
            return false;
        slot ^= 1;
        return true;
    }

    /// <summary>Encodes an instruction into the slot that <see cref="TryFind"/> gave; what was there moves to the slot beside it.</summary>
    /// <inheritdoc cref="InstructionEncoder.Encode"/>
    public void Encode(int slot, Mnemonic mnemonic, in OperandList operands, InstructionPrefixes prefixes, EncodingRequest request)
    {
        encoder.Encode(mnemonic, operands, prefixes, request, encoded);
        var entries = Entries;
        if (!entries[slot].IsEmpty)
            entries[slot ^ 1] = entries[slot];
        entries[slot] = new Entry(slot == Uncached ? default : KeyOf(mnemonic, operands, prefixes), new PackedInstruction(encoded));
    }

    private Key KeyOf(Mnemonic mnemonic, in OperandList operands, InstructionPrefixes prefixes) => KeyOf(mnemonic, operands.Count, operands[0], operands[1], prefixes);

    private Key KeyOf(Mnemonic mnemonic, int count, in Op a, in Op b, InstructionPrefixes prefixes) =>
        new(KeyHead(mnemonic, count, Bitness, prefixes, SymbolBits(a) | SymbolBits(b) << 2), a.Shape, a.Value, b.Shape, b.Value);

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
    private readonly record struct Key(ulong Head, ulong ShapeA, long ValueA, ulong ShapeB, long ValueB)
    {
        public int Slot
        {
            get
            {
                var mixed = (((Head * 31) ^ ShapeA) * 0x9E3779B97F4A7C15 ^ ShapeB ^ (ulong)ValueA * 0xC2B2AE3D27D4EB4F ^ (ulong)ValueB << 7) * 0x9E3779B97F4A7C15;
                return (int)(mixed >> (64 - SizeLog2));
            }
        }
    }

    private readonly struct Entry(in Key key, in PackedInstruction instruction)
    {
        public readonly Key Key = key;
        public readonly PackedInstruction Instruction = instruction;

        /// <summary>Also true in the slot of what is not remembered.</summary>
        public bool IsEmpty => Key.Head == 0;
    }
}
