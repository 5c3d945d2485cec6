// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace HobbyKernel;

/// <summary>The functions of the entry module CpuModule.</summary>
internal static unsafe class Cpu
{
    public const uint MsrApicBase = 0x1b;
    public const uint MsrEfer = 0xc0000080;
    public const uint MsrStar = 0xc0000081;
    public const uint MsrLstar = 0xc0000082;
    public const uint MsrCstar = 0xc0000083;
    public const uint MsrSyscallMask = 0xc0000084;
    public const uint MsrGsBase = 0xc0000101;
    public const uint MsrKernelGsBase = 0xc0000102;

    public const ulong FlagTrap = 0x100;
    public const ulong FlagInterrupt = 0x200;
    public const ulong FlagDirection = 0x400;
    public const ulong FlagIoPrivilege = 0x3000;
    public const ulong FlagNestedTask = 0x4000;
    public const ulong FlagResume = 0x10000;
    public const ulong FlagAlignmentCheck = 0x40000;

    public const ulong Cr4PcidEnable = 1 << 17;
    public const ulong Cr4Smep = 1 << 20;
    public const ulong Cr4Smap = 1 << 21;
    public const ulong Cr4La57 = 1 << 12;

    [RuntimeImport("*", "outb_port")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void Out(ushort port, byte value);

    [RuntimeImport("*", "inb_port")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern byte In(ushort port);

    [RuntimeImport("*", "read_msr")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern ulong ReadMsr(uint register);

    [RuntimeImport("*", "write_msr")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void WriteMsr(uint register, ulong value);

    [RuntimeImport("*", "read_cr2")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern ulong ReadCr2();

    [RuntimeImport("*", "read_cr3")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern ulong ReadCr3();

    [RuntimeImport("*", "write_cr3")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void WriteCr3(ulong value);

    [RuntimeImport("*", "read_cr4")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern ulong ReadCr4();

    [RuntimeImport("*", "write_cr4")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void WriteCr4(ulong value);

    [RuntimeImport("*", "write_dr0")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void WriteDr0(ulong value);

    [RuntimeImport("*", "write_dr7")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void WriteDr7(ulong value);

    [RuntimeImport("*", "read_dr6")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern ulong ReadDr6();

    [RuntimeImport("*", "write_dr6")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void WriteDr6(ulong value);

    [RuntimeImport("*", "read_flags")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern ulong ReadFlags();

    [RuntimeImport("*", "read_rsp")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern ulong ReadRsp();

    [RuntimeImport("*", "query_cpuid")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void Cpuid(uint leaf, uint subleaf, CpuidResult* result);

    [RuntimeImport("*", "load_gdt")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void LoadGdt(DescriptorTablePointer* table, ulong codeSelector, ulong dataSelector);

    [RuntimeImport("*", "load_idt")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void LoadIdt(DescriptorTablePointer* table);

    [RuntimeImport("*", "load_task_register")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void LoadTaskRegister(ushort selector);

    [RuntimeImport("*", "store_gdt")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void StoreGdt(DescriptorTablePointer* table);

    [RuntimeImport("*", "store_idt")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void StoreIdt(DescriptorTablePointer* table);

    [RuntimeImport("*", "read_selectors")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void ReadSelectors(Selectors* selectors);

    [RuntimeImport("*", "enable_interrupts")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void EnableInterrupts();

    [RuntimeImport("*", "disable_interrupts")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void DisableInterrupts();

    /// <summary>int3 with every general register set to a value; the bits that were different afterwards.</summary>
    [RuntimeImport("*", "breakpoint_changes")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern ulong BreakpointChanges();

    /// <summary>Calls a function; the bits in which the registers it must keep were different afterwards.</summary>
    [RuntimeImport("*", "call_changes")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern ulong CallChanges(ulong function, ulong argument);

    [RuntimeImport("*", "clobber_vectors")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void ClobberVectors();

    [RuntimeImport("*", "halt")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void Halt();
}

internal struct Selectors
{
    public ushort Cs, Ds, Es, Ss, Fs, Gs, Task;
}

internal struct CpuidResult
{
    public uint Eax, Ebx, Ecx, Edx;
}
