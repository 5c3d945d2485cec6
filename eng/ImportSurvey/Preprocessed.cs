// SPDX-License-Identifier: MIT
using EntryAsm.Import.Text;

namespace EntryAsm.Import.Survey;

/// <summary>Sources that want the C preprocessor, preprocessed into a temporary folder; those on which it fails are left out.</summary>
/// <param name="command">The preprocessor; the file is added as the last word.</param>
internal sealed class Preprocessed(string command)
{
    private static readonly Dictionary<string, string> Origins = new(StringComparer.Ordinal);

    private readonly string folder = Directory.CreateTempSubdirectory("entryasm-cpp").FullName;

    /// <summary>The file that was preprocessed into this one; null where it is none of ours.</summary>
    public static string? Origin(string path) => Origins.GetValueOrDefault(path);

    public IEnumerable<string> Of(IReadOnlyList<string> sources)
    {
        var failed = 0;
        foreach (var source in sources)
        {
            var target = Path.Combine(folder, Origins.Count.ToString("000", System.Globalization.CultureInfo.InvariantCulture) + "-" + Path.ChangeExtension(Path.GetFileName(source), ".s"));
            try
            {
                File.WriteAllText(target, string.Join('\n', Preprocessing.Run(command + " -I" + Path.GetDirectoryName(source), source)) + "\n", System.Text.Encoding.Latin1);
                Origins[target] = source;
            }
            catch (ImportException)
            {
                failed++;
                continue;
            }

            yield return target;
        }

        Console.WriteLine("preprocessed: " + Origins.Count + ", not taken by the preprocessor: " + failed);
    }
}
