// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>Gate types of 64-bit mode (Intel SDM vol. 3, 3.5, table 3-2).</summary>
public enum GateType : byte
{
    /// <summary>Clears RFLAGS.IF on entry.</summary>
    Interrupt = 14,

    /// <summary>Leaves RFLAGS.IF as it is.</summary>
    Trap = 15,
}

/// <summary>One entry of the interrupt descriptor table a module asks for (Intel SDM vol. 3, 6.14.1).</summary>
/// <param name="Vector">0 to 255.</param>
/// <param name="Symbol">Index into <see cref="EntryObject.Symbols"/> of the entry point.</param>
/// <param name="HasErrorCode">True when the processor pushes an error code.</param>
/// <param name="Ist">Interrupt stack table index, 1 to 7; 0 for none.</param>
/// <param name="Dpl">Descriptor privilege level, 0 to 3: who may raise it with INT n.</param>
/// <param name="Type">Interrupt or trap gate.</param>
/// <param name="Line">The C# line that asked for it.</param>
public sealed record EntryGate(int Vector, int Symbol, bool HasErrorCode, int Ist, int Dpl, GateType Type, SourceLocation Line);
