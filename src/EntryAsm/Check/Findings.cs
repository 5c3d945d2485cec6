// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Flow;
using EntryAsm.Objects;

namespace EntryAsm.Check;

/// <summary>Collects findings: each once, in the order of the code.</summary>
internal sealed class Findings(FlowMap map, CheckOptions options)
{
    private readonly Dictionary<(string Rule, SourceLocation Line, SourceLocation Beside, CodePlace Place), CheckFinding> found = [];
    private readonly HashSet<(string Rule, int State)> silenced = [];
    private readonly Paths paths = new(map);
    private readonly CodeNames names = new(map.Object);

    public Paths Paths => paths;

    public CodeNames Names => names;

    public int Unknowns { get; private set; }

    private readonly HashSet<(int Instruction, string What)> unknowns = [];

    public bool IsOn(CheckRule rule) => !rule.IsSpeculation || options.Speculation;

    /// <summary>Reports a finding on the path that is followed, at its instruction or at one before it.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="site">Where it shows.</param>
    /// <param name="what">What is wrong.</param>
    /// <param name="at">Where it is to be fixed; by default where it shows.</param>
    /// <param name="cause">What else of the same rule is the same finding further along the path.</param>
    public void Add(CheckRule rule, Site site, string what, FlowInstruction? at = null, string cause = "")
    {
        if (!IsOn(rule) || !IsFirst(rule.Id + cause, site.Kept))
            return;
        var place = (at ?? site.At).Place;
        var steps = paths.To(site.Kept, site.At);
        Add(rule, place, map.Object.LineOf(map.Object.Sections[place.Section], place.Offset), what + paths.Text(steps), steps.ToImmutableArray());
    }

    /// <summary>Reports a finding at a place, whatever path leads there.</summary>
    public void Add(CheckRule rule, CodePlace place, string what)
    {
        if (IsOn(rule))
            Add(rule, place, map.Object.LineOf(map.Object.Sections[place.Section], place.Offset), what, ImmutableArray<CheckStep>.Empty);
    }

    /// <summary>Reports a finding about a declaration.</summary>
    public void Add(CheckRule rule, CodePlace place, SourceLocation line, string what)
    {
        if (IsOn(rule))
            Add(rule, place, line, what, ImmutableArray<CheckStep>.Empty);
    }

    /// <summary>Reports a finding about what is next to an instruction: a macro may have put it beside many.</summary>
    public void AddBeside(CheckRule rule, CodePlace place, SourceLocation line, string what)
    {
        if (IsOn(rule))
            Add(rule, place, line, what, ImmutableArray<CheckStep>.Empty, beside: map.Object.LineOf(map.Object.Sections[place.Section], place.Offset));
    }

    /// <summary>Notes what could not be proved.</summary>
    public void Unknown(Site site, string what)
    {
        if (!unknowns.Add((site.At.Number, what)))
            return;
        Unknowns++;
        if (options.Strict)
            Add(Rules.NotProved, site, what, cause: what);
    }

    public ImmutableArray<CheckFinding> All() => found.Values.OrderBy(static finding => finding.Order.Section).ThenBy(static finding => finding.Order.Offset)
        .ThenBy(static finding => finding.Rule.Id, StringComparer.Ordinal).ThenBy(static finding => finding.Line.File, StringComparer.Ordinal).ThenBy(static finding => finding.Line.Line).ToImmutableArray();

    private void Add(CheckRule rule, CodePlace place, SourceLocation line, string message, ImmutableArray<CheckStep> steps, SourceLocation beside = default)
    {
        // One line of a macro or a loop is one finding, however many instructions came of it.
        var key = (rule.Id, line, beside, line.Line == 0 ? place : default);
        if (!found.ContainsKey(key))
            found.Add(key, new CheckFinding(rule, message, line, names.Of(place), steps) { Order = (place.Section, place.Offset) });
    }

    /// <summary>Whether the same finding has not been reported already on the way here.</summary>
    private bool IsFirst(string cause, FlowState state)
    {
        var seen = 0;
        for (var at = state; at is not null && seen++ < 400; at = at.Reached?.State)
        {
            if (silenced.Contains((cause, at.Number)))
                return false;
        }

        silenced.Add((cause, state.Number));
        return true;
    }
}
