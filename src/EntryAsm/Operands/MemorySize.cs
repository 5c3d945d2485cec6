// SPDX-License-Identifier: MIT
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm;

/// <summary>The brackets of a memory operand: <c>qword[rsp + 8]</c>, <c>qword.gs[symbol]</c>, <c>dword.bcst[rax]</c>.</summary>
public readonly struct MemorySize
{
    private readonly MemoryWidth width;
    private readonly byte segment;
    private readonly OpDecorations decorations;

    internal MemorySize(MemoryWidth width, Register segment = Register.None, OpDecorations decorations = OpDecorations.None)
    {
        this.width = width;
        this.segment = (byte)segment;
        this.decorations = decorations;
    }

    /// <summary>The memory at an address: any sum of a base register, an index register times 1, 2, 4 or 8, a symbol and a number.</summary>
    public Op this[Op address] => AddressArithmetic.Memory(address, width, (Register)segment, decorations);

    /// <summary>With an <c>es</c> segment override (no effect in 64-bit mode).</summary>
    public MemorySize es => new(width, Register.ES, decorations);

    /// <summary>With a <c>cs</c> segment override (no effect in 64-bit mode).</summary>
    public MemorySize cs => new(width, Register.CS, decorations);

    /// <summary>With an <c>ss</c> segment override (no effect in 64-bit mode).</summary>
    public MemorySize ss => new(width, Register.SS, decorations);

    /// <summary>With a <c>ds</c> segment override (no effect in 64-bit mode).</summary>
    public MemorySize ds => new(width, Register.DS, decorations);

    /// <summary>Relative to the base of <c>fs</c>.</summary>
    public MemorySize fs => new(width, Register.FS, decorations);

    /// <summary>Relative to the base of <c>gs</c>: a per-CPU variable, in most kernels.</summary>
    public MemorySize gs => new(width, Register.GS, decorations);

    /// <summary>One element, repeated to the width of the vector: <c>{1toN}</c> (Intel SDM vol. 2, 2.7.5).</summary>
    public MemorySize bcst => new(width, (Register)segment, decorations | OpDecorations.Broadcast);
}
