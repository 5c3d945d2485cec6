// SPDX-License-Identifier: MIT
using EntryAsm.Linux;
using EntryAsm.Linux.Kbuild;

namespace EntryAsm.Tool.Kernels;

/// <summary>A release of Linux whose entry code can be assembled, and the files of it.</summary>
internal sealed record KernelPort(string Release, string[] Files, Func<string, KernelSources, EntryObject> Assemble)
{
    /// <summary>Every release there is.</summary>
    public static IReadOnlyList<KernelPort> All { get; } =
    [
        new("5.0", ["entry_64", "entry_64_compat"], (file, sources) => Linux50(KernelRelease.Linux50, file, sources)),
        new("5.0.1", ["entry_64", "entry_64_compat"], (file, sources) => Linux50(KernelRelease.Linux501, file, sources)),
        new("6.12", Linux612.KernelFile.Names, Linux612Of),
    ];

    /// <summary>The releases, for messages.</summary>
    public static string Releases => string.Join(", ", All.Select(static port => port.Release));

    /// <summary>The release that was asked for, else the one that the configuration's header names, else the first.</summary>
    /// <exception cref="ToolException">There is no such release.</exception>
    public static KernelPort Choose(string? release, KernelSources sources)
    {
        if (release is not null)
            return All.FirstOrDefault(port => port.Release == release) ?? throw new ToolException("there is no release '" + release + "'; there are " + Releases);
        var named = KernelSettings.ReleaseOf(sources.Config);
        if (named.Length == 0)
            return All[0];
        return All.FirstOrDefault(port => port.Release == Series(named))
            ?? throw new ToolException(sources.ConfigFile + ": is of release " + named + ", whose entry code may differ from what there is; say which to take by --release: " + Releases + " (of 6.12.117)");
    }

    /// <exception cref="ToolException">The release has no such file, or the kernel's files make no sense.</exception>
    public EntryObject Build(string file, KernelSources sources)
    {
        if (!Files.Contains(file, StringComparer.Ordinal))
            throw new ToolException("release " + Release + " has no file '" + file + "'; there are " + string.Join(", ", Files));
        try
        {
            return Assemble(file, sources);
        }
        catch (KernelFileException error)
        {
            throw new ToolException(error.Message);
        }
    }

    /// <summary>The release of the port that a kernel's own number stands for. Other stable releases may differ in what the port gives.</summary>
    private static string Series(string release) => release switch
    {
        "4.20.0" or "5.0.0" => "5.0",
        "6.12.117" => "6.12",
        _ => release,
    };

    private static EntryObject Linux50(KernelRelease release, string file, KernelSources sources)
    {
        var config = KernelBuild.Read(release, file, sources.ConfigFile, sources.Config, sources.OffsetsFile, sources.Offsets);
        return file == "entry_64" ? new Entry64(config).Build() : new Entry64Compat(config).Build();
    }

    private static EntryObject Linux612Of(string file, KernelSources sources) =>
        new Linux612.KernelFile(file, Linux612.KernelBuild.Read(file, sources.ConfigFile, sources.Config, sources.OffsetsFile, sources.Offsets)).Build();
}
