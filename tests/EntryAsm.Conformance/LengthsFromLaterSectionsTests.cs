// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace EntryAsm.Conformance;

/// <summary>
/// Paddings to the length of code in a later section, with branches and alignments around them. GNU as does not know that code's addresses when it lays out
/// the first section, and what it makes of branches on the way stays.
/// </summary>
public sealed class LengthsFromLaterSectionsTests
{
    private const int Programs = 150;

    [NeedsTools("as")]
    public void AreAsGnuAsLaysThemOut()
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            var program = new Program(seed);
            var ours = program.Build();
            var answer = GnuAssembler.Assemble(program.Source);
            Assert.True(answer.Errors.Count == 0, seed + ": " + string.Join("\n", answer.Errors));
            var judged = ElfReader.Read(answer.Object!, "judge.o");
            foreach (var name in (string[])[".text", ".later"])
            {
                Assert.True(BytesOf(judged, name).SequenceEqual(BytesOf(ours, name)), "program " + seed.ToString(CultureInfo.InvariantCulture) + ", " + name + "\n" + program.Source);
            }
        }
    }

    private static ReadOnlySpan<byte> BytesOf(EntryObject module, string section) => module.Sections.FirstOrDefault(s => s.Name == section) is { } found ? found.Bytes.Span : [];

    /// <summary>A drawn program, as calls and as the text that asks for the same.</summary>
    private sealed class Program : EntryAssembler
    {
        private readonly StringBuilder source = new();
        private readonly Random random;
        private readonly Dictionary<int, Label> labels = [];
        private readonly int count;
        private int next;

        public Program(int seed)
        {
            random = new Random(seed);
            count = random.Next(10, 50);
        }

        public string Source => source.ToString();

        protected override void Assemble()
        {
            text();
            source.Append(".text\n");
            for (next = 0; next < count; next++)
            {
                bind(LabelOf(next));
                source.Append(CultureInfo.InvariantCulture, $".L{next}:\n");
                Draw();
            }

            bind(LabelOf(count));
            source.Append(CultureInfo.InvariantCulture, $".L{count}:\n");
        }

        private void Draw()
        {
            switch (random.Next(6))
            {
                case 0:
                    Alternative();
                    break;
                case 1:
                    Alignment();
                    break;
                case 2 or 3:
                    Branch();
                    break;
                default:
                    Nops(random.Next(1, 40));
                    break;
            }
        }

        private void Alternative()
        {
            var old = here();
            source.Append(CultureInfo.InvariantCulture, $".Lold{next}:\n");
            if (random.Next(2) == 0)
                Branch();
            Label start = label(), end = label();
            pad(old, end - start);
            source.Append(CultureInfo.InvariantCulture, $".Lpad{next}:\n.skip -(((.Lend{next}-.Lstart{next})-(.Lpad{next}-.Lold{next}))>0)*((.Lend{next}-.Lstart{next})-(.Lpad{next}-.Lold{next})),0x90\n");

            pushsection(".later", "ax");
            bind(start);
            source.Append(CultureInfo.InvariantCulture, $".pushsection .later,\"ax\"\n.Lstart{next}:\n");
            Nops(random.Next(0, 8));
            if (random.Next(2) == 0)
            {
                var skipped = label();
                jmp(skipped);
                source.Append(CultureInfo.InvariantCulture, $"jmp .Lskipped{next}\n");
                Nops(random.Next(0, 140));
                bind(skipped);
                source.Append(CultureInfo.InvariantCulture, $".Lskipped{next}:\n");
                Nops(random.Next(0, 8));
            }

            bind(end);
            popsection();
            source.Append(CultureInfo.InvariantCulture, $".Lend{next}:\n.popsection\n");
        }

        private void Alignment()
        {
            var power = random.Next(2, 7);
            p2align(power);
            source.Append(CultureInfo.InvariantCulture, $".p2align {power}\n");
        }

        private void Branch()
        {
            var target = Math.Clamp(next + random.Next(-4, 6), 0, count);
            var isJump = random.Next(2) == 0;
            if (isJump)
                jmp(LabelOf(target));
            else
                jnz(LabelOf(target));
            source.Append(CultureInfo.InvariantCulture, $"{(isJump ? "jmp" : "jnz")} .L{target}\n");
        }

        private void Nops(int number)
        {
            for (var i = 0; i < number; i++)
            {
                nop();
                source.Append("nop\n");
            }
        }

        private Label LabelOf(int number)
        {
            if (!labels.TryGetValue(number, out var known))
                labels[number] = known = label();
            return known;
        }
    }
}
