// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using EntryAsm.Encoding;

namespace EntryAsm.Conformance;

/// <summary>Which forms, or cases of a form, the matrix cannot compare, and why; found by the run itself and kept as a file.</summary>
internal static partial class ExclusionList
{
    public const string Preferred = "another form is always preferred";
    public const string Rejected = "GNU as 2.40: ";
    public const string Refused = "refused by the engine: ";

    /// <summary>The lines of the file: <c>reason | form, form, …</c>, sorted.</summary>
    public static List<string> Lines(IReadOnlyList<Outcome> outcomes, int bitness)
    {
        var byReason = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        void Add(string reason, int form)
        {
            if (!byReason.TryGetValue(reason, out var forms))
                byReason.Add(reason, forms = new SortedSet<string>(StringComparer.Ordinal));
            forms.Add(Name(form));
        }

        var chosen = outcomes.Where(each => each.Chosen >= 0).Select(each => each.Chosen).ToHashSet();
        for (var form = 0; form < Forms.Count; form++)
        {
            if ((Forms.TraitsOf(form) & FormChooser.FormTraitsOfMode(bitness)) != 0 && !chosen.Contains(form))
                Add(Preferred, form);
        }

        foreach (var each in outcomes.Where(each => each.Verdict == Verdict.RejectedByJudge))
            Add(Rejected + Generalised(each.Detail), each.Chosen);
        foreach (var each in outcomes.Where(each => each.Verdict == Verdict.RejectedByUs && !ChangesSize(each.Case)))
            Add(Refused + each.Detail[..6], each.Case.Form);
        return [.. byReason.SelectMany(pair => pair.Value.Select(form => pair.Key + " | " + form))];
    }

    /// <summary>Reasons with their number of lines.</summary>
    public static IEnumerable<(string Reason, int Forms)> Summary(IEnumerable<string> lines) =>
        lines.GroupBy(line => line[..line.IndexOf(" | ", StringComparison.Ordinal)]).Select(group => (group.Key, group.Count()));

    /// <summary>Most instructions have their sizes from their operands and take no prefix of size: what is refused there has rows of its own.</summary>
    private static bool ChangesSize(Case each) => (each.Prefixes & (InstructionPrefixes.Data16 | InstructionPrefixes.Addr32)) != 0;

    private static string Name(int form)
    {
        var row = Forms.Row(form);
        var traits = Forms.TraitsOf(form) & (FormTraits.Swapped | FormTraits.Repeated | FormTraits.Resized);
        return Forms.CodeOf(row) + (traits == FormTraits.None ? "" : " (" + traits.ToString().ToLowerInvariant() + ")");
    }

    /// <summary>The message without the names and numbers of one case.</summary>
    public static string Generalised(string detail) => Quoted().Replace(detail[..detail.IndexOf(" | ", StringComparison.Ordinal)], "…");

    [GeneratedRegex("`[^']*'|%[a-z0-9]+")]
    private static partial Regex Quoted();
}
