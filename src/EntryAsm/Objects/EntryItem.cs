// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>What a run of bytes is.</summary>
public enum EntryItemKind : byte
{
    /// <summary>One instruction, in the mode <see cref="EntryItem.Bitness"/> says.</summary>
    Instruction,

    /// <summary>Data; one item for one directive, <see cref="EntryItem.Unit"/> bytes per element.</summary>
    Data,

    /// <summary>Padding up to an alignment: <see cref="EntryItem.Alignment"/>, <see cref="EntryItem.MaxPadding"/>, <see cref="EntryItem.Fill"/>. May be empty.</summary>
    Align,

    /// <summary>A run of one byte, <see cref="EntryItem.Fill"/>. May be empty.</summary>
    Fill,
}

/// <summary>A run of bytes and the C# line that made it.</summary>
/// <param name="Offset">Offset in bytes from the start of the section.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Kind">What it is.</param>
/// <param name="File">Index into <see cref="EntryObject.Files"/>.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Detail">What else the kind needs, packed; read it through the properties.</param>
public readonly record struct EntryItem(int Offset, int Length, EntryItemKind Kind, ushort File, int Line, uint Detail)
{
    /// <summary>The largest <see cref="MaxPadding"/>.</summary>
    internal const int LargestMaxPadding = (1 << 18) - 1;

    /// <summary>Represents the byte of an align item that pads with no-ops of 32- or 64-bit code.</summary>
    internal const int NopFill = -1;

    /// <summary>The same for 16-bit code.</summary>
    internal const int NopFill16 = -2;

    /// <summary>The offset after it.</summary>
    public int End => Offset + Length;

    /// <summary>16, 32 or 64: the mode an instruction is encoded for.</summary>
    public int Bitness => (int)(Detail & 0xff);

    /// <summary>What the author asked for in the encoding of an instruction.</summary>
    public EncodingRequest Request => (EncodingRequest)(ushort)(Detail >> 8);

    /// <summary>True for an instruction whose size depended on its target (<c>jmp</c>, <c>jcc</c>).</summary>
    public bool IsRelaxed => (Detail >> 24 & 1) != 0;

    /// <summary>Bytes of one element of a data item: 1, 2, 4 or 8; 0 for text (<c>ascii</c>).</summary>
    public int Unit => (int)(Detail & 0xff);

    /// <summary>The alignment in bytes an align item asks for.</summary>
    public int Alignment => 1 << (int)(Detail & 0x1f);

    /// <summary>The most bytes an align item may pad (otherwise it pads none); 0 for no limit.</summary>
    public int MaxPadding => (int)(Detail >> 14);

    /// <summary>The byte of a fill or align item; -1 for an align item that pads with no-ops.</summary>
    public int Fill => (Detail >> 5 & 0x100) != 0 ? -1 : (int)(Detail >> 5 & 0xff);

    /// <summary>True for an align item that pads with no-ops of 16-bit code.</summary>
    internal bool PadsIn16BitCode => Kind == EntryItemKind.Align && (Detail >> 5 & 0x1ff) == (NopFill16 & 0x1ff);

    /// <summary>
    /// The <see cref="Detail"/> of an instruction.
    /// <code>
    ///  31    25   24   23           8 7         0
    /// +--------+-----+---------------+-----------+
    /// |   0    | rlx |    request    |  bitness  |   rlx: relaxed
    /// +--------+-----+---------------+-----------+
    /// </code>
    /// </summary>
    internal static uint ForInstruction(int bitness, EncodingRequest request, bool relaxed) =>
        (uint)bitness | (uint)(ushort)request << 8 | (relaxed ? 1U << 24 : 0);

    /// <summary>
    /// The <see cref="Detail"/> of padding. The fill has nine bits: -1 and -2 pad with no-ops.
    /// <code>
    ///  31            14 13       5 4       0
    /// +----------------+----------+---------+
    /// |   maxPadding   |   fill   |  power  |
    /// +----------------+----------+---------+
    /// </code>
    /// </summary>
    internal static uint ForAlign(int power, int fill, int maxPadding) => (uint)power | (uint)(fill & 0x1ff) << 5 | (uint)maxPadding << 14;

    /// <summary>The <see cref="Detail"/> of a run of one byte: where padding has it.</summary>
    internal static uint ForFill(int fill) => (uint)(fill & 0xff) << 5;
}
