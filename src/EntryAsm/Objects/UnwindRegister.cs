// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>The register the stack is found through (arch/x86/include/asm/orc_types.h, <c>ORC_REG_*</c>).</summary>
public enum UnwindRegister : byte
{
    /// <summary>None: there is no frame to unwind to.</summary>
    Undefined = 0,

    /// <summary>The previous frame's stack pointer.</summary>
    PreviousSp = 1,

    /// <summary>rdx.</summary>
    Dx = 2,

    /// <summary>rdi.</summary>
    Di = 3,

    /// <summary>rbp.</summary>
    Bp = 4,

    /// <summary>rsp.</summary>
    Sp = 5,

    /// <summary>r10.</summary>
    R10 = 6,

    /// <summary>r13.</summary>
    R13 = 7,

    /// <summary>What rbp points at.</summary>
    BpIndirect = 8,

    /// <summary>What rsp points at.</summary>
    SpIndirect = 9,
}
