// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System.Collections.Generic;
using EntryAsm.Linux.Kbuild;

namespace EntryAsm.Linux;

/// <summary>
/// Makes a <see cref="KernelConfig"/> of a kernel's own files, as that kernel's build reads them. Names the entry code does not know are passed over.
/// </summary>
public static class KernelBuild
{
    /// <summary>Reads a kernel's settings and offsets for its entry_64.</summary>
    /// <inheritdoc cref="Read(KernelRelease, string, string, string, string, string)"/>
    public static KernelConfig Read(string configFile, string config, string offsetsFile, string offsets) =>
        Read(KernelRelease.Linux50, "entry_64", configFile, config, offsetsFile, offsets);

    /// <summary>Reads a kernel's settings and offsets.</summary>
    /// <param name="release">Its release.</param>
    /// <param name="kernelFile">The file to assemble, entry_64 or entry_64_compat: what it does not need may be missing.</param>
    /// <param name="configFile">The name of <c>.config</c>, for messages.</param>
    /// <param name="config">Its contents.</param>
    /// <param name="offsetsFile">The name of <c>asm-offsets.h</c>, for messages.</param>
    /// <param name="offsets">Its contents.</param>
    /// <exception cref="KernelFileException">A line makes no sense, or offsets that the configuration needs are not there.</exception>
    public static KernelConfig Read(KernelRelease release, string kernelFile, string configFile, string config, string offsetsFile, string offsets)
    {
        var settings = new KernelSettings(configFile, config);
        settings.Require64Bit();
        var definitions = new AsmOffsets(offsetsFile, offsets);
        var isCompat = kernelFile == "entry_64_compat";
        var kernel = WithOffsets(Switches(settings), definitions);
        kernel = kernel with
        {
            Release = release,
            L1CacheShift = settings.Number(Kconfig.L1CacheShift, !isCompat, kernel.L1CacheShift),
        };
        if (kernel.Contradiction is { } contradiction)
            throw new KernelFileException(configFile, settings.LineOfNamed(contradiction), contradiction);
        definitions.Require(isCompat ? CompatOffsets(kernel) : NeededOffsets(kernel), settings);
        return kernel;
    }

    private static KernelConfig Switches(KernelSettings settings) => new()
    {
        Origin = new ConfigOrigin(settings.File, 0, isAuthors: false),
        Smp = settings.IsDefined(Kconfig.Smp),
        Preempt = settings.IsDefined(Kconfig.Preempt),
        LocalApic = settings.IsDefined(Kconfig.LocalApic),
        FiveLevelPaging = settings.IsDefined(Kconfig.FiveLevelPaging),
        Espfix64 = settings.IsDefined(Kconfig.Espfix64),
        Smap = settings.IsDefined(Kconfig.Smap),
        PageTableIsolation = settings.IsDefined(Kconfig.PageTableIsolation),
        Retpoline = settings.IsDefined(Kconfig.Retpoline),
        StackProtector = settings.IsDefined(Kconfig.StackProtector),
        FramePointer = settings.IsDefined(Kconfig.FramePointer),
        StackValidation = settings.IsDefined(Kconfig.StackValidation),
        JumpLabel = settings.IsDefined(Kconfig.JumpLabel),
        ContextTracking = settings.IsDefined(Kconfig.ContextTracking),
        TraceIrqFlags = settings.IsDefined(Kconfig.TraceIrqFlags),
        DynamicFtrace = settings.IsDefined(Kconfig.DynamicFtrace),
        DebugEntry = settings.IsDefined(Kconfig.DebugEntry),
        Kasan = settings.IsDefined(Kconfig.Kasan),
        KasanExtra = settings.IsDefined(Kconfig.KasanExtra),
        Stackleak = settings.IsDefined(Kconfig.Stackleak),
        Paravirt = settings.IsDefined(Kconfig.Paravirt),
        ParavirtXxl = settings.IsDefined(Kconfig.ParavirtXxl),
        XenPv = settings.IsDefined(Kconfig.XenPv),
        XenPvhvm = settings.IsDefined(Kconfig.XenPvhvm),
        HyperV = settings.IsEnabled(Kconfig.HyperV),
        KvmGuest = settings.IsDefined(Kconfig.KvmGuest),
        HaveKvm = settings.IsDefined(Kconfig.HaveKvm),
        Mce = settings.IsDefined(Kconfig.Mce),
        MceAmd = settings.IsDefined(Kconfig.MceAmd),
        MceThreshold = settings.IsDefined(Kconfig.MceThreshold),
        ThermalVector = settings.IsDefined(Kconfig.ThermalVector),
        IrqWork = settings.IsDefined(Kconfig.IrqWork),
        Uv = settings.IsDefined(Kconfig.Uv),
        Modules = settings.IsDefined(Kconfig.Modules),
        TrimUnusedKsyms = settings.IsDefined(Kconfig.TrimUnusedKsyms),
        ModVersions = settings.IsDefined(Kconfig.ModVersions),
        ModuleRelCrcs = settings.IsDefined(Kconfig.ModuleRelCrcs),
        Prel32Relocations = settings.IsDefined(Kconfig.Prel32Relocations),
    };

    private static KernelConfig WithOffsets(KernelConfig kernel, AsmOffsets offsets) => kernel with
    {
        TSS_sp0 = offsets.Offset(nameof(KernelConfig.TSS_sp0)),
        TSS_sp1 = offsets.Offset(nameof(KernelConfig.TSS_sp1)),
        TSS_sp2 = offsets.Offset(nameof(KernelConfig.TSS_sp2)),
        TSS_ist = offsets.Offset(nameof(KernelConfig.TSS_ist)),
        TASK_threadsp = offsets.Offset(nameof(KernelConfig.TASK_threadsp)),
        TASK_stack_canary = offsets.Offset(nameof(KernelConfig.TASK_stack_canary)),
        stack_canary_offset = offsets.Offset(nameof(KernelConfig.stack_canary_offset)),
        TLB_STATE_user_pcid_flush_mask = offsets.Offset(nameof(KernelConfig.TLB_STATE_user_pcid_flush_mask)),
        PTREGS_SIZE = offsets.Offset(nameof(KernelConfig.PTREGS_SIZE)),
        PV_CPU_usergs_sysret64 = offsets.Offset(nameof(KernelConfig.PV_CPU_usergs_sysret64)),
        PV_CPU_iret = offsets.Offset(nameof(KernelConfig.PV_CPU_iret)),
        PV_CPU_swapgs = offsets.Offset(nameof(KernelConfig.PV_CPU_swapgs)),
        PV_IRQ_save_fl = offsets.Offset(nameof(KernelConfig.PV_IRQ_save_fl)),
        PV_IRQ_irq_disable = offsets.Offset(nameof(KernelConfig.PV_IRQ_irq_disable)),
        PV_IRQ_irq_enable = offsets.Offset(nameof(KernelConfig.PV_IRQ_irq_enable)),
    };

    /// <summary>Which offsets the code of a configuration takes, and the setting that is the reason.</summary>
    private static IEnumerable<(string Offset, string Setting)> NeededOffsets(KernelConfig kernel)
    {
        foreach (var always in (string[])["TSS_sp0", "TSS_sp1", "TSS_sp2", "TSS_ist", "TASK_threadsp", "PTREGS_SIZE"])
            yield return (always, "");
        if (kernel.StackProtector)
        {
            yield return ("TASK_stack_canary", Kconfig.StackProtector);
            yield return ("stack_canary_offset", Kconfig.StackProtector);
        }

        if (kernel.PageTableIsolation)
            yield return ("TLB_STATE_user_pcid_flush_mask", Kconfig.PageTableIsolation);
        if (kernel.ParavirtXxl)
        {
            foreach (var operation in (string[])["PV_CPU_usergs_sysret64", "PV_CPU_iret", "PV_CPU_swapgs", "PV_IRQ_irq_disable"])
                yield return (operation, Kconfig.ParavirtXxl);
            if (kernel.DebugEntry)
                yield return ("PV_IRQ_save_fl", Kconfig.DebugEntry);
        }
    }

    private static IEnumerable<(string Offset, string Setting)> CompatOffsets(KernelConfig kernel)
    {
        yield return ("TSS_sp1", "");
        if (kernel.PageTableIsolation)
            yield return ("TLB_STATE_user_pcid_flush_mask", Kconfig.PageTableIsolation);
        if (kernel.ParavirtXxl)
            yield return ("PV_CPU_swapgs", Kconfig.ParavirtXxl);
    }
}
