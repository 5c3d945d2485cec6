// SPDX-License-Identifier: MIT
using EntryAsm;

namespace HobbyKernel;

/// <summary>What the C# kernel must know of its entry modules.</summary>
public static class KernelModules
{
    /// <summary>Writes the C# that is compiled into the kernel. The objects that are linked came with the build of this project.</summary>
    /// <param name="folder">Where the C# goes.</param>
    /// <param name="entryAsSource">The entry code itself is wanted as C# too.</param>
    public static void WriteTo(string folder, bool entryAsSource)
    {
        Directory.CreateDirectory(folder);
        EntryObject perCpu = new PerCpuModule().Build(), entry = new KernelEntry().Build();
        WriteIfChanged(Path.Combine(folder, "EntryLayout.g.cs"), EntryLayoutSource.Write(perCpu, entry));
        if (!entryAsSource)
            return;
        WriteIfChanged(Path.Combine(folder, "KernelEntry.g.cs"), CSharpWriter.Write(entry, CSharpOptions.ForKernel));
        WriteIfChanged(Path.Combine(folder, "EntryExternals.g.cs"), EntryLayoutSource.WriteExternals(perCpu, entry));
    }

    /// <summary>An unchanged file keeps its time, so that nothing is compiled again.</summary>
    private static void WriteIfChanged(string path, string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != text)
            File.WriteAllText(path, text);
    }
}
