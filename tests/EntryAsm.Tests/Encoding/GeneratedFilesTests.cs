// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.InstructionGenerator;

namespace EntryAsm.Tests.Encoding;

public sealed class GeneratedFilesTests
{
    [Fact]
    public void AreWhatTheGeneratorWrites()
    {
        foreach (var (name, text) in GeneratedFiles.All())
        {
            var path = Path.Combine(RepositoryFolder(), "src", "EntryAsm", "Instructions", name);
            Assert.True(File.ReadAllText(path) == text, name + " is stale; make it anew with: " + GeneratedFiles.Command);
        }
    }

    private static string RepositoryFolder([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
