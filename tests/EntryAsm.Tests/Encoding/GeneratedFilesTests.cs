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
            var path = Path.Combine(RepositoryFolder(), "src", "EntryAsm", name);
            Assert.True(File.ReadAllText(path) == text, name + " is stale; make it anew with: " + GeneratedFiles.Command);
        }
    }

    [Fact]
    public void EveryMnemonicIsCallableWithEveryNumberOfOperands()
    {
        var methods = typeof(EntryAssembler).GetMethods().Where(method => method.GetParameters().Length >= 2)
            .Select(method => method.Name + "/" + (method.GetParameters().Length - 2)).ToHashSet(StringComparer.Ordinal);
        var missing = FormTable.Build().Select(form => form.Mnemonic.ToString().ToLowerInvariant() + "/" + form.Arity).Distinct().Where(name => !methods.Contains(name));
        Assert.Empty(missing);
    }

    private static string RepositoryFolder([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
