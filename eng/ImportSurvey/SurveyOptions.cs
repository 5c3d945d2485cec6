// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Import.Survey;

/// <summary>What the command line asks for.</summary>
internal sealed record SurveyOptions(List<(string Path, string Options)> Cases, bool IsQuiet, double Least, int MostReasons)
{
    public static SurveyOptions Parse(string[] args)
    {
        var cases = new List<(string, string)>();
        var (quiet, least, reasons) = (false, 0.0, 3);
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
                case "--gas":
                    cases.AddRange(GasSuite.Files(GasArchive.Unpack(Directory.CreateTempSubdirectory("entryasm-gas").FullName)));
                    break;
                case "--list":
                    var list = args[++i];
                    cases.AddRange(File.ReadLines(list).Where(static line => line.Length > 0).Select(line => Row(line, Path.GetDirectoryName(Path.GetFullPath(list))!)));
                    break;
                default:
                    cases.AddRange(Directory.Exists(args[i]) ? Directory.GetFiles(args[i], "*.s").Order(StringComparer.Ordinal).Select(static path => (path, "")) : [(args[i], "")]);
                    break;
            }
        }

        return new SurveyOptions(cases, quiet, least, reasons);
    }

    private static (string, string) Row(string line, string folder)
    {
        var parts = line.Split('\t', 2);
        return (Path.Combine(folder, parts[0]), parts.Length > 1 ? parts[1] : "");
    }
}
