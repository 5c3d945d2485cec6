// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

/// <summary>An exception and the function that handles it: <c>void (TrapFrame *)</c>.</summary>
/// <param name="Vector">0 to 31.</param>
/// <param name="Handler">The function.</param>
public sealed record ExceptionRow(int Vector, Symbol Handler);

/// <summary>What the processor does at each exception (Intel SDM vol. 3, table 6-1; AMD APM vol. 2, 8.2), and how the kit enters it.</summary>
internal static class ExceptionKinds
{
    /// <summary>Debug exception.</summary>
    public const int Debug = 1;

    /// <summary>Non-maskable interrupt.</summary>
    public const int Nmi = 2;

    /// <summary>Breakpoint (INT3).</summary>
    public const int Breakpoint = 3;

    /// <summary>Overflow (INTO).</summary>
    public const int Overflow = 4;

    /// <summary>Double fault.</summary>
    public const int DoubleFault = 8;

    /// <summary>Segment not present.</summary>
    public const int NotPresent = 11;

    /// <summary>General protection.</summary>
    public const int Protection = 13;

    /// <summary>Machine check.</summary>
    public const int MachineCheck = 18;

    /// <summary>VMM communication (AMD APM vol. 2, 15.35.5).</summary>
    public const int VmmCommunication = 29;

    /// <summary>Whether the processor pushes an error code.</summary>
    public static bool HasErrorCode(int vector) => vector is 8 or >= 10 and <= 14 or 17 or 21 or 29 or 30;

    /// <summary>The entry of the interrupt stack table: for what may come where rsp or gs is the user's, or the stack is what failed.</summary>
    public static int StackOf(int vector) => vector switch { Debug => 1, Nmi => 2, DoubleFault => 3, MachineCheck => 4, _ => 0 };

    /// <summary>Whether the saved cs does not tell whose GS base is in force: it may come between SYSCALL and SWAPGS.</summary>
    public static bool IsParanoid(int vector) => StackOf(vector) != 0 || vector == VmmCommunication;

    /// <summary>Who may raise it by an instruction: ring 3 has INT3 and INTO.</summary>
    public static int PrivilegeOf(int vector) => vector is Breakpoint or Overflow ? 3 : 0;

    /// <summary>Whether IRETQ, or a load of gs, raises it for what it is given (Intel SDM vol. 2, IRET; MOV).</summary>
    public static bool MayComeWithUserGs(int vector) => vector is >= NotPresent and <= Protection;
}
