// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using Iced.Intel;
using CodeAssembler = Iced.Intel.Assembler;

namespace EntryAsm.Benchmarks;

/// <summary>So many instructions of one list, as a program for each assembler.</summary>
internal static class PeerPrograms
{
    public static int BlocksOf(int instructions) => instructions / PeerInstruction.Block.Length;

    public static EntryObject Ours(int blocks) => new OurModule(blocks).Build();

    public static byte[] Iced(int blocks)
    {
        var assembler = new CodeAssembler(64);
        for (var n = 0; n < blocks; n++)
        {
            var block = assembler.CreateLabel();
            assembler.Label(ref block);
            var place = new Place(n, null!, block);
            foreach (var instruction in PeerInstruction.Block)
                instruction.Iced(assembler, place);
        }

        using var code = new MemoryStream();
        assembler.Assemble(new StreamCodeWriter(code), 0);
        return code.ToArray();
    }

    /// <summary>For GNU as and llvm-mc.</summary>
    public static string Att(int blocks) => Text(".text\n", blocks, static instruction => instruction.Att);

    public static string Nasm(int blocks) => Text("bits 64\nsection .text\n", blocks, static instruction => instruction.Nasm);

    private static string Text(string head, int blocks, Func<PeerInstruction, string> line)
    {
        var text = new StringBuilder(head);
        for (var n = 0; n < blocks; n++)
        {
            text.Append(CultureInfo.InvariantCulture, $"block_{n}:\n");
            foreach (var instruction in PeerInstruction.Block)
            {
                text.Append('\t').Append(line(instruction).Replace("{n}", n.ToString(CultureInfo.InvariantCulture))
                    .Replace("{d}", Place.OffsetOf(n).ToString(CultureInfo.InvariantCulture))).Append('\n');
            }
        }

        return text.ToString();
    }

    [EntryModule]
    private sealed class OurModule(int blocks) : EntryAssembler
    {
        protected override void Assemble()
        {
            for (var n = 0; n < blocks; n++)
            {
                var block = here();
                var place = new Place(n, block, default);
                foreach (var instruction in PeerInstruction.Block)
                    instruction.Ours(this, place);
            }
        }
    }
}
