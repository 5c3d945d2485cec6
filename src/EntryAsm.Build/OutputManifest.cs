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
        this.path = Full(path);
    }

    /// <summary>The full path of one that may be relative to the project.</summary>
    public string Full(string relative) => Path.Combine(root, relative);

    /// <summary>The path as it is written down.</summary>
    public string Short(string full) => full.StartsWith(root, StringComparison.Ordinal) ? full.Substring(root.Length) : full;

    /// <summary>The full paths.</summary>
    public IReadOnlyList<string> Read() =>
        File.Exists(path) ? [.. File.ReadAllLines(path, System.Text.Encoding.UTF8).Where(line => line.Length != 0).Select(Full)] : [];

    public void Write(IEnumerable<string> files) =>
        OutputFiles.WriteAll([OutputFile.Written(path, "", new UTF8Encoding(false).GetBytes(string.Concat(files.Select(file => Short(file) + "\n"))))]);

    public void Delete() => OutputFiles.DeleteAll([path]);
}
