// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Tests;

/// <summary>
/// Sources in which the comment <c>/*EA0001*/</c> stands right before what that diagnostic is reported on, and <c>/*+*/</c> before an additional
/// location of it. What is reported must be exactly that.
/// </summary>
internal static partial class Marked
{
    /// <summary>Asserts the diagnostics of the generator, each with file, line and column; gives back their messages.</summary>
    public static string Check(params string[] sources)
    {
        var generation = Generation.Run(sources);
        var expected = Expected(generation.Input);
        var actual = generation.Diagnostics.Select(Describe).OrderBy(text => text, StringComparer.Ordinal).ToList();
        var messages = string.Join("\n", generation.Diagnostics.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));

        Assert.True(expected.SequenceEqual(actual), "expected:\n" + string.Join("\n", expected) + "\nactual:\n" + string.Join("\n", actual) + "\n" + messages);
        Assert.DoesNotContain(generation.CompilerMessages, message => message.Severity == DiagnosticSeverity.Error);
        Assert.All(generation.Diagnostics, diagnostic => Assert.Equal("entryasm explain " + diagnostic.Id, diagnostic.Descriptor.HelpLinkUri));
        return messages;
    }

    private static string Describe(Diagnostic diagnostic) =>
        diagnostic.Id + " at " + Describe(diagnostic.Location) + string.Concat(diagnostic.AdditionalLocations.Select(Describe).OrderBy(text => text, StringComparer.Ordinal).Select(text => ", + at " + text));

    private static string Describe(Location location)
    {
        var span = location.GetLineSpan();
        return Path.GetFileName(span.Path) + string.Create(CultureInfo.InvariantCulture, $"({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1})");
    }

    private static List<string> Expected(Compilation input)
    {
        var marks = input.SyntaxTrees.SelectMany(tree => Mark().Matches(tree.ToString()).Select(mark =>
            (Id: mark.Groups[1].Value, Place: Describe(Location.Create(tree, new Microsoft.CodeAnalysis.Text.TextSpan(mark.Index + mark.Length, 0)))))).ToList();
        var related = string.Concat(marks.Where(mark => mark.Id == "+").Select(mark => mark.Place).OrderBy(text => text, StringComparer.Ordinal).Select(place => ", + at " + place));
        return [.. marks.Where(mark => mark.Id != "+").Select(mark => mark.Id + " at " + mark.Place + related).OrderBy(text => text, StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"/\*(EA\d{4}|\+)\*/")]
    private static partial Regex Mark();
}
