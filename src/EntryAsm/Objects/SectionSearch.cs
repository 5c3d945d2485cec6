// SPDX-License-Identifier: MIT
namespace EntryAsm.Objects;

/// <summary>Finds what is at an offset of a section. Relocations, references and items are sorted by offset.</summary>
internal static class SectionSearch
{
    /// <summary>The index of the relocation whose field starts at an offset, or -1.</summary>
    public static int FindRelocation(this EntrySection section, int offset)
    {
        int low = 0, high = section.Relocations.Length - 1;
        while (low <= high)
        {
            var middle = low + (high - low) / 2;
            var found = section.Relocations[middle].Offset;
            if (found == offset)
                return middle;
            if (found < offset)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    /// <summary>The reference whose field starts at an offset, or null.</summary>
    public static EntryReference? FindReference(this EntrySection section, int offset)
    {
        int low = 0, high = section.References.Length - 1;
        while (low <= high)
        {
            var middle = low + (high - low) / 2;
            var found = section.References[middle].Offset;
            if (found == offset)
                return section.References[middle];
            if (found < offset)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }

    /// <summary>The C# line that made the byte at an offset.</summary>
    public static SourceLocation LineOf(this EntryObject entryObject, EntrySection section, int offset)
    {
        int low = 0, high = section.Items.Length - 1;
        while (low <= high)
        {
            var middle = low + (high - low) / 2;
            var item = section.Items[middle];
            if (offset >= item.Offset && offset < item.End)
                return item.Line == 0 || item.File >= entryObject.Files.Length ? SourceLocation.None : new SourceLocation(entryObject.Files[item.File], item.Line);
            if (item.Offset > offset)
                high = middle - 1;
            else
                low = middle + 1;
        }

        return SourceLocation.None;
    }
}
