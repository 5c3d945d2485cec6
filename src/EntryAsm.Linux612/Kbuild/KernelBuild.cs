// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using EntryAsm.Linux.Kbuild;

namespace EntryAsm.Linux612;

/// <summary>Makes a <see cref="KernelConfig"/> of a kernel's own files, as that kernel's build reads them.</summary>
public static class KernelBuild
{
    /// <summary>Reads a kernel's settings and offsets.</summary>
    /// <param name="kernelFile">The file to assemble, one of <see cref="KernelFile.Names"/>: what it does not need may be missing.</param>
    /// <param name="configFile">The name of <c>.config</c>, for messages.</param>
    /// <param name="config">Its contents.</param>
    /// <param name="offsetsFile">The name of <c>asm-offsets.h</c>, for messages.</param>
    /// <param name="offsets">Its contents.</param>
    /// <exception cref="KernelFileException">A line makes no sense, or something that the file needs is not there.</exception>
    public static KernelConfig Read(string kernelFile, string configFile, string config, string offsetsFile, string offsets)
    {
        var settings = new KernelSettings(configFile, config);
        settings.Require64Bit();
        if (kernelFile == "ftrace_64")
            settings.Refuse("CONFIG_CFI_CLANG", "clang's checksums of types in front of functions are missing");
        var definitions = new AsmOffsets(offsetsFile, offsets);
        var kernel = WithOffsets(WithNumbers(Switches(settings), settings, kernelFile), definitions);
        if (kernel.Contradiction is { } contradiction)
            throw new KernelFileException(configFile, settings.LineOfNamed(contradiction), contradiction);
        definitions.Require(Needs.Offsets(kernelFile, kernel), settings);
        return kernel;
    }

    private static KernelConfig Switches(KernelSettings settings) => new()
    {
        Origin = new ConfigOrigin(settings.File, 0, isAuthors: false),
        Smp = settings.IsDefined(Kconfig.Smp),
        LocalApic = settings.IsDefined(Kconfig.LocalApic),
        Espfix64 = settings.IsDefined(Kconfig.Espfix64),
        KernelIbt = settings.IsDefined(Kconfig.KernelIbt),
        Cet = settings.IsDefined(Kconfig.Cet),
        Fred = settings.IsDefined(Kconfig.Fred),
        Ia32Emulation = settings.IsDefined(Kconfig.Ia32Emulation),
        Mce = settings.IsDefined(Kconfig.Mce),
        MceAmd = settings.IsDefined(Kconfig.MceAmd),
        MceThreshold = settings.IsDefined(Kconfig.MceThreshold),
        ThermalVector = settings.IsDefined(Kconfig.ThermalVector),
        IrqWork = settings.IsDefined(Kconfig.IrqWork),
        PostedMsi = settings.IsDefined(Kconfig.PostedMsi),
        Kvm = settings.IsEnabled(Kconfig.Kvm),
        KvmIntel = settings.IsEnabled(Kconfig.KvmIntel),
        AmdMemEncrypt = settings.IsDefined(Kconfig.AmdMemEncrypt),
        IntelTdxGuest = settings.IsDefined(Kconfig.IntelTdxGuest),
        ParavirtXxl = settings.IsDefined(Kconfig.ParavirtXxl),
        XenPv = settings.IsDefined(Kconfig.XenPv),
        XenPvhvm = settings.IsDefined(Kconfig.XenPvhvm),
        HyperV = settings.IsEnabled(Kconfig.HyperV),
        AcrnGuest = settings.IsEnabled(Kconfig.AcrnGuest),
        KvmGuest = settings.IsDefined(Kconfig.KvmGuest),
        PageTableIsolation = settings.IsDefined(Kconfig.PageTableIsolation),
        Retpoline = settings.IsDefined(Kconfig.Retpoline),
        Rethunk = settings.IsDefined(Kconfig.Rethunk),
        UnretEntry = settings.IsDefined(Kconfig.UnretEntry),
        Srso = settings.IsDefined(Kconfig.Srso),
        IbpbEntry = settings.IsDefined(Kconfig.IbpbEntry),
        IbrsEntry = settings.IsDefined(Kconfig.IbrsEntry),
        CallDepthTracking = settings.IsDefined(Kconfig.CallDepthTracking),
        Its = settings.IsDefined(Kconfig.Its),
        Sls = settings.IsDefined(Kconfig.Sls),
        Stackleak = settings.IsDefined(Kconfig.Stackleak),
        StackProtector = settings.IsDefined(Kconfig.StackProtector),
        Kasan = settings.IsDefined(Kconfig.Kasan),
        DebugEntry = settings.IsDefined(Kconfig.DebugEntry),
        CallThunksDebug = settings.IsDefined(Kconfig.CallThunksDebug),
        Kprobes = settings.IsDefined(Kconfig.Kprobes),
        FunctionTracer = settings.IsDefined(Kconfig.FunctionTracer),
        FunctionGraphTracer = settings.IsDefined(Kconfig.FunctionGraphTracer),
        DynamicFtrace = settings.IsDefined(Kconfig.DynamicFtrace),
        FramePointer = settings.IsDefined(Kconfig.FramePointer),

        // Always selected, through HAVE_STATIC_CALL_INLINE.
        Objtool = settings.IsDefined(Kconfig.Objtool, otherwise: true),
        NoinstrValidation = settings.IsDefined(Kconfig.NoinstrValidation),
        CallPadding = settings.IsDefined(Kconfig.CallPadding),
    };

    private static KernelConfig WithNumbers(KernelConfig kernel, KernelSettings settings, string kernelFile) => kernel with
    {
        L1CacheShift = settings.Number(Kconfig.L1CacheShift, Needs.CacheShift(kernelFile), kernel.L1CacheShift),
        FunctionAlignment = settings.Number(Kconfig.FunctionAlignment, Needs.FunctionAlignment(kernelFile, kernel), kernel.FunctionAlignment),
        PAGE_SHIFT = settings.Number(Kconfig.PAGE_SHIFT, false, kernel.PAGE_SHIFT),
    };

    private static KernelConfig WithOffsets(KernelConfig kernel, AsmOffsets offsets) => kernel with
    {
        TSS_sp0 = offsets.Offset(nameof(KernelConfig.TSS_sp0)),
        TSS_sp2 = offsets.Offset(nameof(KernelConfig.TSS_sp2)),
        TASK_threadsp = offsets.Offset(nameof(KernelConfig.TASK_threadsp)),
        TASK_stack_canary = offsets.Offset(nameof(KernelConfig.TASK_stack_canary)),
        FIXED_stack_canary = offsets.Offset(nameof(KernelConfig.FIXED_stack_canary)),
        TLB_STATE_user_pcid_flush_mask = offsets.Offset(nameof(KernelConfig.TLB_STATE_user_pcid_flush_mask)),
        X86_top_of_stack = offsets.Offset(nameof(KernelConfig.X86_top_of_stack)),
        X86_call_depth = offsets.Offset(nameof(KernelConfig.X86_call_depth)),
        PTREGS_SIZE = offsets.Offset(nameof(KernelConfig.PTREGS_SIZE)),
        PV_IRQ_save_fl = offsets.Offset(nameof(KernelConfig.PV_IRQ_save_fl)),
        XEN_vcpu_info_mask = offsets.Offset(nameof(KernelConfig.XEN_vcpu_info_mask)),
        XEN_vcpu_info_pending = offsets.Offset(nameof(KernelConfig.XEN_vcpu_info_pending)),
        XEN_vcpu_info_arch_cr2 = offsets.Offset(nameof(KernelConfig.XEN_vcpu_info_arch_cr2)),
    };
}
