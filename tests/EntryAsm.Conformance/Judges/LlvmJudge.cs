// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Conformance;

/// <summary>A second opinion: llvm-mc may choose another encoding, but what it encodes must decode to the same instruction.</summary>
internal static partial class LlvmJudge
{
    /// <summary>Where LLVM 14 and GNU as differ although both are asked the same: GNU as is our reference, so these are skipped.</summary>
    private static readonly (Func<Case, bool> Applies, string Reason)[] KnownDifferences =
    [
        (each => Starts(each, "Vp2intersect"), "names the even mask of a pair where GNU as keeps the one written"),
        (each => Starts(each, "Vgatherpf") || Starts(each, "Vscatterpf"), "scales the short displacement of a prefetch by the wrong size"),
        (each => Starts(each, "Vgf2p8affine") && each.Operands.Any(op => (op.Decorations & OpDecorations.Broadcast) != 0),
            "scales the short displacement of a broadcast by the wrong size"),
        (each => each.Mnemonic == Mnemonic.Xchg, "writes the two registers in the other order"),
        (each => each.Request.HasFlag(EncodingRequest.Absolute64), "forgets REX.W of movabs beside a segment prefix"),
    ];

    /// <summary>What differs, by number of the program.</summary>
    /// <param name="programs">The programs; their instructions are compared, one by one.</param>
    /// <param name="unknown">Instructions that llvm-mc does not take, or takes differently by nature.</param>
    public static Dictionary<int, string> Judge(IReadOnlyList<RandomProgram> programs, out int unknown)
    {
        var owners = new List<int>();
        var cases = new List<Case>();
        for (var number = 0; number < programs.Count; number++)
        {
            foreach (var step in programs[number].Steps.OfType<InstructionStep>().Where(step => !IsKnownToDiffer(step.Case)))
            {
                owners.Add(number);
                cases.Add(step.Case with { Operands = [.. step.Case.Operands.Select(Anchored)] });
            }
        }

        var differences = new Dictionary<int, string>();
        unknown = 0;
        foreach (var outcome in JudgeCases(cases))
        {
            if (outcome.Verdict == Verdict.RejectedByJudge)
                unknown++;
            else if (outcome.Verdict == Verdict.Mismatch)
                differences.TryAdd(owners[cases.IndexOf(outcome.Case)], outcome.Case + ": " + outcome.Detail);
        }

        return differences;
    }

    /// <summary>Judges cases of 64-bit code.</summary>
    public static List<Outcome> JudgeCases(IReadOnlyList<Case> cases)
    {
        var outcomes = new List<Outcome>();
        var accepted = cases.ToList();
        while (accepted.Count > 0)
        {
            var built = new CaseModule(accepted, 64).Build();
            var source = GasWriter.Write(built, new GasOptions { SourceLines = true });
            var answer = GnuAssembler.AssembleWithLlvm(source);
            if (answer.Object is null)
            {
                accepted = Without(accepted, source, answer, outcomes);
                continue;
            }

            Compare(accepted, ElfFile.Read(CaseJudge.ElfBytes(built)), ElfFile.Read(answer.Object), outcomes);
            break;
        }

        return outcomes;
    }

    private static bool IsKnownToDiffer(Case asked) => Array.Exists(KnownDifferences, each => each.Applies(asked));

    private static bool Starts(Case each, string name) => each.Mnemonic.ToString().StartsWith(name, StringComparison.Ordinal);

    /// <summary>Every place becomes a symbol of another object, so that no branch is relaxed.</summary>
    private static Op Anchored(Op op) => op.Symbol is null ? op : op.About(CaseModule.outside, null, op.Value);

    private static List<Case> Without(List<Case> cases, string source, AssemblerAnswer answer, List<Outcome> outcomes)
    {
        var lines = source.Split('\n');
        var rejected = new HashSet<int>();
        foreach (var (line, message) in answer.Errors)
        {
            var match = CaseComment().Match(lines[line - 1]);
            if (!match.Success)
                throw new InvalidOperationException("line " + line + " is no case: " + lines[line - 1] + ": " + message);
            var number = int.Parse(match.Groups[1].ValueSpan) - 1;
            if (rejected.Add(number))
                outcomes.Add(new Outcome(cases[number], Verdict.RejectedByJudge, message));
        }

        return [.. cases.Where((_, number) => !rejected.Contains(number))];
    }

    private static void Compare(List<Case> cases, ElfFile ours, ElfFile theirs, List<Outcome> outcomes)
    {
        for (var number = 0; number < cases.Count; number++)
        {
            var our = Meaning(Bytes(ours, number));
            var their = Meaning(Bytes(theirs, number));
            outcomes.Add(our == their ? new Outcome(cases[number], Verdict.Agreed) : new Outcome(cases[number], Verdict.Mismatch, "ours " + our + " | llvm " + their));
        }
    }

    private static byte[] Bytes(ElfFile elf, int number)
    {
        var start = (int)elf.Values[CaseModule.NameOf(number)];
        var end = (int)elf.Values[CaseModule.NameOf(number + 1)];
        return elf.Sections[".text"].Bytes[start..end];
    }

    /// <summary>The instruction as text; prefixes that stand for nothing and the choice of encoding do not show.</summary>
    public static string Meaning(byte[] bytes, int bitness = 64)
    {
        var text = "";
        var decoder = Decoder.Create(bitness, new ByteArrayCodeReader(bytes), DecoderOptions.MPX | DecoderOptions.NoInvalidCheck);
        var formatter = new IntelFormatter(new FormatterOptions { UsePseudoOps = false, RipRelativeAddresses = true });
        var output = new StringOutput();
        while (decoder.IP < (ulong)bytes.Length)
        {
            formatter.Format(decoder.Decode(), output);
            text += output.ToStringAndReset() + "; ";
        }

        return text;
    }

    [GeneratedRegex(@"\s*# case:(\d+)$")]
    private static partial Regex CaseComment();
}
