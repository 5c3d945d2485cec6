// SPDX-License-Identifier: MIT
using EntryAsm.DebugData;
using EntryAsm.Objects;

namespace EntryAsm;

/// <summary>Which data for debuggers and unwinders an object is given.</summary>
public sealed record DebugOptions
{
    /// <summary>Whether <c>.debug_frame</c> is written: how to go on from any instruction to what it interrupted, or to its caller. True unless set.</summary>
    public bool Frames { get; init; } = true;

    /// <summary>Whether the same is written as <c>.eh_frame</c>, which is loaded with the program.</summary>
    public bool LoadedFrames { get; init; }

    /// <summary>Whether <c>.debug_line</c> and <c>.debug_info</c> are written: the C# line of each instruction, and the routines. True unless set.</summary>
    public bool Lines { get; init; } = true;
}

/// <summary>
/// Adds to an object what a debugger needs (DWARF 5): C# lines, routines, and for every instruction where the registers of the interrupted code are, as far as the
/// analysis of the code knows. What the author wrote stays as it is.
/// </summary>
public static class DebugInformation
{
    /// <summary>The object with the data, in sections behind its own.</summary>
    /// <param name="entryObject">The object.</param>
    /// <param name="options">Which data.</param>
    public static EntryObject AddTo(EntryObject entryObject, DebugOptions? options = null)
    {
        options ??= new DebugOptions();
        if (!entryObject.Sections.Any(LineSection.IsCode))
            return entryObject;
        var images = new List<SectionImage>();
        if (options.Lines && !entryObject.Files.IsEmpty)
        {
            var lines = LineSection.Write(entryObject);
            images.AddRange(InfoSections.Write(entryObject, lines));
            images.Add(lines);
        }

        if (options.Frames || options.LoadedFrames)
            AddFrames(images, entryObject, options);
        return images.Count == 0 ? entryObject : SectionImage.AddTo(entryObject, images);
    }

    /// <summary>Frames of the code for which the author wrote none.</summary>
    private static void AddFrames(List<SectionImage> images, EntryObject entryObject, DebugOptions options)
    {
        var table = new FrameTable(FlowMap.Of(entryObject, new FlowOptions { Worlds = false }));
        if (options.Frames && entryObject.FindSection(".debug_frame") is null)
            images.Add(FrameSection.Write(entryObject, table, isLoaded: false));
        if (options.LoadedFrames && entryObject.FindSection(".eh_frame") is null)
            images.Add(FrameSection.Write(entryObject, table, isLoaded: true));
    }
}
