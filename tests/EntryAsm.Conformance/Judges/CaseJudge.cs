// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using EntryAsm.Encoding;
using EntryAsm.Operands;

namespace EntryAsm.Conformance;

/// <summary>How a case came out.</summary>
internal enum Verdict
{
    /// <summary>Bytes and relocations agree.</summary>
    Agreed,

    /// <summary>The engine takes no such operands; its message is the detail.</summary>
    RejectedByUs,

    /// <summary>The judge does not take our text; its message is the detail.</summary>
    RejectedByJudge,

    /// <summary>Both took it and disagree.</summary>
    Mismatch,

    /// <summary>The bytes decode to something else than was asked.</summary>
    WrongRoundTrip,
}

/// <summary>What became of one case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Verdict">How it came out.</param>
/// <param name="Detail">A message, or both encodings.</param>
/// <param name="Chosen">The row of the form that the engine chose; -1 when it refused.</param>
internal sealed record Outcome(Case Case, Verdict Verdict, string Detail = "", int Chosen = -1);

/// <summary>Puts many cases into one module, hands its GNU source to GNU as, and compares case by case.</summary>
internal static partial class CaseJudge
{
    public static List<Outcome> Judge(IReadOnlyList<Case> cases, int bitness)
    {
        var outcomes = new List<Outcome>(cases.Count);
        var accepted = AcceptedByUs(cases, bitness, outcomes);
        while (accepted.Count > 0)
        {
            var built = new CaseModule(accepted, bitness).Build();
            var source = GasWriter.Write(built, new GasOptions { SourceLines = true });
            if (Unsaid(accepted, source, bitness, outcomes) is { Count: > 0 } unsaid)
            {
                accepted = [.. accepted.Where((_, number) => !unsaid.Contains(number))];
                continue;
            }

            var answer = GnuAssembler.Assemble(source, is64: bitness == 64);
            if (answer.Object is not null)
            {
                Compare(accepted, ElfFile.Read(ElfBytes(built)), ElfFile.Read(answer.Object), source, bitness, outcomes);
                break;
            }

            accepted = WithoutRejected(accepted, source, answer, bitness, outcomes);
        }

        return outcomes;
    }

    public static byte[] ElfBytes(EntryObject built)
    {
        using var stream = new MemoryStream();
        ElfWriter.Write(built, stream);
        return stream.ToArray();
    }

    private static List<Case> AcceptedByUs(IReadOnlyList<Case> cases, int bitness, List<Outcome> outcomes)
    {
        var accepted = new List<Case>(cases.Count);
        var encoder = new InstructionEncoder(bitness);
        var result = new EncodedInstruction();
        foreach (var each in cases)
        {
            try
            {
                Op At(int operand) => operand < each.Operands.Length ? each.Operands[operand] : default;
                encoder.Encode(each.Mnemonic, new OperandList(At(0), At(1), At(2), At(3), At(4), each.Operands.Length), each.Prefixes, each.Request, result);
                if (RoundTrip.Problem(each, result, bitness) is { } problem)
                    outcomes.Add(new Outcome(each, Verdict.WrongRoundTrip, problem));
                else
                    accepted.Add(each);
            }
            catch (EntryAsmException mistake)
            {
                outcomes.Add(new Outcome(each, Verdict.RejectedByUs, mistake.Message));
            }
        }

        return accepted;
    }

    /// <summary>Cases the writer has only bytes for: GNU as cannot be asked.</summary>
    private static HashSet<int> Unsaid(List<Case> cases, string source, int bitness, List<Outcome> outcomes)
    {
        var unsaid = new HashSet<int>();
        if (!source.Contains("\t.byte", StringComparison.Ordinal))
            return unsaid;
        foreach (var line in source.Split('\n').Where(line => line.StartsWith("\t.byte", StringComparison.Ordinal)))
        {
            var number = int.Parse(CaseComment().Match(line).Groups[1].ValueSpan) - 1;
            if (unsaid.Add(number))
                outcomes.Add(new Outcome(cases[number], Verdict.RejectedByJudge, "no mnemonic is known for it | " + line.Trim(), ChosenForm.Of(cases[number], bitness)));
        }

        return unsaid;
    }

    private static List<Case> WithoutRejected(List<Case> cases, string source, AssemblerAnswer answer, int bitness, List<Outcome> outcomes)
    {
        var lines = source.Split('\n');
        var rejected = new HashSet<int>();
        foreach (var (line, message) in answer.Errors)
        {
            var match = CaseComment().Match(lines[line - 1]);
            if (!match.Success)
                throw new InvalidOperationException("line " + line + " of the source is no case: " + lines[line - 1] + ": " + message);
            var number = int.Parse(match.Groups[1].ValueSpan) - 1;
            if (rejected.Add(number))
                outcomes.Add(new Outcome(cases[number], Verdict.RejectedByJudge, message + " | " + lines[line - 1][..match.Index].Trim(), ChosenForm.Of(cases[number], bitness)));
        }

        return [.. cases.Where((_, number) => !rejected.Contains(number))];
    }

    private static void Compare(List<Case> cases, ElfFile ours, ElfFile theirs, string source, int bitness, List<Outcome> outcomes)
    {
        var (ourText, theirText) = (ours.Sections[".text"], theirs.Sections[".text"]);
        int ourNext = 0, theirNext = 0;
        for (var number = 0; number < cases.Count; number++)
        {
            var our = Describe(ours, ourText, number, ref ourNext);
            var their = Describe(theirs, theirText, number, ref theirNext);
            if (our == their)
                outcomes.Add(new Outcome(cases[number], Verdict.Agreed, "", ChosenForm.Of(cases[number], bitness)));
            else if (cases.Count == 1)
                outcomes.Add(new Outcome(cases[number], Verdict.Mismatch, "ours " + our + Disassembly(ourText.Bytes, bitness) + " | theirs " + their
                    + Disassembly(theirText.Bytes, bitness) + " | " + Statement(source)));
            else
                outcomes.AddRange(Judge([cases[number]], bitness)); // alone, so that no other case moves its addresses
        }
    }

    private static string Disassembly(byte[] bytes, int bitness) => " (" + LlvmJudge.Meaning(bytes, bitness).TrimEnd(';', ' ') + ")";

    private static string Statement(string source) => source.Split('\n').First(line => CaseComment().IsMatch(line)).Trim();

    /// <summary>Bytes and relocations between one case's symbol and the next's.</summary>
    private static string Describe(ElfFile elf, ElfFile.ElfPart text, int number, ref int nextRelocation)
    {
        var start = elf.Values[CaseModule.NameOf(number)];
        var end = elf.Values[CaseModule.NameOf(number + 1)];
        var words = Convert.ToHexString(text.Bytes.AsSpan((int)start, (int)(end - start))).ToLowerInvariant();
        while (nextRelocation < text.Relocations.Count && text.Relocations[nextRelocation].Offset < end)
        {
            words += " @" + (text.Relocations[nextRelocation].Offset - start) + ":" + text.Relocations[nextRelocation].What;
            nextRelocation++;
        }

        return words;
    }

    [GeneratedRegex(@"\s*# case:(\d+)$")]
    private static partial Regex CaseComment();
}
