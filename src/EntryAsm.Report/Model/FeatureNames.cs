// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using EntryAsm.Primitives;

namespace EntryAsm.Report.Model;

/// <summary>Processor features by the names that the module gives them; those of other objects by word and bit, as <c>cpufeatures.h</c> counts them.</summary>
internal sealed class FeatureNames
{
    private readonly Dictionary<int, string> names;

    /// <summary>Whether all rows of a feature are for processors without it; null where some are and some are not.</summary>
    private readonly Dictionary<int, bool?> isMissing = [];

    public FeatureNames(EntryObject entryObject)
    {
        names = entryObject.Features.ToDictionary(static feature => feature.Number, static feature => feature.Name);
        foreach (var row in EntryTables.Of(entryObject).Alternatives)
            isMissing[row.Feature] = isMissing.TryGetValue(row.Feature, out var known) && known != row.IsForMissingFeature ? null : row.IsForMissingFeature;
    }

    public string Of(int number) => names.TryGetValue(number, out var name) ? name : Number(number);

    /// <summary>What a row of the table of alternatives asks for.</summary>
    public string Of(AlternativeEntry row) => (row.IsForMissingFeature ? "not " : "") + Of(row.Feature) + (row.IsDirectCall ? ", direct call" : "");

    /// <summary>The same with the number next to the name.</summary>
    public string InFull(AlternativeEntry row) => Of(row) + (names.ContainsKey(row.Feature) ? " (" + Number(row.Feature) + ")" : "");

    /// <summary>What is decided of features on the way to a state.</summary>
    /// <param name="map">The analysis.</param>
    /// <param name="decisions">The number of the state's set of decisions.</param>
    public IEnumerable<(string Name, bool IsThere)> Decided(FlowMap map, int decisions)
    {
        foreach (var (feature, isTaken) in map.Decisions.Decisions(decisions))
        {
            if (isMissing.TryGetValue(feature, out var inverted) && inverted is { } isInverted)
                yield return (Of(feature), isTaken != isInverted);
        }
    }

    private static string Number(int number) => NumberText.Decimal(number >> 5) + "*32+" + NumberText.Decimal(number & 31);
}
