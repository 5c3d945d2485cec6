// SPDX-License-Identifier: MIT
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>The linked kernel, made once a process.</summary>
internal static class KernelImage
{
    private static readonly Lazy<string> FirstWay = new(() => Link("linked"));
    private static readonly Lazy<string> ThirdWay = new(() => Link("source"));

    /// <summary>A machine under load is slow; a hung kernel costs this long.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The path of the kernel whose entry code ld linked.</summary>
    public static string Linked => FirstWay.Value;

    /// <summary>The path of the kernel whose entry code links itself.</summary>
    public static string FromSource => ThirdWay.Value;

    private static string Link(string form)
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var kernel = folder["kernel.elf"];
        KernelLinker.Link(KernelLinker.ObjectFolder(form), kernel);
        return kernel;
    }
}
