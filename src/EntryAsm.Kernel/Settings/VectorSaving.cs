// SPDX-License-Identifier: MIT
namespace EntryAsm.Kernel;

/// <summary>How a thread's x87, SSE and wider registers are saved when threads are switched. Areas are aligned to 64 bytes.</summary>
public enum VectorSaving
{
    /// <summary>Not at all: the kernel does it, or runs no code that uses them.</summary>
    None,

    /// <summary>FXSAVE: x87 and SSE, 512 bytes (Intel SDM vol. 1, 10.5).</summary>
    Fxsave,

    /// <summary>XSAVE with the components of <see cref="CpuArea.VectorComponents"/> (Intel SDM vol. 1, 13.7; CPUID.1:ECX[26]).</summary>
    Xsave,

    /// <summary>XSAVEOPT, which leaves out what has not changed (Intel SDM vol. 1, 13.9; CPUID.(0DH,1):EAX[0]).</summary>
    Xsaveopt,

    /// <summary>One of the three, by <see cref="CpuArea.VectorMethod"/>, which the kernel sets at boot to the number that it has here.</summary>
    AtBoot,
}
