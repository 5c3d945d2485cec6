// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Text;

namespace VerifyXunit;

/// <summary>Compares text with the snapshot beside the test. Stands in for the class of the same name in Verify.Xunit.</summary>
public static class Verifier
{
    /// <summary>Compares <paramref name="target"/> with <c>TestClass.TestMethod.verified.txt</c> beside <paramref name="sourceFile"/>.</summary>
    /// <param name="target">What the test made.</param>
    /// <param name="extension">The extension of the snapshot, instead of txt: <c>s</c>, <c>json</c>, <c>cs</c>.</param>
    /// <param name="sourceFile">The test's source file.</param>
    public static SettingsTask Verify(string? target, string extension = "txt", [CallerFilePath] string sourceFile = "") =>
        new(target, extension, sourceFile);

    /// <inheritdoc cref="Verify(string?, string, string)"/>
    public static SettingsTask Verify(StringBuilder? target, [CallerFilePath] string sourceFile = "") =>
        new(target?.ToString(), "txt", sourceFile);
}
