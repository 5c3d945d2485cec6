// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;

namespace EntryAsm.Import.Gas;

/// <summary>No-operation instructions of so many bytes, as <c>.nops</c> makes them.</summary>
internal static class Nops
{
    /// <param name="bytes">All together.</param>
    /// <param name="longest">The longest one, 0 for what the assembler likes.</param>
    /// <param name="is16Bit">In 16-bit code.</param>
    public static IEnumerable<byte[]> Of(int bytes, int longest, bool is16Bit)
    {
        if (longest == 0 && bytes > 0)
        {
            var room = new byte[bytes];
            NopPadding.Write(room, is16Bit);
            foreach (var row in room.Chunk(16))
                yield return row;
            yield break;
        }

        var most = is16Bit ? LongNops.LongestOf16BitCode : LongNops.LongestOfAssembler;
        var limit = longest == 0 || longest > most ? most : longest;
        while (bytes > 0)
        {
            var one = new byte[Math.Min(bytes, limit)];
            if (is16Bit)
                LongNops.FillIn16BitCode(one);
            else
                LongNops.Fill(one, limit);
            yield return one;
            bytes -= one.Length;
        }
    }
}
