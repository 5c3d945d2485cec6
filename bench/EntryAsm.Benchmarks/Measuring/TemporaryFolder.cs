// SPDX-License-Identifier: MIT
namespace EntryAsm.Benchmarks;

/// <summary>A folder that is gone when its user is.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entryasm-bench-");

    public string Path => folder.FullName;

    public string File(string name) => System.IO.Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}
