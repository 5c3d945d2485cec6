// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm;

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

    [ThreadStatic]
    private static Entry[]? shared;

    private readonly InstructionEncoder encoder;
    private readonly Entry[] entries = shared ??= new Entry[Size];

    /// <inheritdoc cref="InstructionEncoder(int)"/>
    public CachingEncoder(int bitness) => encoder = new InstructionEncoder(bitness);

    public int Bitness => encoder.Bitness;

    /// <inheritdoc cref="InstructionEncoder.Encode"/>
    public void Encode(Mnemonic mnemonic, in Op a, in Op b, in Op c, in Op d, in Op e, int count, InstructionPrefixes prefixes, EncodingRequest request,
        EncodedInstruction result)
    {
        if (count > 2 || prefixes != InstructionPrefixes.None || request != EncodingRequest.None)
        {
            encoder.Encode(mnemonic, a, b, c, d, e, count, prefixes, request, result);
            return;
        }

        var key = new Key((uint)mnemonic | (ulong)(uint)count << 16 | (ulong)(uint)Bitness << 24 | SymbolBits(a) << 32 | SymbolBits(b) << 40,
            a.Shape, a.Value, b.Shape, b.Value);
        ref var entry = ref entries[key.Slot];
        if (entry.Key == key)
        {
            entry.CopyTo(result);
            return;
        }

        encoder.Encode(mnemonic, a, b, c, d, e, count, prefixes, request, result);
        entry = new Entry(key, result);
    }

    /// <summary>Which kinds of symbol an operand holds; a mistake carried by one never encodes, so it is never found here.</summary>
    private static ulong SymbolBits(in Op op) => (op.Symbol is null ? 0UL : 1) | (op.Minus is null ? 0UL : 2);

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

    /// <summary>One remembered instruction, at most 15 bytes long.</summary>
    private readonly struct Entry
    {
        public readonly Key Key;
        private readonly ulong low, high;
        private readonly SymbolField displacement, immediate;
        private readonly RelaxableBranch branch;
        private readonly byte condition, length;

        public Entry(in Key key, EncodedInstruction from)
        {
            Key = key;
            low = LittleEndian.Read(from.Bytes.AsSpan(0, 8));
            high = LittleEndian.Read(from.Bytes.AsSpan(8, 8));
            displacement = from.Displacement;
            immediate = from.Immediate;
            branch = from.Branch;
            condition = from.Condition;
            length = (byte)from.Length;
        }

        public void CopyTo(EncodedInstruction to)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(to.Bytes, low);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(to.Bytes.AsSpan(8), high);
            to.Displacement = displacement;
            to.Immediate = immediate;
            to.Branch = branch;
            to.Condition = condition;
            to.Length = length;
        }
    }
}
