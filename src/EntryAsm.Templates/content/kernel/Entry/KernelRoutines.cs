// SPDX-License-Identifier: MIT
using EntryAsm;
using EntryAsm.Kernel;

namespace MyKernel;

/// <summary>What C# calls: switches of threads, copies that may fault, and instructions that C# has no words for.</summary>
[EntryModule]
public sealed partial class KernelRoutines : KernelKit
{
    /// <inheritdoc/>
    protected override KitSettings Settings => Kit.Settings;

    /// <inheritdoc/>
    protected override void Assemble()
    {
        KernelFunctions();
        Instructions();
    }
}

/// <summary>From the loader to <c>kernel_main</c>, and the way of other processors.</summary>
[EntryModule]
public sealed partial class KernelBoot : KernelKit
{
    private static readonly Symbol kernel_main = Extern();

    /// <inheritdoc/>
    protected override KitSettings Settings => Kit.Settings;

    /// <inheritdoc/>
    protected override void Assemble()
    {
        PvhHeader();
        Multiboot2Header();
        StartUp(kernel_main);
        Trampoline();
    }
}
