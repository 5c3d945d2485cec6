// SPDX-License-Identifier: MIT
using EntryAsm.Errors;

namespace EntryAsm.Assembler;

/// <summary>Call frame instructions that a directive writes (DWARF 5, table 7.29), by their number; <see cref="Escape"/> is any bytes, <see cref="Label"/> none.</summary>
internal enum CallFrameOperation
{
    Advance = 0x40,
    Offset = 0x80,
    Restore = 0xc0,
    Undefined = 0x07,
    SameValue = 0x08,
    Register = 0x09,
    RememberState = 0x0a,
    RestoreState = 0x0b,
    DefineFrame = 0x0c,
    DefineFrameRegister = 0x0d,
    DefineFrameOffset = 0x0e,
    ValueOffset = 0x14,
    WindowSave = 0x2d,
    Escape = -1,
    Label = -2,
    AddressExpression = 0x16,
}

/// <summary>One call frame instruction.</summary>
/// <param name="Operation">Which.</param>
/// <param name="Register">The number of a register, if it takes one.</param>
/// <param name="Offset">An offset in bytes, or the number of a second register.</param>
/// <param name="Start">Of an advance, the symbol where it starts; of a label, the symbol.</param>
/// <param name="End">Of an advance, the symbol where it ends.</param>
/// <param name="Bytes">The bytes of an escape.</param>
/// <param name="Address">The value of a register, where it is an address.</param>
internal readonly record struct CallFrameInstruction(CallFrameOperation Operation, int Register = 0, long Offset = 0, SymbolId Start = default, SymbolId End = default, byte[]? Bytes = null, CallFrameAddress Address = default)
{
    /// <summary>What every frame of one kind begins with may be said once, in the common information; it ends before these.</summary>
    public bool EndsCommon => Operation is CallFrameOperation.Advance or CallFrameOperation.RememberState or CallFrameOperation.RestoreState
        or CallFrameOperation.WindowSave or CallFrameOperation.Escape or CallFrameOperation.Label or CallFrameOperation.AddressExpression;
}

/// <summary>An address that goes with a frame: the personality routine, the data that it reads, or what a register held.</summary>
/// <param name="Encoding">How it is written (LSB, "DWARF Exception Header Encoding").</param>
/// <param name="Target">The symbol.</param>
/// <param name="Addend">Bytes more.</param>
internal readonly record struct CallFrameAddress(byte Encoding, SymbolId Target, long Addend)
{
    public const byte Omitted = 0xff;

    public static readonly CallFrameAddress None = new(Omitted, SymbolId.None, 0);

    public bool IsThere => Encoding != Omitted;

    /// <summary>Bytes: those of a pointer, unless the encoding says another number.</summary>
    public int Width => (Encoding & 7) switch { 2 => 2, 3 => 4, _ => 8 };

    public bool IsRelative => (Encoding & 0x70) == 0x10;
}

/// <summary>One routine's call frame information, from <c>cfi_startproc</c> to <c>cfi_endproc</c>.</summary>
/// <param name="section">Where the routine is.</param>
/// <param name="start">The symbol where it begins.</param>
/// <param name="line">The C# line.</param>
internal sealed class CallFrame(SectionBuilder section, SymbolId start, LineRef line)
{
    /// <summary>The column of the address to return to.</summary>
    public const int UsualReturnColumn = 16;

    public SectionBuilder Section { get; } = section;

    public SymbolId Start { get; } = start;

    public LineRef Line { get; } = line;

    /// <summary>The symbol where it ends; none while it has no end.</summary>
    public SymbolId End { get; set; }

    public bool IsSignal { get; set; }

    public int ReturnColumn { get; set; } = UsualReturnColumn;

    public CallFrameAddress Personality { get; set; } = CallFrameAddress.None;

    public CallFrameAddress Data { get; set; } = CallFrameAddress.None;

    public List<CallFrameInstruction> Instructions { get; } = [];

    /// <summary>Up to where the instructions have advanced.</summary>
    public SymbolId Last { get; set; } = start;

    /// <summary>The offset of the frame from its register, as the directives so far have it.</summary>
    public long FrameOffset { get; set; }

    /// <summary>Such offsets that were set aside.</summary>
    public Stack<long> Remembered { get; } = new();
}
