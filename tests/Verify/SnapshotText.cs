// SPDX-License-Identifier: MIT
using System.Text;

namespace VerifyXunit;

/// <summary>Text as it is compared and written.</summary>
static class SnapshotText
{
    public static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Of(string? target, List<Action<StringBuilder>> scrubbers)
    {
        if (target is null)
            return "null";

        var text = new StringBuilder(Normalise(target));
        foreach (var scrubber in scrubbers)
            scrubber(text);
        return text.Length == 0 ? "emptyString" : text.ToString();
    }

    /// <summary>Only \n ends a line.</summary>
    public static string Normalise(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    /// <summary>An editor may end the verified file with a line break that the text does not have.</summary>
    public static bool AreEqual(string received, string verified) =>
        received == verified || (verified.EndsWith('\n') && !received.EndsWith('\n') && received.AsSpan().SequenceEqual(verified.AsSpan()[..^1]));
}
