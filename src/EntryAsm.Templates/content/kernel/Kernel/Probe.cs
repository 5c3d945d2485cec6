// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;

namespace MyKernel;

/// <summary>Instructions of Entry/KernelProbe.cs that raise exceptions.</summary>
internal static unsafe class Probe
{
    [RuntimeImport("*", "probe_breakpoint")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void Breakpoint();
}
