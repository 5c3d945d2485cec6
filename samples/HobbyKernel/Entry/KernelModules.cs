// SPDX-License-Identifier: MIT
using EntryAsm;

namespace HobbyKernel;

/// <summary>Every module the kernel is linked from, besides its C#.</summary>
public static class KernelModules
{
    /// <summary>Builds the modules, in the order in which they are linked.</summary>
    public static IReadOnlyList<EntryObject> Build() =>
    [
        new BootModule().Build(),
        new CpuModule().Build(),
        new PerCpuModule().Build(),
        new HandlerModule().Build(),
        new KernelProbeModule().Build(),
        new UserModule().Build(),
        new KernelEntry().Build(),
    ];

    /// <summary>Writes the objects that are linked and the C# that is compiled into the kernel.</summary>
    /// <param name="objectFolder">Where the objects go.</param>
    /// <param name="sourceFolder">Where the C# goes.</param>
    /// <param name="entryAsSource">The entry code itself goes among the C# instead of the objects.</param>
    public static void WriteTo(string objectFolder, string sourceFolder, bool entryAsSource)
    {
        Directory.CreateDirectory(objectFolder);
        Directory.CreateDirectory(sourceFolder);
        var modules = Build();
        foreach (var module in modules)
        {
            var name = module.Name[(module.Name.LastIndexOf('.') + 1)..];
            if (entryAsSource && name == nameof(KernelEntry))
                WriteIfChanged(Path.Combine(sourceFolder, name + ".g.cs"), CSharpWriter.Write(module, CSharpOptions.ForKernel));
            else
                File.WriteAllBytes(Path.Combine(objectFolder, name + ".o"), ElfWriter.Write(module));
        }

        WriteIfChanged(Path.Combine(sourceFolder, "EntryLayout.g.cs"), EntryLayoutSource.Write(modules));
        if (entryAsSource)
            WriteIfChanged(Path.Combine(sourceFolder, "EntryExternals.g.cs"), EntryLayoutSource.WriteExternals(modules));
    }

    /// <summary>An unchanged file keeps its time, so that nothing is compiled again.</summary>
    private static void WriteIfChanged(string path, string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != text)
            File.WriteAllText(path, text);
    }
}
