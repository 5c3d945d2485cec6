// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

/// <summary>What Kconfig calls the settings of <see cref="KernelConfig"/>, under the names they have there.</summary>
internal static class Kconfig
{
    public const string Smp = "CONFIG_SMP";
    public const string Preempt = "CONFIG_PREEMPT";
    public const string LocalApic = "CONFIG_X86_LOCAL_APIC";
    public const string FiveLevelPaging = "CONFIG_X86_5LEVEL";
    public const string Espfix64 = "CONFIG_X86_ESPFIX64";
    public const string Smap = "CONFIG_X86_SMAP";
    public const string PageTableIsolation = "CONFIG_PAGE_TABLE_ISOLATION";
    public const string Retpoline = "CONFIG_RETPOLINE";
    public const string StackProtector = "CONFIG_STACKPROTECTOR";
    public const string FramePointer = "CONFIG_FRAME_POINTER";
    public const string StackValidation = "CONFIG_STACK_VALIDATION";
    public const string JumpLabel = "CONFIG_JUMP_LABEL";
    public const string ContextTracking = "CONFIG_CONTEXT_TRACKING";
    public const string TraceIrqFlags = "CONFIG_TRACE_IRQFLAGS";
    public const string DynamicFtrace = "CONFIG_DYNAMIC_FTRACE";
    public const string DebugEntry = "CONFIG_DEBUG_ENTRY";
    public const string Kasan = "CONFIG_KASAN";
    public const string KasanExtra = "CONFIG_KASAN_EXTRA";
    public const string Stackleak = "CONFIG_GCC_PLUGIN_STACKLEAK";
    public const string Paravirt = "CONFIG_PARAVIRT";
    public const string ParavirtXxl = "CONFIG_PARAVIRT_XXL";
    public const string XenPv = "CONFIG_XEN_PV";
    public const string XenPvhvm = "CONFIG_XEN_PVHVM";
    public const string HyperV = "CONFIG_HYPERV";
    public const string KvmGuest = "CONFIG_KVM_GUEST";
    public const string HaveKvm = "CONFIG_HAVE_KVM";
    public const string Mce = "CONFIG_X86_MCE";
    public const string MceAmd = "CONFIG_X86_MCE_AMD";
    public const string MceThreshold = "CONFIG_X86_MCE_THRESHOLD";
    public const string ThermalVector = "CONFIG_X86_THERMAL_VECTOR";
    public const string IrqWork = "CONFIG_IRQ_WORK";
    public const string Uv = "CONFIG_X86_UV";
    public const string Modules = "CONFIG_MODULES";
    public const string TrimUnusedKsyms = "CONFIG_TRIM_UNUSED_KSYMS";
    public const string ModVersions = "CONFIG_MODVERSIONS";
    public const string ModuleRelCrcs = "CONFIG_MODULE_REL_CRCS";
    public const string Prel32Relocations = "CONFIG_HAVE_ARCH_PREL32_RELOCATIONS";
    public const string L1CacheShift = "CONFIG_X86_L1_CACHE_SHIFT";
}
