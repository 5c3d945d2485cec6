// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.CompilerServices;
namespace HobbyKernel;
internal static class Machine
{
    [RuntimeImport("*", "outb_port")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern void outb(ushort port, byte value);
    internal static void Panic(string s){ for(int i=0;i<s.Length;i++) outb(0x3f8,(byte)s[i]); outb(0xf4, 0x10); while(true); }
    [RuntimeExport("kernel_main")]
    internal static unsafe void Main(ulong a){ Panic("Hello from C#\n"); }
}
