// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;

namespace EntryAsm.Import.Gas;

/// <summary>No-operation instructions of so many bytes, as <c>.nops</c> makes them.</summary>
internal static class Nops
{
    /// <param name="bytes">All together.</param>
    /// <param name="longest">The longest one, 0 for what the assembler likes.</param>
    public static IEnumerable<byte[]> Of(int bytes, int longest)
    {
        if (longest == 0 && bytes > 0)
        {
            var room = new byte[bytes];
            NopPadding.Write(room, is16Bit: false);
            foreach (var row in room.Chunk(16))
                yield return row;
            yield break;
        }

        var limit = longest is 0 or > LongNops.LongestOfAssembler ? LongNops.LongestOfAssembler : longest;
        while (bytes > 0)
        {
            var one = new byte[Math.Min(bytes, limit)];
            LongNops.Fill(one, limit);
            yield return one;
            bytes -= one.Length;
        }
    }
}
