// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using EntryAsm.Objects;

namespace EntryAsm.DebugData;

/// <summary>Where the author wrote call frame information (<c>cfi_*</c>): there it holds, and what the analysis finds goes beside it.</summary>
internal static class WrittenFrames
{
    /// <summary>The stretches of a section that no frame of the author's covers.</summary>
    public static IEnumerable<(int Start, int End)> LeftOver(EntryObject entryObject, int section)
    {
        var at = 0;
        foreach (var (start, end) in Covered(entryObject, section).OrderBy(static stretch => stretch.Start))
        {
            if (start > at)
                yield return (at, start);
            at = Math.Max(at, end);
        }

        if (at < entryObject.Sections[section].Size)
            yield return (at, entryObject.Sections[section].Size);
    }

    private static IEnumerable<(int Start, int End)> Covered(EntryObject entryObject, int section)
    {
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
                        yield return ((int)start, (int)start + Int32(frames, at + (isLoaded ? 12 : 16)));
                }

                at += length + 4;
            }
        }
    }

    private static int Int32(EntrySection section, int offset) => BinaryPrimitives.ReadInt32LittleEndian(section.Bytes.Span.Slice(offset));
}
