// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

internal sealed partial class GasReader
{
    private static readonly string[] LoopStarts = [".rept", ".rep", ".irp", ".irpc"], LoopEnds = [".endr"];

    private void AddRepetitions(Dictionary<string, Action<string>> all)
    {
        all[".rept"] = all[".rep"] = Repeat;
        all[".irp"] = rest => ForEach(rest, characters: false);
        all[".irpc"] = rest => ForEach(rest, characters: true);
        all[".endr"] = _ => throw new ImportException(line, ".endr without .rept");
        all[".endm"] = _ => throw new ImportException(line, ".endm without .macro");
    }

    private void Repeat(string rest)
    {
        var at = line;
        var times = ParseAll(rest, "a count");
        var count = Known(times, "the count");
        var body = ReadBody(LoopStarts, LoopEnds);
        line = at;
        if (count * Math.Max(1, body.Length) > MostLines)
            throw new ImportException(at, "this .rept expands to more than 2,000,000 lines");
        Nest(".rept " + rest, [.. Enumerable.Repeat((string[])[TurnStatement.Mark, .. body], (int)Math.Max(0, count)).SelectMany(static lines => lines)], isMacro: false, period: body.Length + 1, times: times);
    }

    private void ForEach(string rest, bool characters)
    {
        var at = line;
        var end = rest.IndexOfAny([',', ' ', '\t']);
        var name = end < 0 ? rest : rest[..end];
        var list = end < 0 ? "" : rest[(end + 1)..].Trim().TrimStart(',');
        var values = characters ? list.Trim().Trim('"').Select(static character => character.ToString()).ToList() : MacroArguments.Split(list, isAlternate);
        if (values.Count == 0)
            values.Add("");
        var body = ReadBody(LoopStarts, LoopEnds);
        line = at;
        if ((long)values.Count * Math.Max(1, body.Length) > MostLines)
            throw new ImportException(at, "this loop expands to more than 2,000,000 lines");
        var count = expansions;
        Nest((characters ? ".irpc " : ".irp ") + rest, [.. values.SelectMany(value => body.Prepend(TurnStatement.Mark).Select(text =>
            Substitution.Apply(text, new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value }, count, isAlternate)))], isMacro: false, period: body.Length + 1, variable: name);
    }
}
