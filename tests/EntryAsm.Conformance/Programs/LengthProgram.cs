// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace EntryAsm.Conformance;

/// <summary>
/// A drawn program with paddings to the length of code in a later section, and with distances there as numbers, as calls and as the text that asks for the
/// same. An object shows only what became of them, so the text is not made from it.
/// </summary>
[EntryModule]
internal sealed class LengthProgram : EntryAssembler
{
    private readonly List<(Label Start, Label End, int Number)> replacements = [];
    private readonly StringBuilder source = new();
    private readonly Random random;
    private readonly Dictionary<int, Label> labels = [];
    private readonly int count;
    private int next;

    private LengthProgram(int seed)
    {
        random = new Random(seed);
        count = random.Next(10, 50);
    }

    private string Source => source.ToString();

    /// <summary>Where ours and GNU as's differ in program number <paramref name="seed"/>, with the text; null when they agree.</summary>
    public static string? Difference(int seed)
    {
        var program = new LengthProgram(seed);
        var ours = ElfFile.Read(CaseJudge.ElfBytes(program.Build()));
        var answer = GnuAssembler.Assemble(program.Source);
        if (answer.Object is null)
            return $"program {seed}: GNU as rejects the text: {string.Join("; ", answer.Errors.Take(3))}\n{program.Source}";
        var theirs = ElfFile.Read(answer.Object);
        foreach (var name in (string[])[".text", ".later", ".data"])
        {
            var (our, their) = (ours.Sections.GetValueOrDefault(name), theirs.Sections.GetValueOrDefault(name));
            if (!(our?.Bytes ?? []).AsSpan().SequenceEqual(their?.Bytes ?? []))
                return $"program {seed}, {name}: ours {Convert.ToHexString(our?.Bytes ?? [])}, theirs {Convert.ToHexString(their?.Bytes ?? [])}\n{program.Source}";
        }

        return null;
    }

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
        switch (random.Next(7))
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
            case 4:
                Distance();
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
        replacements.Add((start, end, next));
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

    /// <summary>How long code of the later section is, or how far apart two stretches of it are: in data, and in an instruction.</summary>
    private void Distance()
    {
        if (replacements.Count == 0)
            return;
        var (from, to) = (replacements[random.Next(replacements.Count)], replacements[random.Next(replacements.Count)]);
        var distance = to.End - from.Start;
        var text = $".Lend{to.Number} - .Lstart{from.Number}";
        if (random.Next(2) == 0)
        {
            mov(eax, distance);
            source.Append(CultureInfo.InvariantCulture, $"mov $({text}), %eax\n");
            return;
        }

        pushsection(".data", "aw");
        dd(distance);
        popsection();
        source.Append(CultureInfo.InvariantCulture, $".pushsection .data,\"aw\"\n.long {text}\n.popsection\n");
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
