// SPDX-License-Identifier: MIT
namespace EntryAsm.Encoding;

/// <summary>Prefixes an author puts before an instruction (Intel SDM vol. 2, 2.1.1).</summary>
[Flags]
internal enum InstructionPrefixes : ushort
{
    None = 0,

    /// <summary>F0.</summary>
    Lock = 1,

    /// <summary>F3: rep, repe, repz.</summary>
    Rep = 2,

    /// <summary>F2: repne, repnz.</summary>
    Repne = 4,

    /// <summary>F2 on a lockable instruction.</summary>
    Xacquire = 8,

    /// <summary>F3 on a lockable instruction.</summary>
    Xrelease = 16,

    /// <summary>F2 on a branch.</summary>
    Bnd = 32,

    /// <summary>3E on an indirect branch.</summary>
    Notrack = 64,

    /// <summary>67: the other address size, where no memory operand says so (loop, jrcxz, string instructions).</summary>
    Addr32 = 128,

    /// <summary>66: the other operand size.</summary>
    Data16 = 256,
}
