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
    private const string CacheShift = "CONFIG_X86_L1_CACHE_SHIFT";

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
            L1CacheShift = settings.Number(CacheShift, !isCompat, kernel.L1CacheShift),
        };
        if (kernel.Contradiction is { } contradiction)
            throw new KernelFileException(configFile, settings.LineOfNamed(contradiction), contradiction);
        definitions.Require(isCompat ? CompatOffsets(kernel) : NeededOffsets(kernel), settings);
        return kernel;
    }

    private static KernelConfig Switches(KernelSettings settings) => new()
    {
        Origin = new ConfigOrigin(settings.File, 0, isAuthors: false),
        Smp = settings.IsDefined("CONFIG_SMP"),
        Preempt = settings.IsDefined("CONFIG_PREEMPT"),
        LocalApic = settings.IsDefined("CONFIG_X86_LOCAL_APIC"),
        FiveLevelPaging = settings.IsDefined("CONFIG_X86_5LEVEL"),
        Espfix64 = settings.IsDefined("CONFIG_X86_ESPFIX64"),
        Smap = settings.IsDefined("CONFIG_X86_SMAP"),
        PageTableIsolation = settings.IsDefined("CONFIG_PAGE_TABLE_ISOLATION"),
        Retpoline = settings.IsDefined("CONFIG_RETPOLINE"),
        StackProtector = settings.IsDefined("CONFIG_STACKPROTECTOR"),
        FramePointer = settings.IsDefined("CONFIG_FRAME_POINTER"),
        StackValidation = settings.IsDefined("CONFIG_STACK_VALIDATION"),
        JumpLabel = settings.IsDefined("CONFIG_JUMP_LABEL"),
        ContextTracking = settings.IsDefined("CONFIG_CONTEXT_TRACKING"),
        TraceIrqFlags = settings.IsDefined("CONFIG_TRACE_IRQFLAGS"),
        DynamicFtrace = settings.IsDefined("CONFIG_DYNAMIC_FTRACE"),
        DebugEntry = settings.IsDefined("CONFIG_DEBUG_ENTRY"),
        Kasan = settings.IsDefined("CONFIG_KASAN"),
        KasanExtra = settings.IsDefined("CONFIG_KASAN_EXTRA"),
        Stackleak = settings.IsDefined("CONFIG_GCC_PLUGIN_STACKLEAK"),
        Paravirt = settings.IsDefined("CONFIG_PARAVIRT"),
        ParavirtXxl = settings.IsDefined("CONFIG_PARAVIRT_XXL"),
        XenPv = settings.IsDefined("CONFIG_XEN_PV"),
        XenPvhvm = settings.IsDefined("CONFIG_XEN_PVHVM"),
        HyperV = settings.IsEnabled("CONFIG_HYPERV"),
        KvmGuest = settings.IsDefined("CONFIG_KVM_GUEST"),
        HaveKvm = settings.IsDefined("CONFIG_HAVE_KVM"),
        Mce = settings.IsDefined("CONFIG_X86_MCE"),
        MceAmd = settings.IsDefined("CONFIG_X86_MCE_AMD"),
        MceThreshold = settings.IsDefined("CONFIG_X86_MCE_THRESHOLD"),
        ThermalVector = settings.IsDefined("CONFIG_X86_THERMAL_VECTOR"),
        IrqWork = settings.IsDefined("CONFIG_IRQ_WORK"),
        Uv = settings.IsDefined("CONFIG_X86_UV"),
        Modules = settings.IsDefined("CONFIG_MODULES"),
        TrimUnusedKsyms = settings.IsDefined("CONFIG_TRIM_UNUSED_KSYMS"),
        ModVersions = settings.IsDefined("CONFIG_MODVERSIONS"),
        ModuleRelCrcs = settings.IsDefined("CONFIG_MODULE_REL_CRCS"),
        Prel32Relocations = settings.IsDefined("CONFIG_HAVE_ARCH_PREL32_RELOCATIONS"),
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
            yield return ("TASK_stack_canary", "CONFIG_STACKPROTECTOR");
            yield return ("stack_canary_offset", "CONFIG_STACKPROTECTOR");
        }

        if (kernel.PageTableIsolation)
            yield return ("TLB_STATE_user_pcid_flush_mask", "CONFIG_PAGE_TABLE_ISOLATION");
        if (kernel.ParavirtXxl)
        {
            foreach (var operation in (string[])["PV_CPU_usergs_sysret64", "PV_CPU_iret", "PV_CPU_swapgs", "PV_IRQ_irq_disable"])
                yield return (operation, "CONFIG_PARAVIRT_XXL");
            if (kernel.DebugEntry)
                yield return ("PV_IRQ_save_fl", "CONFIG_DEBUG_ENTRY");
        }
    }

    private static IEnumerable<(string Offset, string Setting)> CompatOffsets(KernelConfig kernel)
    {
        yield return ("TSS_sp1", "");
        if (kernel.PageTableIsolation)
            yield return ("TLB_STATE_user_pcid_flush_mask", "CONFIG_PAGE_TABLE_ISOLATION");
        if (kernel.ParavirtXxl)
            yield return ("PV_CPU_swapgs", "CONFIG_PARAVIRT_XXL");
    }
}
