// SPDX-License-Identifier: MIT
using EntryAsm.Formats.Elf;
using EntryAsm.Kernel;
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>The self-tests of samples/HobbyKernel on the kit's entry code: linked with settings, once a process.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Settings">What the entry code is made for.</param>
internal sealed record KitBench(string Name, KitSettings Settings)
{
    /// <summary>Tests that the kernel runs: those of HobbyKernel but for the two of what only Linux' entry code has.</summary>
    public const int Tests = BootResult.AllTests - 2;

    private static readonly KitSettings Common = new() { KernelCode = 0x10, UserData = 0x2b, SaveVectorsAroundHandlers = true, InterruptibleSystemCalls = false, BeforeUser = EntryAssembler.Extern("before_user") };

    private readonly Lazy<string> linked = new(() => Link(Settings));

    /// <summary>The settings' defaults.</summary>
    public static KitBench Plain { get; } = new("plain", Common);

    /// <summary>Page-table isolation.</summary>
    public static KitBench Isolated { get; } = new("isolated", Common with { PageTableIsolation = true });

    /// <summary>All that older processors need.</summary>
    public static KitBench Hardened { get; } = new("hardened",
        Common with { PageTableIsolation = true, FillReturnStack = true, ClearBuffers = true, RestrictSpeculation = true, BarrierOnSwitch = true, BaseInstructions = true });

    /// <summary>With tagged page tables, which QEMU's emulation does not have.</summary>
    public static KitBench Tagged { get; } = new("tagged", Common with { PageTableIsolation = true, ProcessContextIdentifiers = true });

    public static IReadOnlyList<KitBench> All { get; } = [Plain, Isolated, Hardened, Tagged];

    /// <summary>The last line of a report without a failure.</summary>
    public static string LastLine { get; } = FormattableString.Invariant($"HobbyKernel: {Tests} tests passed");

    /// <summary>The path of the linked kernel.</summary>
    public string Kernel => linked.Value;

    /// <summary>What the kernel's command line has to say of the settings.</summary>
    public string CommandLine => Settings.PageTableIsolation ? "" : "nopti";

    private static string Link(KitSettings settings)
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        EntryAssembler[] modules = [new BenchEntry(settings), new BenchFunctions(settings), new BenchStart(settings), new BenchHandlers(settings), new CpuModule(), new KernelProbeModule(), new UserModule()];
        foreach (var module in modules)
            folder.Add(module.GetType().Name + ".o", ElfWriter.Write(module.Build()));
        folder.Run(KernelLinker.Program,
        [
            "-n", "-z", "noexecstack", "-T", Path.Combine(KernelLinker.ObjectFolder(), "kernel.ld"), "-e", "kit_start_pvh", "--defsym=kit_exception_table=ex_table_start", "--defsym=kit_exception_table_end=ex_table_end",
            "-o", "kernel.elf", Path.Combine(AppContext.BaseDirectory, "kit", "kernel.o"), .. modules.Select(static module => module.GetType().Name + ".o"),
        ]);
        return folder["kernel.elf"];
    }
}
