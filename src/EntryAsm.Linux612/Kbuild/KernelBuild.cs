// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using EntryAsm.Linux.Kbuild;

namespace EntryAsm.Linux612;

/// <summary>Makes a <see cref="KernelConfig"/> of a kernel's own files, as that kernel's build reads them.</summary>
public static class KernelBuild
{
    private const string CacheShift = "CONFIG_X86_L1_CACHE_SHIFT";
    private const string FunctionAlignment = "CONFIG_FUNCTION_ALIGNMENT";

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
        Smp = settings.IsDefined("CONFIG_SMP"),
        LocalApic = settings.IsDefined("CONFIG_X86_LOCAL_APIC"),
        Espfix64 = settings.IsDefined("CONFIG_X86_ESPFIX64"),
        KernelIbt = settings.IsDefined("CONFIG_X86_KERNEL_IBT"),
        Cet = settings.IsDefined("CONFIG_X86_CET"),
        Fred = settings.IsDefined("CONFIG_X86_FRED"),
        Ia32Emulation = settings.IsDefined("CONFIG_IA32_EMULATION"),
        Mce = settings.IsDefined("CONFIG_X86_MCE"),
        MceAmd = settings.IsDefined("CONFIG_X86_MCE_AMD"),
        MceThreshold = settings.IsDefined("CONFIG_X86_MCE_THRESHOLD"),
        ThermalVector = settings.IsDefined("CONFIG_X86_THERMAL_VECTOR"),
        IrqWork = settings.IsDefined("CONFIG_IRQ_WORK"),
        PostedMsi = settings.IsDefined("CONFIG_X86_POSTED_MSI"),
        Kvm = settings.IsEnabled("CONFIG_KVM"),
        KvmIntel = settings.IsEnabled("CONFIG_KVM_INTEL"),
        AmdMemEncrypt = settings.IsDefined("CONFIG_AMD_MEM_ENCRYPT"),
        IntelTdxGuest = settings.IsDefined("CONFIG_INTEL_TDX_GUEST"),
        ParavirtXxl = settings.IsDefined("CONFIG_PARAVIRT_XXL"),
        XenPv = settings.IsDefined("CONFIG_XEN_PV"),
        XenPvhvm = settings.IsDefined("CONFIG_XEN_PVHVM"),
        HyperV = settings.IsEnabled("CONFIG_HYPERV"),
        AcrnGuest = settings.IsEnabled("CONFIG_ACRN_GUEST"),
        KvmGuest = settings.IsDefined("CONFIG_KVM_GUEST"),
        PageTableIsolation = settings.IsDefined("CONFIG_MITIGATION_PAGE_TABLE_ISOLATION"),
        Retpoline = settings.IsDefined("CONFIG_MITIGATION_RETPOLINE"),
        Rethunk = settings.IsDefined("CONFIG_MITIGATION_RETHUNK"),
        UnretEntry = settings.IsDefined("CONFIG_MITIGATION_UNRET_ENTRY"),
        Srso = settings.IsDefined("CONFIG_MITIGATION_SRSO"),
        IbpbEntry = settings.IsDefined("CONFIG_MITIGATION_IBPB_ENTRY"),
        IbrsEntry = settings.IsDefined("CONFIG_MITIGATION_IBRS_ENTRY"),
        CallDepthTracking = settings.IsDefined("CONFIG_MITIGATION_CALL_DEPTH_TRACKING"),
        Its = settings.IsDefined("CONFIG_MITIGATION_ITS"),
        Sls = settings.IsDefined("CONFIG_MITIGATION_SLS"),
        Stackleak = settings.IsDefined("CONFIG_GCC_PLUGIN_STACKLEAK"),
        StackProtector = settings.IsDefined("CONFIG_STACKPROTECTOR"),
        Kasan = settings.IsDefined("CONFIG_KASAN"),
        DebugEntry = settings.IsDefined("CONFIG_DEBUG_ENTRY"),
        CallThunksDebug = settings.IsDefined("CONFIG_CALL_THUNKS_DEBUG"),
        Kprobes = settings.IsDefined("CONFIG_KPROBES"),
        FunctionTracer = settings.IsDefined("CONFIG_FUNCTION_TRACER"),
        FunctionGraphTracer = settings.IsDefined("CONFIG_FUNCTION_GRAPH_TRACER"),
        DynamicFtrace = settings.IsDefined("CONFIG_DYNAMIC_FTRACE"),
        FramePointer = settings.IsDefined("CONFIG_FRAME_POINTER"),

        // Always selected, through HAVE_STATIC_CALL_INLINE.
        Objtool = settings.IsDefined("CONFIG_OBJTOOL", otherwise: true),
        NoinstrValidation = settings.IsDefined("CONFIG_NOINSTR_VALIDATION"),
        CallPadding = settings.IsDefined("CONFIG_CALL_PADDING"),
    };

    private static KernelConfig WithNumbers(KernelConfig kernel, KernelSettings settings, string kernelFile) => kernel with
    {
        L1CacheShift = settings.Number(CacheShift, Needs.CacheShift(kernelFile), kernel.L1CacheShift),
        FunctionAlignment = settings.Number(FunctionAlignment, Needs.FunctionAlignment(kernelFile, kernel), kernel.FunctionAlignment),
        PAGE_SHIFT = settings.Number("CONFIG_PAGE_SHIFT", false, kernel.PAGE_SHIFT),
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
