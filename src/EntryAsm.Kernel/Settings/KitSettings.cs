// SPDX-License-Identifier: MIT
#nullable enable
using EntryAsm;

namespace EntryAsm.Kernel;

/// <summary>What the kit's code is made for. The defaults suit a 64-bit processor of 2019 or later with SMAP and FXSAVE, and a kernel that maps itself everywhere.</summary>
/// <remarks>All of it is decided when the module is assembled. A setting that needs a feature of the processor names the feature's CPUID bit.</remarks>
public sealed record KitSettings
{
    /// <summary>
    /// Ring 3 runs on page tables of its own that map no more of the kernel than the entry code and the CPU areas (CVE-2017-5754, Meltdown). Every entry from ring 3 and every way
    /// back writes CR3, and an interrupt from ring 3 moves its frame from the entry stack to the thread's.
    /// </summary>
    public bool PageTableIsolation { get; init; }

    /// <summary>
    /// The values for CR3 carry process-context identifiers, and paranoid entries restore CR3 without flushing the TLB (Intel SDM vol. 3, 4.10.1; CPUID.1:ECX[17]). Needs
    /// <see cref="PageTableIsolation"/>; the kernel sets CR4.PCIDE and puts identifier and bit 63 into <see cref="CpuArea.KernelCr3"/> and <see cref="CpuArea.UserCr3"/>.
    /// </summary>
    public bool ProcessContextIdentifiers { get; init; }

    /// <summary>LFENCE after each conditional SWAPGS, on both sides of the condition (CVE-2019-1125). One instruction per side.</summary>
    public bool FenceSwapgs { get; init; } = true;

    /// <summary>The user's registers are cleared once they are saved, so that C cannot use them in speculation (CVE-2017-5753). Fourteen XORs per entry.</summary>
    public bool ClearRegisters { get; init; } = true;

    /// <summary>How calls through a register are made (CVE-2017-5715, Spectre variant 2).</summary>
    public IndirectBranches IndirectBranches { get; init; } = IndirectBranches.Retpoline;

    /// <summary>The return stack buffer is filled on entries from ring 3 and at a thread switch (CVE-2017-5715, CVE-2018-15572; Intel, "Retpoline: A Branch Target Injection Mitigation", 3.2). 32 calls.</summary>
    public bool FillReturnStack { get; init; }

    /// <summary>VERW on every way to ring 3, which overwrites the processor's buffers (CVE-2018-12126 and related ones, CVE-2019-11135, CVE-2022-21166, CVE-2023-28746; CPUID.7.0:EDX[10]). One instruction.</summary>
    public bool ClearBuffers { get; init; }

    /// <summary>
    /// IA32_SPEC_CTRL is written on every entry from ring 3 and every way back: IBRS for the kernel (CVE-2017-5715, CVE-2022-29900; CPUID.7.0:EDX[26]). The values are
    /// <see cref="CpuArea.KernelSpeculation"/> and <see cref="CpuArea.UserSpeculation"/>. One WRMSR each way.
    /// </summary>
    public bool RestrictSpeculation { get; init; }

    /// <summary>An indirect branch prediction barrier at a switch to a thread with other page tables: IA32_PRED_CMD (CVE-2017-5715; CPUID.7.0:EDX[26]).</summary>
    public bool BarrierOnSwitch { get; init; }

    /// <summary>Everything that an indirect branch, a gate or SYSCALL leads to begins with ENDBR64 (Intel SDM vol. 1, 17.3; CPUID.7.0:EDX[20]). A no-op on other processors.</summary>
    public bool BranchTracking { get; init; } = true;

    /// <summary>CLAC at every entry, STAC and CLAC around copies from and to ring 3 (Intel SDM vol. 3, 4.6.1; CPUID.7.0:EBX[20]). Without the feature CLAC raises #UD.</summary>
    public bool AccessPrevention { get; init; } = true;

    /// <summary>
    /// CR4.FSGSBASE is set: ring 3 chooses its own GS base, so paranoid entries find the CPU area from rsp and do not test the base's sign (Intel SDM vol. 2, RDGSBASE; CPUID.7.0:EBX[0]).
    /// </summary>
    public bool BaseInstructions { get; init; }

    /// <summary>How a thread's vector registers are saved when threads are switched.</summary>
    public VectorSaving VectorSaving { get; init; } = VectorSaving.Fxsave;

    /// <summary>
    /// xmm0 to xmm15 and MXCSR are saved around every handler (FXSAVE, 512 bytes of stack), for handlers whose compiler uses them, as C# does. Handlers begin with MXCSR as C expects it, and must not use
    /// wider registers.
    /// </summary>
    public bool SaveVectorsAroundHandlers { get; init; }

    /// <summary>What the function that answers system calls is passed.</summary>
    public SystemCallConvention SystemCallConvention { get; init; } = SystemCallConvention.Frame;

    /// <summary>System calls run with interrupts on.</summary>
    public bool InterruptibleSystemCalls { get; init; } = true;

    /// <summary>A function that is called with the frame, interrupts off, before every return to ring 3: where signals are delivered and a thread that has used its time is switched. None by default.</summary>
    public Symbol? BeforeUser { get; init; }

    /// <summary>Where ring 3 ends: the first address that copies refuse. By default the end of the lower half with four levels of page tables, less a page.</summary>
    public long UserEnd { get; init; } = 0x7fff_ffff_f000;

    /// <summary>The selector of the kernel's code; that of its data is 8 more.</summary>
    public int KernelCode { get; init; } = 0x08;

    /// <summary>The selector of ring 3's data, with its privilege level; that of its 64-bit code is 8 more (SYSRET requires this: AMD APM vol. 2, 6.1.1).</summary>
    public int UserData { get; init; } = 0x1b;

    /// <summary>The selector of ring 3's 64-bit code.</summary>
    public int UserCode => UserData + 8;

    /// <summary>The selector of the kernel's data.</summary>
    public int KernelData => KernelCode + 8;

    /// <summary>After it and the user's code there is just room for the descriptor of the task, 16 bytes: <c>CpuArea.Descriptors</c> has 128.</summary>
    private const int LastUserData = 0x63;

    /// <summary>What contradicts itself in these settings, and what to do about it; null if nothing does.</summary>
    public string? Contradiction =>
        ProcessContextIdentifiers && !PageTableIsolation ? "ProcessContextIdentifiers is for the two sets of page tables of PageTableIsolation: set both, or neither"
        : (KernelCode & 7) != 0 || KernelCode is < 8 or > 0xff00 ? "KernelCode is a selector of ring 0 in the global table: a multiple of 8, from 8 on"
        : (UserData & 7) != 3 || UserData is < 8 or > 0xff00 ? "UserData is a selector of ring 3 in the global table: a multiple of 8, plus 3"
        : KernelData >= (UserData & ~7) || UserData > LastUserData ? "The kernel's two selectors come before the user's, and all have room in the 128 bytes of CpuArea.Descriptors: UserData is 63H at most"
        : UserEnd is <= 0 or > 1L << 56 || (UserEnd & 0xfff) != 0 ? "UserEnd is an address of the lower half, on a page"
        : null;
}
