// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>Modules as files.</summary>
internal static class TemporaryFolderExtensions
{
    /// <summary>Writes a module as an object and gives back its full path.</summary>
    public static string AddObject(this TemporaryFolder folder, string name, EntryAssembler module) => folder.Add(name, ElfWriter.Write(module.Build()));
}
