// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;

namespace EntryAsm.Rules.Tests;

/// <summary>Subjects of commits say, in the imperative and under 72 characters, what the commit does.</summary>
public sealed partial class CommitSubjectTests
{
    /// <summary>The last commit from before the rule was checked.</summary>
    private const string Before = "e413000327f49d6bd1cc7267ce0b266dc29b0a98";

    [NeedsTools("git")]
    public void SubjectsAreShortAndImperative()
    {
        // A shallow checkout knows only its last commits, and then those are checked.
        var hasStart = SourceFiles.Git("log", "--format=%H").Contains(Before, StringComparer.Ordinal);
        var subjects = SourceFiles.Git("log", "--no-merges", "--format=%s", hasStart ? Before + "..HEAD" : "-1");
        Assert.Empty(subjects.Select(Problem).Where(static problem => problem is not null).ToList());
    }

    [Theory]
    [InlineData("Explain diagnostics offline")]
    [InlineData("Address the review")]
    [InlineData("Embed the pages in the tool")]
    [InlineData("Bring the listing up to date")]
    public void Good(string subject) => Assert.Null(Problem(subject));

    [Theory]
    [InlineData("Added a test")]
    [InlineData("Adding a test")]
    [InlineData("Adds a test")]
    [InlineData("The encoder is faster")]
    [InlineData("Encoder: faster")]
    [InlineData("explain diagnostics")]
    [InlineData("Explain diagnostics.")]
    [InlineData("Explain the diagnostics of the engine, the generator and the build task offline")]
    public void Bad(string subject) => Assert.NotNull(Problem(subject));

    private static string? Problem(string subject) =>
        subject.Length >= 72 ? $"'{subject}' has {subject.Length} characters; 71 are the most"
        : subject.EndsWith('.') ? $"'{subject}' ends with a full stop"
        : !FirstWord().IsMatch(subject) ? $"'{subject}' does not begin with a capitalised verb in the imperative"
        : null;

    /// <summary>A capitalised word that is no past tense, no participle, no third person, no article or pronoun, and no topic before a colon.</summary>
    [GeneratedRegex("^(?!(The|A|An|This|That|It|We|I|One|Some|No|What|When|Where|How|All|Each|Every|After|Before|With|In|On|For)\\b)(?!(?:(?!Embed|Feed|Need|Speed|Shed)\\w*ed|(?!Bring|String|Ping|Sing|Swing)\\w+ing|\\w*[^s]s)\\b)[A-Z][a-z-]+ ")]
    private static partial Regex FirstWord();
}
