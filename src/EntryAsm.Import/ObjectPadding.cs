// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Encoding;
using Iced.Intel;

namespace EntryAsm.Import;

/// <summary>
/// Finds in an object what an alignment padded: no-ops up to an aligned place, with the very bytes that GNU as pads with. They become the
/// alignment again, since no author writes them and their prefixes are in an order that no instruction has.
/// </summary>
internal static class ObjectPadding
{
    /// <summary>That of loops, whose start no branch of the object may name.</summary>
    private const int UsualAlignment = 16;

    private const byte OneByteNop = 0x90, ShortJump = 0xeb, NearJump = 0xe9;

    /// <summary>The object with that padding as items of its own.</summary>
    /// <param name="entryObject">The object.</param>
    /// <param name="asAlignments">
    /// True for alignments; false for so many bytes of no-ops (<see cref="EntryItemKind.Fill"/>): where a branch over the padding is as long as it is only
    /// because of the padding, an alignment may settle at less.
    /// </param>
    public static EntryObject Find(EntryObject entryObject, bool asAlignments)
    {
        var sections = entryObject.Sections.Select((section, index) => (section.Flags & SectionFlags.Execute) == 0 ? section : With(section, Places(entryObject, index), asAlignments)).ToImmutableArray();
        return entryObject.With(sections, entryObject.Symbols);
    }

    private static HashSet<int> Places(EntryObject entryObject, int section) =>
    [
        entryObject.Sections[section].Size,
        .. entryObject.Labels.Where(label => label.Section == section).Select(static label => label.Offset),
        .. entryObject.Symbols.Where(symbol => symbol.Section == section).Select(static symbol => (int)symbol.Value),
    ];

    private static EntrySection With(EntrySection section, HashSet<int> places, bool asAlignments)
    {
        var items = new List<EntryItem>();
        for (var i = 0; i < section.Items.Length; i++)
        {
            var item = section.Items[i];
            items.Add(item);
            if (IsNop(section, item) && (places.Contains(item.End) || (item.End % UsualAlignment == 0 && item.Length > 1 && !IsNop(section, section.Items[i + 1]))))
                JoinLast(section, items, places, asAlignments);
        }

        return new EntrySection(section.Name, section.Flags, section.Type, section.EntrySize, section.Alignment, section.Size, section.Bytes, section.Relocations, section.References,
            [.. items.Select(item => IsNop(section, item) && HasOddPrefixes(section.Bytes.Span[item.Offset..item.End]) ? item with { Kind = EntryItemKind.Data, Detail = 1 } : item)], section.Group, section.LinkedTo);
    }

    /// <summary>Makes one alignment of the instructions that end the list, as many of them as it can have written.</summary>
    private static void JoinLast(EntrySection section, List<EntryItem> items, HashSet<int> places, bool asAlignments)
    {
        var first = items.Count - 1;
        while (first > 0 && !places.Contains(items[first].Offset) && IsNop(section, items[first - 1]))
            first--;
        if (first > 0 && !places.Contains(items[first].Offset) && IsJump(section, items[first - 1]))
            first--; // long padding is jumped over
        for (; first < items.Count; first++)
        {
            var start = items[first].Offset;
            if (AlignmentOf(section, start, items[^1].End) is not { } alignment)
                continue;
            var joined = new EntryItem(start, items[^1].End - start, asAlignments ? EntryItemKind.Align : EntryItemKind.Fill, 0, 0,
                asAlignments ? EntryItem.ForAlign(System.Numerics.BitOperations.Log2((uint)alignment), EntryItem.NopFill, 0) : EntryItem.ForFill(OneByteNop));
            items.RemoveRange(first, items.Count - first);
            items.Add(joined);
            return;
        }
    }

    /// <summary>The smallest alignment that pads from a place to another; null where none does with these bytes.</summary>
    private static int? AlignmentOf(EntrySection section, int start, int end)
    {
        var padding = new byte[end - start];
        NopPadding.Write(padding, is16Bit: false);
        if (!section.Bytes.Span[start..end].SequenceEqual(padding))
            return null;
        for (var alignment = 2; alignment <= section.Alignment; alignment *= 2)
        {
            if (end % alignment == 0 && end - start < alignment)
                return alignment;
        }

        return null;
    }

    /// <summary>Only padding has its prefixes in this order, or one of them twice: what a label parts from the rest of its padding can be said as bytes alone.</summary>
    private static bool HasOddPrefixes(ReadOnlySpan<byte> bytes) => bytes is [0x66, 0x66 or 0x2e, ..];

    private static bool IsJump(EntrySection section, in EntryItem item) => item is { Kind: EntryItemKind.Instruction, Bitness: 64 } && section.Bytes.Span[item.Offset] is ShortJump or NearJump;

    private static bool IsNop(EntrySection section, in EntryItem item)
    {
        if (item.Kind != EntryItemKind.Instruction || item.Bitness != 64)
            return false;
        Decoder.Create(64, section.Bytes.Slice(item.Offset, item.Length).ToArray()).Decode(out var instruction);
        return instruction.Mnemonic == Mnemonic.Nop;
    }
}
