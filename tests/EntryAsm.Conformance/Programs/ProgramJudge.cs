// SPDX-License-Identifier: MIT
namespace EntryAsm.Conformance;

/// <summary>Compares what EntryAsm and GNU as make of programs: section by section, relocation by relocation, symbol by symbol.</summary>
internal static class ProgramJudge
{
    /// <summary>What differs, by number of the program; empty when all agree.</summary>
    public static Dictionary<int, string> Judge(IReadOnlyList<RandomProgram> programs)
    {
        var differences = new Dictionary<int, string>();
        var built = new ProgramModule(programs).Build();
        var answer = GnuAssembler.Assemble(GasWriter.Write(built));
        if (answer.Object is null)
        {
            if (programs.Count == 1)
                differences.Add(0, "GNU as rejects the text: " + string.Join("; ", answer.Errors.Take(3).Select(error => error.Key + ": " + error.Value)));
            else
                Split(programs, differences);
            return differences;
        }

        var ours = ElfFile.Read(CaseJudge.ElfBytes(built));
        var theirs = ElfFile.Read(answer.Object);
        for (var number = 0; number < programs.Count; number++)
        {
            if (Difference(ours, theirs, number) is { } difference)
                differences.Add(number, difference);
        }

        return differences;
    }

    /// <summary>True when the engine takes a program.</summary>
    public static bool IsAccepted(RandomProgram program)
    {
        try
        {
            new ProgramModule([program]).Build();
            return true;
        }
        catch (EntryAsmException)
        {
            return false;
        }
    }

    /// <summary>The GNU source of one program.</summary>
    public static string Source(RandomProgram program) => GasWriter.Write(new ProgramModule([program]).Build());

    private static void Split(IReadOnlyList<RandomProgram> programs, Dictionary<int, string> differences)
    {
        for (var number = 0; number < programs.Count; number++)
        {
            foreach (var difference in Judge([programs[number]]).Values)
                differences.Add(number, difference);
        }
    }

    private static string? Difference(ElfFile ours, ElfFile theirs, int number)
    {
        for (var section = 0; section < 3; section++)
        {
            var name = ProgramModule.SectionName(number, section);
            var our = ours.Sections.GetValueOrDefault(name);
            var their = theirs.Sections.GetValueOrDefault(name);
            if ((our is null) != (their is null))
                return "section " + name + " is in one object only";
            if (our is not null && Difference(our, their!) is { } difference)
                return difference;
        }

        var prefix = "p" + number + "_";
        foreach (var name in ours.Symbols.Keys.Union(theirs.Symbols.Keys).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var (our, their) = (ours.Symbols.GetValueOrDefault(name, "missing"), theirs.Symbols.GetValueOrDefault(name, "missing"));
            if (our != their)
                return "symbol " + name + ": ours " + our + ", theirs " + their;
        }

        return null;
    }

    private static string? Difference(ElfFile.ElfPart ours, ElfFile.ElfPart theirs)
    {
        if (!ours.Bytes.AsSpan().SequenceEqual(theirs.Bytes))
        {
            var at = ours.Bytes.AsSpan().CommonPrefixLength(theirs.Bytes);
            string Near(byte[] bytes) => Convert.ToHexString(bytes.AsSpan(Math.Max(0, at - 4)..Math.Min(bytes.Length, at + 16))).ToLowerInvariant();
            return $"section {ours.Name}: bytes differ from 0x{at:x} on (shown from 4 before): ours {Near(ours.Bytes)} of {ours.Bytes.Length}, theirs {Near(theirs.Bytes)} of {theirs.Bytes.Length}";
        }

        for (var number = 0; number < Math.Max(ours.Relocations.Count, theirs.Relocations.Count); number++)
        {
            var our = number < ours.Relocations.Count ? ours.Relocations[number].ToString() : "none";
            var their = number < theirs.Relocations.Count ? theirs.Relocations[number].ToString() : "none";
            if (our != their)
                return "section " + ours.Name + ": relocation " + number + ": ours " + our + ", theirs " + their;
        }

        return null;
    }
}
