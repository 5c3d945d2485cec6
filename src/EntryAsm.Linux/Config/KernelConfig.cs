// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System.Runtime.CompilerServices;

namespace EntryAsm.Linux;

/// <summary>
/// The kernel the entry code is assembled for: every <c>CONFIG_</c> setting the code depends on, and the numbers it takes from the kernel's layout.
/// The defaults are those of an x86-64 defconfig of the era (Linux 4.20 to 5.0).
/// </summary>
/// <remarks>
/// The settings are here; the offsets of <c>asm-offsets.h</c>, vectors, processor features and memory layout in files of their own. Write
/// <c>new() { Preempt = true }</c>, or <c>config with { Preempt = true }</c> to change a copy.
/// </remarks>
public sealed partial record KernelConfig
{
    /// <summary>A defconfig kernel.</summary>
    /// <param name="file">The C# file that makes it, from the compiler: where a contradiction is reported.</param>
    /// <param name="line">Its line, from the compiler.</param>
    public KernelConfig([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Origin = new ConfigOrigin(file, line, true);

    /// <summary>The release whose code it is.</summary>
    public KernelRelease Release { get; init; } = KernelRelease.Linux50;

    /// <summary><c>CONFIG_SMP</c>: per-CPU variables are reached through <c>gs</c>, and other processors send interrupts.</summary>
    public bool Smp { get; init; } = true;

    /// <summary><c>CONFIG_PREEMPT</c>: a return to kernel code may switch to another task.</summary>
    public bool Preempt { get; init; }

    /// <summary><c>CONFIG_X86_LOCAL_APIC</c>: vectors from the local timer's on belong to the system.</summary>
    public bool LocalApic { get; init; } = true;

    /// <summary><c>CONFIG_X86_L1_CACHE_SHIFT</c>: log2 of the bytes of a cache line, 0 to 12.</summary>
    public int L1CacheShift { get; init; } = 6;

    /// <summary><c>CONFIG_X86_5LEVEL</c>: 57-bit addresses on processors that have them.</summary>
    public bool FiveLevelPaging { get; init; }

    /// <summary><c>CONFIG_X86_ESPFIX64</c>: an IRET to a 16-bit stack segment does not leak the upper half of the kernel's stack pointer.</summary>
    public bool Espfix64 { get; init; } = true;

    /// <summary><c>CONFIG_X86_SMAP</c>: entries clear RFLAGS.AC on processors with supervisor-mode access prevention.</summary>
    public bool Smap { get; init; } = true;

    /// <summary><c>CONFIG_PAGE_TABLE_ISOLATION</c>: user mode runs on page tables that lack the kernel.</summary>
    public bool PageTableIsolation { get; init; } = true;

    /// <summary><c>CONFIG_RETPOLINE</c>: indirect branches go through return trampolines.</summary>
    public bool Retpoline { get; init; } = true;

    /// <summary><c>CONFIG_STACKPROTECTOR</c>: a task switch installs the task's stack canary.</summary>
    public bool StackProtector { get; init; } = true;

    /// <summary><c>CONFIG_FRAME_POINTER</c>: rbp leads from frame to frame.</summary>
    public bool FramePointer { get; init; }

    /// <summary><c>CONFIG_STACK_VALIDATION</c>: unwind hints are written for objtool.</summary>
    public bool StackValidation { get; init; } = true;

    /// <summary><c>CONFIG_JUMP_LABEL</c>: rarely changed branches are patched at run time.</summary>
    public bool JumpLabel { get; init; } = true;

    /// <summary><c>CONFIG_CONTEXT_TRACKING</c>: the kernel is told when user mode is left.</summary>
    public bool ContextTracking { get; init; }

    /// <summary><c>CONFIG_TRACE_IRQFLAGS</c>: every change of the interrupt flag is reported.</summary>
    public bool TraceIrqFlags { get; init; }

    /// <summary><c>CONFIG_DYNAMIC_FTRACE</c>: function tracing plants breakpoints, so the debug entry keeps its stack safe from them.</summary>
    public bool DynamicFtrace { get; init; }

    /// <summary><c>CONFIG_DEBUG_ENTRY</c>: the entry code checks its own assumptions.</summary>
    public bool DebugEntry { get; init; }

    /// <summary><c>CONFIG_KASAN</c>: stacks are twice as large.</summary>
    public bool Kasan { get; init; }

    /// <summary><c>CONFIG_KASAN_EXTRA</c>: stacks are four times as large; from <see cref="KernelRelease.Linux501"/> on.</summary>
    public bool KasanExtra { get; init; }

    /// <summary><c>CONFIG_GCC_PLUGIN_STACKLEAK</c>: the kernel's stack is erased on the way to user mode; from <see cref="KernelRelease.Linux501"/> on.</summary>
    public bool Stackleak { get; init; }

    /// <summary><c>CONFIG_PARAVIRT</c>: the kernel can run as a guest that helps its hypervisor.</summary>
    public bool Paravirt { get; init; }

    /// <summary><c>CONFIG_PARAVIRT_XXL</c>: privileged instructions are patch sites, as Xen's PV guests need.</summary>
    public bool ParavirtXxl { get; init; }

    /// <summary><c>CONFIG_XEN_PV</c>: runs as a paravirtual guest of Xen.</summary>
    public bool XenPv { get; init; }

    /// <summary><c>CONFIG_XEN_PVHVM</c>: runs as a hardware-virtualised guest of Xen with event channels.</summary>
    public bool XenPvhvm { get; init; }

    /// <summary><c>IS_ENABLED(CONFIG_HYPERV)</c>: runs as a guest of Hyper-V; built in or a module.</summary>
    public bool HyperV { get; init; }

    /// <summary><c>CONFIG_KVM_GUEST</c>: runs as a guest of KVM, with asynchronous page faults.</summary>
    public bool KvmGuest { get; init; }

    /// <summary><c>CONFIG_HAVE_KVM</c>: may be a KVM host: posted interrupts.</summary>
    public bool HaveKvm { get; init; } = true;

    /// <summary><c>CONFIG_X86_MCE</c>: handles machine checks.</summary>
    public bool Mce { get; init; } = true;

    /// <summary><c>CONFIG_X86_MCE_AMD</c>: handles AMD's deferred errors.</summary>
    public bool MceAmd { get; init; } = true;

    /// <summary><c>CONFIG_X86_MCE_THRESHOLD</c>: handles AMD's error thresholds.</summary>
    public bool MceThreshold { get; init; } = true;

    /// <summary><c>CONFIG_X86_THERMAL_VECTOR</c>: handles thermal interrupts.</summary>
    public bool ThermalVector { get; init; } = true;

    /// <summary><c>CONFIG_IRQ_WORK</c>: work is queued from contexts that cannot run it.</summary>
    public bool IrqWork { get; init; } = true;

    /// <summary><c>CONFIG_X86_UV</c>: runs on SGI UV, whose hub sends broadcast-assist messages.</summary>
    public bool Uv { get; init; }

    /// <summary><c>CONFIG_MODULES</c>: symbols are exported to modules.</summary>
    public bool Modules { get; init; } = true;

    /// <summary>
    /// <c>CONFIG_TRIM_UNUSED_KSYMS</c>: only symbols that a module uses are exported, which the kernel's build finds out; until it has, none. From
    /// <see cref="KernelRelease.Linux501"/> on.
    /// </summary>
    public bool TrimUnusedKsyms { get; init; }

    /// <summary><c>CONFIG_MODVERSIONS</c>: an exported symbol has a checksum.</summary>
    public bool ModVersions { get; init; }

    /// <summary><c>CONFIG_MODULE_REL_CRCS</c>: the checksum is stored at a distance, not as the address of an absolute symbol.</summary>
    public bool ModuleRelCrcs { get; init; }

    /// <summary><c>CONFIG_HAVE_ARCH_PREL32_RELOCATIONS</c>: exported symbols are 32-bit distances instead of 64-bit addresses.</summary>
    public bool Prel32Relocations { get; init; } = true;

    /// <summary>Where the configuration was written.</summary>
    internal ConfigOrigin Origin { get; init; }
}
