// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux612;

/// <summary>What Kconfig calls the settings of <see cref="KernelConfig"/>, under the names they have there.</summary>
internal static class Kconfig
{
    public const string Smp = "CONFIG_SMP";
    public const string LocalApic = "CONFIG_X86_LOCAL_APIC";
    public const string Espfix64 = "CONFIG_X86_ESPFIX64";
    public const string KernelIbt = "CONFIG_X86_KERNEL_IBT";
    public const string Cet = "CONFIG_X86_CET";
    public const string Fred = "CONFIG_X86_FRED";
    public const string Ia32Emulation = "CONFIG_IA32_EMULATION";
    public const string Mce = "CONFIG_X86_MCE";
    public const string MceAmd = "CONFIG_X86_MCE_AMD";
    public const string MceThreshold = "CONFIG_X86_MCE_THRESHOLD";
    public const string ThermalVector = "CONFIG_X86_THERMAL_VECTOR";
    public const string IrqWork = "CONFIG_IRQ_WORK";
    public const string PostedMsi = "CONFIG_X86_POSTED_MSI";
    public const string Kvm = "CONFIG_KVM";
    public const string KvmIntel = "CONFIG_KVM_INTEL";
    public const string AmdMemEncrypt = "CONFIG_AMD_MEM_ENCRYPT";
    public const string IntelTdxGuest = "CONFIG_INTEL_TDX_GUEST";
    public const string ParavirtXxl = "CONFIG_PARAVIRT_XXL";
    public const string XenPv = "CONFIG_XEN_PV";
    public const string XenPvhvm = "CONFIG_XEN_PVHVM";
    public const string HyperV = "CONFIG_HYPERV";
    public const string AcrnGuest = "CONFIG_ACRN_GUEST";
    public const string KvmGuest = "CONFIG_KVM_GUEST";
    public const string PageTableIsolation = "CONFIG_MITIGATION_PAGE_TABLE_ISOLATION";
    public const string Retpoline = "CONFIG_MITIGATION_RETPOLINE";
    public const string Rethunk = "CONFIG_MITIGATION_RETHUNK";
    public const string UnretEntry = "CONFIG_MITIGATION_UNRET_ENTRY";
    public const string Srso = "CONFIG_MITIGATION_SRSO";
    public const string IbpbEntry = "CONFIG_MITIGATION_IBPB_ENTRY";
    public const string IbrsEntry = "CONFIG_MITIGATION_IBRS_ENTRY";
    public const string CallDepthTracking = "CONFIG_MITIGATION_CALL_DEPTH_TRACKING";
    public const string Its = "CONFIG_MITIGATION_ITS";
    public const string Sls = "CONFIG_MITIGATION_SLS";
    public const string Stackleak = "CONFIG_GCC_PLUGIN_STACKLEAK";
    public const string StackProtector = "CONFIG_STACKPROTECTOR";
    public const string Kasan = "CONFIG_KASAN";
    public const string DebugEntry = "CONFIG_DEBUG_ENTRY";
    public const string CallThunksDebug = "CONFIG_CALL_THUNKS_DEBUG";
    public const string Kprobes = "CONFIG_KPROBES";
    public const string FunctionTracer = "CONFIG_FUNCTION_TRACER";
    public const string FunctionGraphTracer = "CONFIG_FUNCTION_GRAPH_TRACER";
    public const string DynamicFtrace = "CONFIG_DYNAMIC_FTRACE";
    public const string FramePointer = "CONFIG_FRAME_POINTER";
    public const string Objtool = "CONFIG_OBJTOOL";
    public const string NoinstrValidation = "CONFIG_NOINSTR_VALIDATION";
    public const string CallPadding = "CONFIG_CALL_PADDING";
    public const string L1CacheShift = "CONFIG_X86_L1_CACHE_SHIFT";
    public const string FunctionAlignment = "CONFIG_FUNCTION_ALIGNMENT";
    public const string PAGE_SHIFT = "CONFIG_PAGE_SHIFT";
}
