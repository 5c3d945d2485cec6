// SPDX-License-Identifier: MIT
using EntryAsm.Operands;

namespace EntryAsm;

/// <summary>A fact to pass to <see cref="EntryAssembler.expect"/> or <see cref="EntryAssembler.assume"/>.</summary>
public readonly struct Fact
{
    private Fact(FactKind kind, long value, int subject = 0, int register = -1) => (Kind, Value, Subject, HeldRegister) = (kind, value, subject, register);

    internal FactKind Kind { get; }

    internal int Subject { get; }

    internal int HeldRegister { get; }

    internal long Value { get; }

    internal EntryFact Stated(bool isAssumed) => new(Kind, isAssumed, 0, 0, Subject, HeldRegister, Value, SourceLocation.None);

    /// <summary>rsp is this many bytes below the top of what the processor pushed, or the call: 40 at an interrupt (48 with an error code), 8 at a function.</summary>
    /// <param name="bytes">The bytes.</param>
    public static Fact StackDepth(int bytes) => new(FactKind.StackDepth, bytes);

    /// <summary>A register holds what a register held at the entry, or a number.</summary>
    /// <param name="register">A 64-bit general register.</param>
    /// <param name="holds">A 64-bit general register, or a number.</param>
    /// <exception cref="ArgumentException">Either is something else.</exception>
    public static Fact Register(Op register, Op holds) => Holding(FactKind.Register, Number(register, nameof(register)), holds);

    /// <summary>Eight bytes of the stack hold what a register held at the entry, or a number.</summary>
    /// <param name="offset">Bytes from rsp.</param>
    /// <param name="holds">A 64-bit general register, or a number.</param>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public static Fact Slot(int offset, Op holds) => Holding(FactKind.Slot, offset, holds);

    /// <summary>The GS base is the kernel's, or the user's.</summary>
    /// <param name="isKernels">Whether it is the kernel's.</param>
    public static Fact GsBase(bool isKernels) => new(FactKind.GsBase, isKernels ? 1 : 0);

    /// <summary>CR3 has the kernel's page tables, or the user's.</summary>
    /// <param name="areKernels">Whether they are the kernel's.</param>
    public static Fact PageTables(bool areKernels) => new(FactKind.PageTables, areKernels ? 1 : 0);

    /// <summary>Interrupts are on, or off.</summary>
    /// <param name="areOn">Whether they are on.</param>
    public static Fact Interrupts(bool areOn) => new(FactKind.Interrupts, areOn ? 1 : 0);

    /// <summary>The direction flag is set, or clear.</summary>
    /// <param name="isSet">Whether it is set.</param>
    public static Fact Direction(bool isSet) => new(FactKind.Direction, isSet ? 1 : 0);

    /// <summary>AC is set, or clear.</summary>
    /// <param name="isSet">Whether it is set.</param>
    public static Fact AlignmentCheck(bool isSet) => new(FactKind.AlignmentCheck, isSet ? 1 : 0);

    /// <summary>
    /// To be assumed: from here on the code runs as the code it interrupted, on its stack and with its registers, like an NMI that restarts the exit path of another NMI. That path
    /// is followed from its own entry, and this path ends.
    /// </summary>
    public static Fact Resumed { get; } = new(FactKind.Resumed, 1);

    private static Fact Holding(FactKind kind, int subject, Op holds) =>
        holds.Form == OpForm.Immediate ? new Fact(kind, holds.Value, subject) : new Fact(kind, 0, subject, Number(holds, nameof(holds)));

    private static int Number(Op register, string name) => register.Form == OpForm.Register && register.Register is >= Iced.Intel.Register.RAX and <= Iced.Intel.Register.R15
        ? register.Register - Iced.Intel.Register.RAX
        : throw new ArgumentException("this is not a 64-bit general register" + (name == "holds" ? " or a number" : ""), name);
}
