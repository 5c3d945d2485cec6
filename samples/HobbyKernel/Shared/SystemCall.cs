// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>What ring 3 may ask for, in rax.</summary>
internal static class SystemCall
{
    /// <summary>Nothing: comes back with <see cref="EchoResult"/>; what it does to the return path depends on the running test.</summary>
    public const int Echo = 1;

    /// <summary>The probe of a test has been stored; compare it.</summary>
    public const int Check = 2;

    /// <summary>Do the running test in ring 0.</summary>
    public const int KernelTest = 3;

    /// <summary>All tests are done.</summary>
    public const int Exit = 4;

    public const ulong EchoResult = 0x600d_ca11_600d_ca11;
}
