// SPDX-License-Identifier: MIT
using EntryAsm.Errors;

namespace EntryAsm.Writers.CSharp;

/// <summary>
/// Where the sections are in one contiguous image: code, read-only data, writable data, zeroes, in the object's order within each. The groups begin on
/// pages of their own, so that each can be mapped with its permissions. Offsets and sizes are in bytes.
/// </summary>
internal sealed class CSharpImageLayout
{
    public const int PageSize = 4096;

    /// <summary>The offset in the image of each section of the object; -1 for one that is not loaded.</summary>
    public int[] Offsets { get; }

    /// <summary>Start and size of the groups: code, read-only, writable, zero.</summary>
    public (int Offset, int Size)[] Groups { get; } = new (int, int)[4];

    /// <summary>The whole image.</summary>
    public int Size { get; }

    /// <summary>What the image's address must be a multiple of.</summary>
    public int Alignment { get; } = PageSize;

    public CSharpImageLayout(EntryObject entryObject)
    {
        Offsets = new int[entryObject.Sections.Length];
        long end = 0;
        for (var group = 0; group < Groups.Length; group++)
        {
            // What has to be zeroed is writable too, and follows on the same page.
            var start = group == 3 ? end : Align(end, PageSize);
            end = start;
            for (var i = 0; i < Offsets.Length; i++)
            {
                var section = entryObject.Sections[i];
                if (GroupOf(section) != group)
                    continue;
                end = Align(end, section.Alignment);
                Offsets[i] = (int)end;
                end += section.Size;
                Alignment = Math.Max(Alignment, section.Alignment);
                if (end > int.MaxValue)
                    throw Error.LinkPlacement("the image of '" + entryObject.Name + "' is larger than 2 GiB");
            }

            Groups[group] = ((int)start, (int)(end - start));
        }

        for (var i = 0; i < Offsets.Length; i++)
        {
            if (GroupOf(entryObject.Sections[i]) < 0)
                Offsets[i] = -1;
        }

        Size = (int)end;
    }

    private static int GroupOf(EntrySection section)
    {
        if ((section.Flags & SectionFlags.Alloc) == 0)
            return -1;
        if (section.Type == SectionType.NoBits)
            return 3;
        if ((section.Flags & SectionFlags.Write) != 0)
            return 2;
        return (section.Flags & SectionFlags.Execute) != 0 ? 0 : 1;
    }

    private static long Align(long value, int alignment) => (value + alignment - 1) & -(long)alignment;
}
