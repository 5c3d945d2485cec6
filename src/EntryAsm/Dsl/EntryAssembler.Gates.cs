// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace EntryAsm;

public abstract partial class EntryAssembler
{
    /// <summary>Names the entry point of an interrupt vector; the object's <see cref="EntryObject.Gates"/> hold it for the code that fills the interrupt descriptor table.</summary>
    /// <param name="vector">0 to 255, each once.</param>
    /// <param name="entry">The entry point.</param>
    /// <param name="hasErrorCode">True when the processor pushes an error code.</param>
    /// <param name="ist">Interrupt stack table index, 1 to 7; 0 for none.</param>
    /// <param name="dpl">Who may raise it with INT n: descriptor privilege level, 0 to 3.</param>
    /// <param name="type">Interrupt gate (interrupts off) or trap gate.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">A number is out of its range, or the vector has a gate already.</exception>
    public void gate(int vector, Symbol entry, bool hasErrorCode = false, int ist = 0, int dpl = 0, GateType type = GateType.Interrupt,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.AddGate(vector, entry, hasErrorCode, ist, dpl, type, file, line);
}
