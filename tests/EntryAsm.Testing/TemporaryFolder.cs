// SPDX-License-Identifier: MIT
namespace EntryAsm.Testing;

/// <summary>A folder outside the repository for one test, deleted with everything in it when the test is over.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>The full path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("entryasm-test-").FullName;

    /// <summary>The full path of a file in the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file.</summary>
    /// <returns>Its full path.</returns>
    public string Add(string name, byte[] content)
    {
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    /// <inheritdoc cref="Add(string, byte[])"/>
    public string Add(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    /// <summary>The content of a file.</summary>
    public byte[] Read(string name) => File.ReadAllBytes(this[name]);

    /// <summary>The paths of all files, those of subfolders too, relative to the folder, with slashes and in ordinal order.</summary>
    public string[] Files() =>
        [.. Directory.GetFiles(Path, "*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>Runs a program in the folder. It must succeed, and write nothing to standard error.</summary>
    /// <returns>What it wrote to standard output.</returns>
    public string Run(string program, params IEnumerable<string> arguments) => new Command(program, arguments) { Folder = Path }.Run().SucceededSilently().Output;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
