// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Import.Survey;

/// <summary>What the command line asks for.</summary>
internal sealed record SurveyOptions(List<(string Path, string Options)> Cases, bool IsQuiet, double Least, int MostReasons)
{
    public static SurveyOptions Parse(string[] args)
    {
        var cases = new List<(string, string)>();
        var (quiet, least, reasons, cpp) = (false, 0.0, 3, "");
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--quiet":
                    quiet = true;
                    break;
                case "--least":
                    least = double.Parse(args[++i], CultureInfo.InvariantCulture);
                    break;
                case "--reasons":
                    reasons = int.Parse(args[++i], CultureInfo.InvariantCulture);
                    break;
                case "--cpp":
                    cpp = args[++i];
                    break;
                case "--gas":
                    cases.AddRange(GasSuite.Files(GasArchive.Unpack(Directory.CreateTempSubdirectory("entryasm-gas").FullName)));
                    break;
                case "--libraries":
                    cases.AddRange(SystemLibraries.Unpack(Directory.CreateTempSubdirectory("entryasm-libraries").FullName).Select(static path => (path, "")));
                    break;
                case "--entry64":
                    cases.AddRange(EntryConfigurations.Assemble(Directory.CreateTempSubdirectory("entryasm-entry64").FullName, int.Parse(args[++i], CultureInfo.InvariantCulture)).Select(static path => (path, "")));
                    break;
                case "--list":
                    var list = args[++i];
                    cases.AddRange(File.ReadLines(list).Where(static line => line.Length > 0).Select(line => Row(line, Path.GetDirectoryName(Path.GetFullPath(list))!)));
                    break;
                default:
                    cases.AddRange(Sources(args[i], cpp).Select(static path => (path, "")));
                    break;
            }
        }

        return new SurveyOptions(cases, quiet, least, reasons);
    }

    /// <summary>A file, or the sources of a folder; with a preprocessor, those of all folders below, preprocessed.</summary>
    private static IEnumerable<string> Sources(string path, string cpp)
    {
        if (cpp.Length > 0)
            return new Preprocessed(cpp).Of(Directory.Exists(path) ? [.. Directory.GetFiles(path, "*.S", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [path]);
        return Directory.Exists(path) ? Directory.GetFiles(path, "*.s").Order(StringComparer.Ordinal) : [path];
    }

    private static (string, string) Row(string line, string folder)
    {
        var parts = line.Split('\t', 2);
        return (Path.Combine(folder, parts[0]), parts.Length > 1 ? parts[1] : "");
    }
}
