// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Benchmarks;

/// <summary>The instructions of an object, decoded: what Iced's encoder alone is measured on.</summary>
internal static class Instructions
{
    /// <summary>Bytes (Intel SDM vol. 2, 2.3.11).</summary>
    private const int LongestInstruction = 15;

    public static Instruction[] Of(EntryObject built)
    {
        var instructions = new List<Instruction>();
        foreach (var section in built.Sections)
        {
            foreach (var item in section.Items)
            {
                if (item.Kind != EntryItemKind.Instruction)
                    continue;
                var decoder = Decoder.Create(item.Bitness, section.Bytes.Slice(item.Offset, item.Length).ToArray());
                decoder.IP = (ulong)item.Offset;
                instructions.Add(decoder.Decode());
            }
        }

        return [.. instructions];
    }

    /// <summary>Encodes them one by one, as cheaply as Iced allows.</summary>
    public static int Encode(Instruction[] instructions)
    {
        var sink = new Sink(instructions.Length * LongestInstruction);
        var encoder = Encoder.Create(64, sink);
        foreach (ref var instruction in instructions.AsSpan())
            encoder.Encode(instruction, instruction.IP);
        return sink.Length;
    }

    private sealed class Sink(int capacity) : CodeWriter
    {
        private readonly byte[] bytes = new byte[capacity];

        public int Length { get; private set; }

        public override void WriteByte(byte value) => bytes[Length++] = value;
    }
}
