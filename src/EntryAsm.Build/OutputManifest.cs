// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Build;

/// <summary>
/// The list of files that the last successful run wrote, one path a line. Its presence says that they are whole and current. Paths below the project's folder
/// are relative to it, so that a copied project does not touch the files of the one it was copied from.
/// </summary>
internal sealed class OutputManifest
{
    private readonly string root;
    private readonly string path;

    public OutputManifest(string projectDirectory, string path)
    {
        root = Path.GetFullPath(projectDirectory).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        this.path = Path.Combine(root, path);
    }

    /// <summary>The full paths.</summary>
    public IReadOnlyList<string> Read() =>
        File.Exists(path) ? [.. File.ReadAllLines(path, System.Text.Encoding.UTF8).Where(line => line.Length != 0).Select(line => Path.Combine(root, line))] : [];

    public void Write(IEnumerable<string> files)
    {
        var lines = files.Select(file => (file.StartsWith(root, StringComparison.Ordinal) ? file.Substring(root.Length) : file) + "\n");
        OutputFiles.WriteAll([new OutputFile(path, new UTF8Encoding(false).GetBytes(string.Concat(lines)))]);
    }

    public void Delete() => OutputFiles.DeleteAll([path]);
}
