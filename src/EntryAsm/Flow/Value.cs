// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>What a register or a stack slot holds: a base, interned in <see cref="Bases"/>, plus an offset in bytes. The default is what is not known.</summary>
/// <param name="Base">The number of the base.</param>
/// <param name="Offset">What is added to it.</param>
internal readonly record struct Value(int Base, long Offset)
{
    public const int UnknownBase = 0, ConstantBase = 1;

    public static Value Unknown => default;

    public bool Equals(Value other) => Base == other.Base && Offset == other.Offset;

    public override int GetHashCode() => Base * 397 ^ Offset.GetHashCode();

    /// <summary>Whether it is one of some values.</summary>
    public bool IsAmong(ReadOnlySpan<Value> values)
    {
        foreach (ref readonly var value in values)
        {
            if (value.Equals(this))
                return true;
        }

        return false;
    }

    public bool IsKnown => Base != UnknownBase;

    public bool IsConstant => Base == ConstantBase;

    public static Value Constant(long value) => new(ConstantBase, value);

    public Value Plus(long offset) => IsKnown ? new Value(Base, unchecked(Offset + offset)) : this;
}

/// <summary>What a base stands for; the numbers that belong to it are A, B, C and D of <see cref="BaseKey"/>.</summary>
internal enum BaseKind : byte
{
    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>Zero: the offset is the value.</summary>
    Constant,

    /// <summary>Register A (<see cref="MachineRegister"/>) of the code that was interrupted, or that called.</summary>
    Register,

    /// <summary>The stack at the entry, of <see cref="StackKind"/> A; the offset counts from the end of what was pushed by the processor or the call.</summary>
    Stack,

    /// <summary>The address of symbol A, which another object defines.</summary>
    Symbol,

    /// <summary>The start of section A.</summary>
    Section,

    /// <summary>The B bytes that memory at base A plus C held; D is the epoch of memory.</summary>
    Memory,

    /// <summary>The segment of register A (fs or gs), and in it base B.</summary>
    Segment,

    /// <summary>The return address that the calls of context A push.</summary>
    ReturnAddress,

    /// <summary>What the call or instruction A left in register B.</summary>
    Result,

    /// <summary>CR3: A is 0 for its value at the entry, 1 for a later one, and then the lowest two bits of B tell whose it was: 1 the kernel's, 2 the user's.</summary>
    PageTables,

    /// <summary>RFLAGS as instruction A pushed them.</summary>
    Flags,

    /// <summary>The upper half (A is 1) or all (A is 0) of the base of gs that is in force.</summary>
    GsBase,

    /// <summary>Different values where paths meet in state A: number B there.</summary>
    Joined,

    /// <summary>Operation A (<see cref="ValueOperation"/>) of base B plus C with D.</summary>
    Expression,

    /// <summary>No memory: a slot here holds by how much the number at base A plus C has grown since the entry.</summary>
    Counter,

    /// <summary>Base A plus C, unless a function that was given its address has changed it.</summary>
    PerhapsChanged,
}

/// <summary>The operations of <see cref="BaseKind.Expression"/>.</summary>
internal enum ValueOperation
{
    LowBytes,
    And,
    Or,
    Xor,
    Shl,
    Shr,
    Sar,

    /// <summary>Mixed with something that is not known, by the instruction with number D.</summary>
    Mix,
}

/// <summary>Registers as the analysis numbers them: 0 to 15 as in ModRM, then these.</summary>
internal static class MachineRegister
{
    public const int Rax = 0, Rcx = 1, Rdx = 2, Rbx = 3, Rsp = 4, Rbp = 5, Rsi = 6, Rdi = 7, R8 = 8, R9 = 9, R10 = 10, R11 = 11, R12 = 12, R13 = 13, R14 = 14, R15 = 15;

    /// <summary>How many general registers there are.</summary>
    public const int Count = 16;

    /// <summary>What the processor pushes, or SYSCALL keeps, of the code it interrupts.</summary>
    public const int Rip = 16, Rflags = 17, Cs = 18, Ss = 19;

    /// <summary>The address after a call.</summary>
    public const int ReturnAddress = 20;

    /// <summary>The error code an exception pushes.</summary>
    public const int ErrorCode = 21;

    /// <summary>What the caller must find again (psABI AMD64, 3.2.1).</summary>
    public const int CalleeSaved = 1 << Rbx | 1 << Rsp | 1 << Rbp | 1 << R12 | 1 << R13 | 1 << R14 | 1 << R15;

    /// <summary>The registers a function may leave changed (psABI AMD64, 3.2.1).</summary>
    public const int CallerSaved = ~CalleeSaved & 0xffff;

    private static readonly string[] names =
    [
        "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "rip", "rflags", "cs", "ss", "return address", "error code",
    ];

    public static string Name(int register) => names[register];
}

/// <summary>Which stack a routine finds when it is entered.</summary>
internal enum StackKind
{
    /// <summary>One the processor has pushed its frame on.</summary>
    Interrupt,

    /// <summary>One with a return address on it.</summary>
    Function,

    /// <summary>One with a frame that an unwind hint or a declaration describes.</summary>
    Declared,
}
