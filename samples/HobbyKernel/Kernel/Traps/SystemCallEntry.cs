// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>The registers that SYSCALL and SYSRET take their targets from (Intel SDM vol. 3, 5.8.8).</summary>
internal static class SystemCallEntry
{
    /// <summary>Flags that SYSCALL clears, as the entry code expects.</summary>
    private const ulong Mask = Cpu.FlagTrap | Cpu.FlagDirection | Cpu.FlagInterrupt | Cpu.FlagIoPrivilege | Cpu.FlagAlignmentCheck | Cpu.FlagNestedTask;

    public static void Enable()
    {
        const ulong user32 = (ulong)(EntryLayout.USER_DS - 8);
        Cpu.WriteMsr(Cpu.MsrStar, user32 << 48 | (ulong)EntryLayout.KERNEL_CS << 32);
        Cpu.WriteMsr(Cpu.MsrLstar, EntryCode.SyscallEntry);
        Cpu.WriteMsr(Cpu.MsrCstar, EntryCode.CompatibilitySyscallEntry);
        Cpu.WriteMsr(Cpu.MsrSyscallMask, Mask);
    }
}
