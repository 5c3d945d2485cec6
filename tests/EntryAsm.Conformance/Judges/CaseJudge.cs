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

/// <summary>Puts many cases into one module, gives GNU as the same calls as text, and compares case by case.</summary>
internal static partial class CaseJudge
{
    public static List<Outcome> Judge(IReadOnlyList<Case> cases, int bitness)
    {
        var outcomes = new List<Outcome>(cases.Count);
        var accepted = AcceptedByUs(cases, bitness, outcomes);
        while (accepted.Count > 0)
        {
            var built = new CaseModule(accepted, bitness).Build();
            var source = AuthorSource.Write(accepted, bitness);
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

    /// <summary>The cases that the engine takes.</summary>
    public static List<Case> Accepted(IReadOnlyList<Case> cases, int bitness) => AcceptedByUs(cases, bitness, []);

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
        int ourNext = 0, theirNext = 0;
        for (var number = 0; number < cases.Count; number++)
        {
            var our = Describe(ours, number, ref ourNext);
            var their = Describe(theirs, number, ref theirNext);
            if (our == their || IsGnuMistake(cases[number], bitness))
                outcomes.Add(new Outcome(cases[number], Verdict.Agreed, "", ChosenForm.Of(cases[number], bitness)));
            else if (cases.Count == 1)
                outcomes.Add(new Outcome(cases[number], Verdict.Mismatch, "ours " + our + Disassembly(ours, bitness) + " | theirs " + their
                    + Disassembly(theirs, bitness) + " | " + Statement(source)));
            else
                outcomes.AddRange(Judge([cases[number]], bitness)); // alone, so that no other case moves its addresses
        }
    }

    /// <summary>In 16-bit code GNU as 2.40 writes an operand size prefix before instructions whose size is fixed (Intel SDM vol. 2, ENCODEKEY128).</summary>
    public static bool IsGnuMistake(Case each, int bitness) => bitness == 16 && each.Mnemonic is Iced.Intel.Mnemonic.Encodekey128 or Iced.Intel.Mnemonic.Encodekey256;

    private static string Disassembly(ElfFile elf, int bitness) => " (" + LlvmJudge.Meaning(elf.Sections[".text"].Bytes, bitness).TrimEnd(';', ' ') + ")";

    private static string Statement(string source) => source.Split('\n').First(line => CaseComment().IsMatch(line)).Trim();

    /// <summary>Bytes and relocations between one case's symbol and the next's.</summary>
    public static string Describe(ElfFile elf, int number, ref int nextRelocation) => Describe(elf, CaseModule.NameOf(number), CaseModule.NameOf(number + 1), ref nextRelocation);

    /// <summary>Bytes and relocations between two symbols.</summary>
    public static string Describe(ElfFile elf, string from, string to, ref int nextRelocation)
    {
        var text = elf.Sections[".text"];
        var start = elf.Values[from];
        var end = elf.Values[to];
        var words = Convert.ToHexString(text.Bytes.AsSpan((int)start, (int)(end - start))).ToLowerInvariant();
        while (nextRelocation < text.Relocations.Count && text.Relocations[nextRelocation].Offset < end)
        {
            words += " @" + (text.Relocations[nextRelocation].Offset - start) + ":" + text.Relocations[nextRelocation].What;
            nextRelocation++;
        }

        return words;
    }

    /// <summary>The number of the case, from 1, that a line of source is about; 0 for none.</summary>
    public static int NumberAt(string line) => CaseComment().Match(line) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan) : 0;

    [GeneratedRegex(@"\s*# case:(\d+)$")]
    private static partial Regex CaseComment();
}
