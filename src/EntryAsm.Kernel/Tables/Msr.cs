// SPDX-License-Identifier: MIT
namespace EntryAsm.Kernel;

/// <summary>Numbers of the model-specific registers that the kit uses (Intel SDM vol. 4, table 2-2; AMD APM vol. 2, appendix A).</summary>
internal static class Msr
{
    /// <summary>IA32_SPEC_CTRL.</summary>
    public const uint SpeculationControl = 0x48;

    /// <summary>IA32_PRED_CMD.</summary>
    public const uint PredictionCommand = 0x49;

    /// <summary>IA32_EFER.</summary>
    public const uint Efer = 0xc000_0080;

    /// <summary>IA32_STAR: selectors of SYSCALL and SYSRET.</summary>
    public const uint Star = 0xc000_0081;

    /// <summary>IA32_LSTAR: where SYSCALL leads.</summary>
    public const uint SyscallTarget = 0xc000_0082;

    /// <summary>IA32_FMASK: the flags that SYSCALL clears.</summary>
    public const uint SyscallFlags = 0xc000_0084;

    /// <summary>IA32_FS_BASE.</summary>
    public const uint FsBase = 0xc000_0100;

    /// <summary>IA32_GS_BASE.</summary>
    public const uint GsBase = 0xc000_0101;

    /// <summary>IA32_KERNEL_GS_BASE: the other base of SWAPGS.</summary>
    public const uint OtherGsBase = 0xc000_0102;

    /// <summary>IA32_FRED_CONFIG: the page that events lead to.</summary>
    public const uint FredConfiguration = 0x1d4;
}
