// SPDX-License-Identifier: MIT
using System.Diagnostics;
using EntryAsm.Import.Checking;

namespace EntryAsm.Import.Survey;

/// <summary>One source on its way.</summary>
internal sealed class SurveyCase(string path, string options)
{
    private byte[]? expected;

    public string Path { get; } = path;

    /// <summary>The file, as the report names it.</summary>
    public string Name => Preprocessed.Origin(Path) ?? System.IO.Path.GetFileName(Path);

    public ImportedModule? Module { get; private set; }

    /// <summary>The object of the C#, once it ran.</summary>
    public byte[]? Actual { get; set; }

    public Outcome Outcome { get; set; }

    public List<string> Reasons { get; } = [];

    public void AssembleAndImport()
    {
        expected = Assemble();
        if (expected is null)
            return;
        try
        {
            Module = Importer.Import(Path, new ImportOptions { ClassName = ClassName(), Namespace = "Survey", IncludeFolders = [System.IO.Path.GetDirectoryName(Path)!] });
        }
        catch (ImportException failure)
        {
            Outcome = Outcome.NotExpressible;
            Reasons.Add(failure.Message);
        }
        catch (Exception failure)
        {
            Outcome = Outcome.Failed;
            Reasons.Add(failure.ToString());
        }
    }

    public void Compare()
    {
        if (Actual is null || expected is null)
            return;
        Reasons.AddRange((Module!.Origin is { } origin ? FlatComparison.Compare(expected, ElfReader.Read(Actual, Name), origin, Module.Direct)
            : ObjectComparison.Compare(ElfFacts.Read(expected), ElfFacts.Read(Actual), Module.Syntax, Module.Direct)).Differences);
        Outcome = Reasons.Count == 0 ? Outcome.Equal : Outcome.NotEqual;
    }

    /// <summary>A source with an address is for a flat binary.</summary>
    private bool IsFlat() => File.ReadLines(Path).Any(static line => line.TrimStart('[', ' ', '\t').StartsWith("org ", StringComparison.OrdinalIgnoreCase));

    private static int count;

    private static string ClassName() => "Case" + (count++).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether the assembler takes a source with these options.</summary>
    public static bool IsTaken(string path, string options) => new SurveyCase(path, options).Assemble() is not null;

    /// <summary>What the assembler makes of a source; an object is that itself.</summary>
    private byte[]? Assemble()
    {
        if (Path.EndsWith(".o", StringComparison.Ordinal))
            return File.ReadAllBytes(Path);
        var output = System.IO.Path.GetTempFileName();
        try
        {
            var isNasm = Path.EndsWith(".asm", StringComparison.Ordinal);
            var start = new ProcessStartInfo(isNasm ? "nasm" : "as") { RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) };
            foreach (var argument in (string[])[.. isNasm ? (string[])["-f", IsFlat() ? "bin" : "elf64"] : ["--64"], .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "-I", System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!, "-o", output, System.IO.Path.GetFullPath(Path)])
                start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? File.ReadAllBytes(output) : null;
        }
        finally
        {
            File.Delete(output);
        }
    }
}
