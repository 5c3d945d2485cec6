// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using EntryAsm.Objects;
using EntryAsm.Primitives;

namespace EntryAsm.DebugData;

/// <summary>Where the author wrote call frame information (<c>cfi_*</c>): there it holds, and what the analysis finds is added to it.</summary>
internal static class WrittenFrames
{
    /// <summary>The stretches of a section that no frame of the author's covers.</summary>
    public static ReadOnlySpan<Stretch> LeftOver(EntryObject entryObject, int section)
    {
        var left = new GrowingArray<Stretch>();
        var at = 0;
        foreach (var covered in Ordering.Sort(Covered(entryObject, section).ToArray()))
        {
            if (covered.Start > at)
                left.Add(new Stretch(at, covered.Start));
            at = Math.Max(at, covered.End);
        }

        if (at < entryObject.Sections[section].Size)
            left.Add(new Stretch(at, entryObject.Sections[section].Size));
        return left.Items;
    }

    /// <summary>What the author's frames cover.</summary>
    private static GrowingArray<Stretch> Covered(EntryObject entryObject, int section)
    {
        var covered = new GrowingArray<Stretch>();
        foreach (var frames in entryObject.Sections)
        {
            if (frames.Name is not (".eh_frame" or ".debug_frame"))
                continue;
            var isLoaded = frames.Name == ".eh_frame";
            for (var at = 0; at + 8 <= frames.Bytes.Length;)
            {
                var length = Int32(frames, at);
                var isDescription = isLoaded ? Int32(frames, at + 4) != 0 : Int32(frames, at + 4) != -1;
                if (length <= 0 || length > frames.Bytes.Length - at - 4)
                    break;
                if (isDescription && length >= (isLoaded ? 12 : 20) && frames.FindRelocation(at + 8) is >= 0 and var found)
                {
                    var relocation = frames.Relocations[found];
                    var symbol = entryObject.Symbols[relocation.Symbol];
                    var start = symbol.Value + relocation.Addend;
                    if (symbol.Section == section && start is >= 0 and <= int.MaxValue)
                        covered.Add(new Stretch((int)start, (int)start + Int32(frames, at + (isLoaded ? 12 : 16))));
                }

                at += length + 4;
            }
        }

        return covered;
    }

    /// <summary>Some bytes of a section.</summary>
    internal readonly struct Stretch(int start, int end) : IOrdered<Stretch>
    {
        public readonly int Start = start, End = end;

        public bool IsBefore(in Stretch other) => Start < other.Start;
    }

    private static int Int32(EntrySection section, int offset) => BinaryPrimitives.ReadInt32LittleEndian(section.Bytes.Span.Slice(offset));
}
