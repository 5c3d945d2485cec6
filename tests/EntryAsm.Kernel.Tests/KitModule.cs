// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Kernel.Tests;

/// <summary>A module with the kit's entry code, as an author's would be.</summary>
internal sealed class EntryModule(KitSettings settings) : KernelKit
{
    private static readonly int[] Vectors = [0, 1, 2, 3, 4, 6, 8, 11, 12, 13, 14, 17, 18];

    private static readonly Symbol handle_interrupt = Extern(), answer_system_call = Extern();

    public static Symbol BeforeUser { get; } = Extern("before_user");

    protected override KitSettings Settings => settings;

    protected override void Assemble()
    {
        EntryCode(handle_interrupt, answer_system_call, [.. Vectors.Select(vector => new ExceptionRow(vector, Extern("handle_" + vector.ToString(CultureInfo.InvariantCulture))))]);
        if (!settings.PageTableIsolation)
            Fred(handle_interrupt, handle_interrupt);
    }
}

/// <summary>The module beside it.</summary>
internal sealed class FunctionModule(KitSettings settings) : KernelKit
{
    protected override KitSettings Settings => settings;

    protected override void Assemble()
    {
        KernelFunctions();
        Instructions();
    }
}

/// <summary>The module that starts the kernel.</summary>
internal sealed class BootModule(KitSettings settings) : KernelKit
{
    private static readonly Symbol kernel_main = Extern();

    protected override KitSettings Settings => settings;

    protected override void Assemble()
    {
        PvhHeader();
        Multiboot2Header();
        LimineHeader();
        StartUp(kernel_main);
        StartByLimine(kernel_main);
        Trampoline();
    }
}
