// SPDX-License-Identifier: GPL-2.0-only
#nullable enable
using System.Runtime.CompilerServices;

namespace EntryAsm.Linux612;

/// <summary>
/// The kernel the entry code is assembled for: every <c>CONFIG_</c> setting the code depends on, and the numbers it takes from the kernel's layout.
/// The defaults are those of an x86-64 defconfig of Linux 6.12.
/// </summary>
/// <remarks>
/// The settings are here; the offsets of <c>asm-offsets.h</c>, vectors, processor features and memory layout in files of their own. Write
/// <c>new() { Fred = true }</c>, or <c>config with { Fred = true }</c> to change a copy.
/// </remarks>
public sealed partial record KernelConfig
{
    /// <summary>A defconfig kernel.</summary>
    /// <param name="file">The C# file that makes it, from the compiler: where a contradiction is reported.</param>
    /// <param name="line">Its line, from the compiler.</param>
    public KernelConfig([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Origin = new ConfigOrigin(file, line, true);

    // Processor and memory.

    /// <summary><c>CONFIG_SMP</c>: per-CPU variables are reached through <c>gs</c>, and other processors send interrupts.</summary>
    public bool Smp { get; init; } = true;

    /// <summary><c>CONFIG_X86_LOCAL_APIC</c>: the system's own vectors have entries.</summary>
    public bool LocalApic { get; init; } = true;

    /// <summary><c>CONFIG_X86_ESPFIX64</c>: an IRET to a 16-bit stack segment does not leak the upper half of the kernel's stack pointer.</summary>
    public bool Espfix64 { get; init; } = true;

    /// <summary><c>CONFIG_X86_KERNEL_IBT</c>: indirect branches must end at ENDBR64 (Intel SDM vol. 1, 17.3).</summary>
    public bool KernelIbt { get; init; } = true;

    /// <summary><c>CONFIG_X86_CET</c>: the control-protection exception has an entry; set with <see cref="KernelIbt"/> or user shadow stacks.</summary>
    public bool Cet { get; init; } = true;

    /// <summary><c>CONFIG_X86_FRED</c>: flexible return and event delivery, on processors that have it.</summary>
    public bool Fred { get; init; }

    /// <summary><c>CONFIG_IA32_EMULATION</c>: 32-bit programs run.</summary>
    public bool Ia32Emulation { get; init; } = true;

    // Interrupts and exceptions.

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

    /// <summary><c>CONFIG_X86_POSTED_MSI</c>: devices' interrupts are collected in memory and announced by one vector.</summary>
    public bool PostedMsi { get; init; }

    /// <summary><c>IS_ENABLED(CONFIG_KVM)</c>: may be a KVM host: posted interrupts. Built in or a module.</summary>
    public bool Kvm { get; init; }

    /// <summary><c>IS_ENABLED(CONFIG_KVM_INTEL)</c>: a KVM host on Intel: NMIs and FRED events that stop a guest. Built in or a module.</summary>
    public bool KvmIntel { get; init; }

    // Guests.

    /// <summary><c>CONFIG_AMD_MEM_ENCRYPT</c>: may be a guest with encrypted state, which handles #VC.</summary>
    public bool AmdMemEncrypt { get; init; }

    /// <summary><c>CONFIG_INTEL_TDX_GUEST</c>: may be a guest of TDX, which handles #VE.</summary>
    public bool IntelTdxGuest { get; init; }

    /// <summary><c>CONFIG_PARAVIRT_XXL</c>: privileged operations go through <c>pv_ops</c>, as Xen's PV guests need.</summary>
    public bool ParavirtXxl { get; init; }

    /// <summary><c>CONFIG_XEN_PV</c>: runs as a paravirtual guest of Xen.</summary>
    public bool XenPv { get; init; }

    /// <summary><c>CONFIG_XEN_PVHVM</c>: runs as a hardware-virtualised guest of Xen with event channels.</summary>
    public bool XenPvhvm { get; init; }

    /// <summary><c>IS_ENABLED(CONFIG_HYPERV)</c>: runs as a guest of Hyper-V; built in or a module.</summary>
    public bool HyperV { get; init; }

    /// <summary><c>IS_ENABLED(CONFIG_ACRN_GUEST)</c>: runs as a guest of ACRN.</summary>
    public bool AcrnGuest { get; init; }

    /// <summary><c>CONFIG_KVM_GUEST</c>: runs as a guest of KVM, with asynchronous page faults.</summary>
    public bool KvmGuest { get; init; } = true;

    // Mitigations.

    /// <summary><c>CONFIG_MITIGATION_PAGE_TABLE_ISOLATION</c>: user mode runs on page tables that lack the kernel (Meltdown, CVE-2017-5754).</summary>
    public bool PageTableIsolation { get; init; } = true;

    /// <summary><c>CONFIG_MITIGATION_RETPOLINE</c>: indirect branches go through thunks (Spectre v2, CVE-2017-5715).</summary>
    public bool Retpoline { get; init; } = true;

    /// <summary><c>CONFIG_MITIGATION_RETHUNK</c>: returns go through a thunk that the kernel chooses at boot.</summary>
    public bool Rethunk { get; init; } = true;

    /// <summary><c>CONFIG_MITIGATION_UNRET_ENTRY</c>: entries untrain AMD's return predictor (Retbleed, CVE-2022-29900).</summary>
    public bool UnretEntry { get; init; } = true;

    /// <summary><c>CONFIG_MITIGATION_SRSO</c>: returns are made safe on Zen 1 to 4 (Inception, CVE-2023-20569).</summary>
    public bool Srso { get; init; } = true;

    /// <summary><c>CONFIG_MITIGATION_IBPB_ENTRY</c>: entries may throw away all branch predictions (Retbleed and Inception).</summary>
    public bool IbpbEntry { get; init; } = true;

    /// <summary><c>CONFIG_MITIGATION_IBRS_ENTRY</c>: entries may restrict speculation (Retbleed on Intel, CVE-2022-29901).</summary>
    public bool IbrsEntry { get; init; } = true;

    /// <summary><c>CONFIG_MITIGATION_CALL_DEPTH_TRACKING</c>: the return stack buffer is refilled before it runs empty (Retbleed on Skylake, CVE-2022-29901).</summary>
    public bool CallDepthTracking { get; init; } = true;

    /// <summary><c>CONFIG_MITIGATION_ITS</c>: indirect branches in the lower half of a cache line go through thunks (Indirect Target Selection, CVE-2024-28956).</summary>
    public bool Its { get; init; } = true;

    /// <summary><c>CONFIG_MITIGATION_SLS</c>: an INT3 follows every return and indirect jump (straight-line speculation, CVE-2021-26341).</summary>
    public bool Sls { get; init; }

    // Hardening and debugging.

    /// <summary><c>CONFIG_GCC_PLUGIN_STACKLEAK</c>: the kernel's stack is erased on the way to user mode.</summary>
    public bool Stackleak { get; init; }

    /// <summary><c>CONFIG_STACKPROTECTOR</c>: a task switch installs the task's stack canary.</summary>
    public bool StackProtector { get; init; } = true;

    /// <summary><c>CONFIG_KASAN</c>: stacks are twice as large.</summary>
    public bool Kasan { get; init; }

    /// <summary><c>CONFIG_DEBUG_ENTRY</c>: the entry code checks its own assumptions.</summary>
    public bool DebugEntry { get; init; } = true;

    /// <summary><c>CONFIG_CALL_THUNKS_DEBUG</c>: call depth tracking counts what it does.</summary>
    public bool CallThunksDebug { get; init; }

    /// <summary><c>CONFIG_KPROBES</c>: entries are kept from kernel probes.</summary>
    public bool Kprobes { get; init; } = true;

    // Tracing and unwinding.

    /// <summary><c>CONFIG_FUNCTION_TRACER</c>: functions begin with a call for tracers; ftrace_64 is part of such kernels only.</summary>
    public bool FunctionTracer { get; init; } = true;

    /// <summary><c>CONFIG_FUNCTION_GRAPH_TRACER</c>: returns of functions are traced.</summary>
    public bool FunctionGraphTracer { get; init; }

    /// <summary><c>CONFIG_DYNAMIC_FTRACE</c>: the calls of tracers are patched in when needed.</summary>
    public bool DynamicFtrace { get; init; }

    /// <summary><c>CONFIG_FRAME_POINTER</c>: rbp leads from frame to frame.</summary>
    public bool FramePointer { get; init; }

    /// <summary><c>CONFIG_OBJTOOL</c>: unwind hints and annotations are written for objtool. Every x86-64 kernel of the era has it.</summary>
    public bool Objtool { get; init; } = true;

    /// <summary><c>CONFIG_NOINSTR_VALIDATION</c>: objtool checks that entries untrain the return predictor before they return.</summary>
    public bool NoinstrValidation { get; init; } = true;

    // Layout.

    /// <summary><c>CONFIG_CALL_PADDING</c>: functions have room in front of them for thunks.</summary>
    public bool CallPadding { get; init; } = true;

    /// <summary><c>CONFIG_FUNCTION_ALIGNMENT</c>: bytes that functions are aligned to, a power of two from 1 to 64.</summary>
    public int FunctionAlignment { get; init; } = 16;

    /// <summary><c>CONFIG_X86_L1_CACHE_SHIFT</c>: log2 of the bytes of a cache line, 0 to 12.</summary>
    public int L1CacheShift { get; init; } = 6;

    /// <summary>Where the configuration was written.</summary>
    internal ConfigOrigin Origin { get; init; }

    /// <summary>True where objtool checks that entries untrain the return predictor before they return.</summary>
    internal bool ValidatesUnret => NoinstrValidation && (UnretEntry || Srso);
}
