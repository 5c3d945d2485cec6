// SPDX-License-Identifier: MIT
namespace EntryAsm.Check;

/// <summary>Finds what a section's bytes were written as.</summary>
internal static class Items
{
    /// <summary>The item that a byte belongs to; null where there is none.</summary>
    public static EntryItem? At(EntrySection section, long offset)
    {
        int low = 0, high = section.Items.Length;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (section.Items[middle].End <= offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low < section.Items.Length && section.Items[low].Offset <= offset ? section.Items[low] : null;
    }
}
