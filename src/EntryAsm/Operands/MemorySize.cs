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
    private readonly byte broadcastCount;

    internal MemorySize(MemoryWidth width, Register segment = Register.None, OpDecorations decorations = OpDecorations.None, int broadcastCount = 0)
    {
        this.width = width;
        this.segment = (byte)segment;
        this.decorations = decorations;
        this.broadcastCount = (byte)broadcastCount;
    }

    /// <summary>The memory at an address: any sum of a base register, an index register times 1, 2, 4 or 8, a symbol and a number.</summary>
    public Op this[Op address] => AddressArithmetic.Memory(address, width, (Register)segment, decorations, broadcastCount);

    /// <summary>With an <c>es</c> segment override (no effect in 64-bit mode).</summary>
    public MemorySize es => In(Register.ES);

    /// <summary>With a <c>cs</c> segment override (no effect in 64-bit mode).</summary>
    public MemorySize cs => In(Register.CS);

    /// <summary>With an <c>ss</c> segment override (no effect in 64-bit mode).</summary>
    public MemorySize ss => In(Register.SS);

    /// <summary>With a <c>ds</c> segment override (no effect in 64-bit mode).</summary>
    public MemorySize ds => In(Register.DS);

    /// <summary>Relative to the base of <c>fs</c>.</summary>
    public MemorySize fs => In(Register.FS);

    /// <summary>Relative to the base of <c>gs</c>: a per-CPU variable, in most kernels.</summary>
    public MemorySize gs => In(Register.GS);

    /// <summary>One element, repeated to the width of the vector: <c>{1toN}</c> (Intel SDM vol. 2, 2.7.5).</summary>
    public MemorySize bcst => new(width, (Register)segment, decorations | OpDecorations.Broadcast);

    /// <summary>One element, repeated twice: <c>{1to2}</c>, where the other operands do not tell.</summary>
    public MemorySize bcst2 => Broadcast(2);

    /// <summary>One element, repeated four times: <c>{1to4}</c>.</summary>
    public MemorySize bcst4 => Broadcast(4);

    /// <summary>One element, repeated eight times: <c>{1to8}</c>.</summary>
    public MemorySize bcst8 => Broadcast(8);

    /// <summary>One element, repeated 16 times: <c>{1to16}</c>.</summary>
    public MemorySize bcst16 => Broadcast(16);

    /// <summary>One element, repeated 32 times: <c>{1to32}</c>.</summary>
    public MemorySize bcst32 => Broadcast(32);

    private MemorySize Broadcast(int count) => new(width, (Register)segment, decorations | OpDecorations.Broadcast, count);

    private MemorySize In(Register register) => new(width, register, decorations, broadcastCount);
}
