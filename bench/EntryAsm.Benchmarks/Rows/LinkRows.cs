// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace EntryAsm.Benchmarks;

/// <summary>Linking in memory.</summary>
internal static class LinkRows
{
    public static IEnumerable<Row> All => [new("`EntryImage.Link`", "a copy of the image and one store a relocation", 4, Link)];

    private static Result Link()
    {
        // Large enough that what is done once a link does not count.
        var built = new RepeatedEntry(100).Build();
        var options = new LinkOptions { BaseAddress = 0xffffffff81000000, Resolve = _ => 0xffffffff82000000, SortExceptionTable = false };
        var loaded = built.Sections.Where(s => (s.Flags & SectionFlags.Alloc) != 0 && !s.Bytes.IsEmpty).ToArray();
        return Result.Of(Pair.Compare(() => EntryImage.Link([built], options), () => CopyAndStore(loaded), rounds: 21));
    }

    private static byte[] CopyAndStore(EntrySection[] sections)
    {
        var image = new byte[sections.Sum(s => s.Size)];
        var at = 0;
        foreach (var section in sections)
        {
            section.Bytes.Span.CopyTo(image.AsSpan(at));
            foreach (var relocation in section.Relocations)
                BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(at + relocation.Offset), (int)relocation.Addend);
            at += section.Size;
        }

        return image;
    }
}
