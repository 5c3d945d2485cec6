// SPDX-License-Identifier: MIT
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>An interrupt that a debugger can cause while the machine stands still.</summary>
/// <param name="Name">What a message calls it.</param>
/// <param name="Counter">The symbol of the kernel where it counts those it has handled.</param>
/// <param name="Send">Causes it.</param>
internal sealed record Injection(string Name, string Counter, Action<GdbConnection> Send)
{
    public static Injection Nmi { get; } = new("an NMI", "nmi_count", gdb => gdb.Monitor("nmi"));

    /// <summary>A maskable interrupt: it arrives as soon as the interrupt flag is set.</summary>
    public static Injection Maskable { get; } = new("an interrupt", "interrupt_count", SendMessage);

    /// <summary>The address of a message-signalled interrupt is that of the local APICs, its data the vector (Intel SDM vol. 3, 11.11).</summary>
    private static void SendMessage(GdbConnection gdb) => gdb.WritePhysical(HobbyKernel.Layout.LocalApicPhysical, BitConverter.GetBytes(Vectors.Debugger));
}
