// SPDX-License-Identifier: MIT
namespace EntryAsm.Kernel;

/// <summary>What the kit keeps of a thread while it does not run: offsets in bytes.</summary>
public static class ThreadContext
{
    /// <summary>rsp, which points at rbx, rbp, r12 to r15 and the return address.</summary>
    public const int Rsp = 0;

    /// <summary>The highest address of its stack in the kernel, a multiple of 16.</summary>
    public const int KernelStack = 8;

    /// <summary>CR3 of the kernel for this thread; 0 leaves CR3 as it is, for threads without memory of their own.</summary>
    public const int KernelCr3 = 16;

    /// <summary>CR3 of its ring 3, with page-table isolation.</summary>
    public const int UserCr3 = 24;

    /// <summary>Its FS base.</summary>
    public const int FsBase = 32;

    /// <summary>Its GS base in ring 3.</summary>
    public const int GsBase = 40;

    /// <summary>Where its vector registers are saved, a multiple of 64 that begins as zeros; 0 for a thread that has none.</summary>
    public const int Vectors = 48;

    /// <summary>Bytes of it all.</summary>
    public const int Size = 56;
}
