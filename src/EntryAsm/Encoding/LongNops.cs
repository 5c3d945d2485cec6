// SPDX-License-Identifier: MIT
namespace EntryAsm.Encoding;

/// <summary>
/// No-operation instructions of many bytes (Intel SDM vol. 2, NOP, table 4-12; beyond 9 bytes with prefixes that change nothing), as assembler and
/// linker pad code with them and the kernel patches with them.
/// </summary>
internal static class LongNops
{
    /// <summary>The longest the kernel uses (<c>p6_nops</c>).</summary>
    public const int LongestOfKernel = 8;

    /// <summary>The longest GNU ld uses.</summary>
    public const int LongestOfLinker = 10;

    /// <summary>The longest GNU as 2.40 uses for a generic processor.</summary>
    public const int LongestOfAssembler = 11;

    /// <summary>The longest GNU as 2.40 uses in 16-bit code.</summary>
    public const int LongestOf16BitCode = 4;

    /// <summary>In 16-bit code, whose addresses and registers are others: moves and loads of a register into itself, as GNU as 2.40 has them.</summary>
    private static readonly byte[][] Of16BitCode =
    [
        [],
        [0x90],
        [0x66, 0x90],
        [0x8d, 0x74, 0x00],
        [0x8d, 0xb4, 0x00, 0x00],
    ];

    private static readonly byte[][] BySize =
    [
        [],
        [0x90],
        [0x66, 0x90],
        [0x0f, 0x1f, 0x00],
        [0x0f, 0x1f, 0x40, 0x00],
        [0x0f, 0x1f, 0x44, 0x00, 0x00],
        [0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00],
        [0x0f, 0x1f, 0x80, 0x00, 0x00, 0x00, 0x00],
        [0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
        [0x66, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
        [0x66, 0x2e, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
        [0x66, 0x66, 0x2e, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
    ];

    /// <summary>Fills a gap: as many of the longest as fit, then one of the rest.</summary>
    public static void Fill(Span<byte> gap, int longest) => Fill(gap, BySize, longest);

    /// <summary>Fills a gap in 16-bit code.</summary>
    public static void FillIn16BitCode(Span<byte> gap, int longest) => Fill(gap, Of16BitCode, longest);

    private static void Fill(Span<byte> gap, byte[][] bySize, int longest)
    {
        while (!gap.IsEmpty)
        {
            var nop = bySize[Math.Min(gap.Length, longest)];
            nop.CopyTo(gap);
            gap = gap.Slice(nop.Length);
        }
    }
}
