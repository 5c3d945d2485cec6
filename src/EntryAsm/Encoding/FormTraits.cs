// SPDX-License-Identifier: MIT
namespace EntryAsm.Encoding;

/// <summary>What one form of an instruction allows or asks for besides its operands.</summary>
/// <remarks>The table of forms is generated with these bits: eng/InstructionGenerator compiles this file too.</remarks>
[Flags]
internal enum FormTraits : uint
{
    None = 0,

    Mode16 = 1u << 0,
    Mode32 = 1u << 1,
    Mode64 = 1u << 2,

    Vex = 1u << 3,
    Evex = 1u << 4,

    /// <summary>Takes a write mask.</summary>
    Masking = 1u << 5,

    /// <summary>Takes <c>{z}</c>.</summary>
    Zeroing = 1u << 6,

    /// <summary>Takes <c>{sae}</c>.</summary>
    Sae = 1u << 7,

    /// <summary>Takes <c>{rn-sae}</c> and its like.</summary>
    Rounding = 1u << 8,

    /// <summary>Must have a write mask.</summary>
    NeedsMask = 1u << 9,

    Lock = 1u << 10,
    Rep = 1u << 11,
    Repne = 1u << 12,
    Xacquire = 1u << 13,
    Xrelease = 1u << 14,
    Bnd = 1u << 15,
    Notrack = 1u << 16,

    OperandSize16 = 1u << 17,
    OperandSize64 = 1u << 18,

    AddressSize16 = 1u << 19,
    AddressSize32 = 1u << 20,
    AddressSize64 = 1u << 21,
    AnyAddressSize = AddressSize16 | AddressSize32 | AddressSize64,

    /// <summary>The ModRM.reg operand comes first: the form that <c>{load}</c> asks for.</summary>
    Load = 1u << 22,

    /// <summary>The ModRM.rm operand comes first: the form that <c>{store}</c> asks for.</summary>
    Store = 1u << 23,

    /// <summary>The two operands are given in the other order than the form has them.</summary>
    Swapped = 1u << 24,

    /// <summary>The first operand stands for two: <c>imul eax, 5</c> is <c>imul eax, eax, 5</c>.</summary>
    Repeated = 1u << 25,

    /// <summary>Some operands are implied and not written, as in the string instructions.</summary>
    Hidden = 1u << 26,

    /// <summary>The address is in the instruction without ModRM.</summary>
    Moffs = 1u << 27,

    /// <summary>With registers alone, and only the last one above 7, the mirror form has the shorter VEX prefix.</summary>
    MirrorForShortVex = 1u << 28,

    /// <summary>A general register is encoded in the size that the form's code has: the processor ignores the size written.</summary>
    Resized = 1u << 29,

    /// <summary>Only on request: GNU as asks for <c>movabs</c>.</summary>
    OnRequest = 1u << 30,

    /// <summary>Its operands obey a rule of their own: see OperandRules.</summary>
    Restricted = 1u << 31,
}
