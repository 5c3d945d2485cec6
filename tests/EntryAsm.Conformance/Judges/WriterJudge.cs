// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;

namespace EntryAsm.Conformance;

/// <summary>What the GNU source that we write for a module assembles to again.</summary>
internal static class WriterJudge
{
    /// <summary>What differs, case by case; those the writer has only bytes for, and those GNU as does not take, are left out.</summary>
    public static List<string> Differences(IReadOnlyList<Case> cases, int bitness)
    {
        IReadOnlyList<Case> rest = [.. cases.Where(each => !CaseJudge.IsGnuMistake(each, bitness))];
        while (true)
        {
            var built = new CaseModule(rest, bitness).Build();
            var source = GasWriter.Write(built, new GasOptions { SourceLines = true });
            var answer = GnuAssembler.Assemble(source, bitness == 64);
            if (answer.Object is not null)
                return Differences(rest, ElfFile.Read(CaseJudge.ElfBytes(built)), ElfFile.Read(answer.Object), source);
            var lines = source.Split('\n');
            var rejected = answer.Errors.Keys.Select(line => CaseJudge.NumberAt(lines[line - 1]) - 1).ToHashSet();
            rest = [.. rest.Where((_, number) => !rejected.Contains(number))];
        }
    }

    private static List<string> Differences(IReadOnlyList<Case> cases, ElfFile ours, ElfFile theirs, string source)
    {
        var differences = new List<string>();
        int ourNext = 0, theirNext = 0;
        for (var number = 0; number < cases.Count; number++)
        {
            var our = CaseJudge.Describe(ours, number, ref ourNext);
            var their = CaseJudge.Describe(theirs, number, ref theirNext);
            if (our != their)
                differences.Add(cases[number] + "\n  ours " + our + " | theirs " + their + " | " + source.Split('\n').First(line => CaseJudge.NumberAt(line) == number + 1).Trim());
        }

        return differences;
    }
}
