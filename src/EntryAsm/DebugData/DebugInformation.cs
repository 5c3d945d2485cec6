// SPDX-License-Identifier: MIT
using EntryAsm.DebugData;
using EntryAsm.Objects;

namespace EntryAsm;

/// <summary>Which data for debuggers and unwinders an object gets.</summary>
public sealed record DebugOptions
{
    /// <summary>Whether <c>.debug_frame</c> is written: how to continue from any instruction to what it interrupted, or to its caller. True unless set.</summary>
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
    /// <summary>The object with the data, in sections after its own.</summary>
    /// <param name="entryObject">The object.</param>
    /// <param name="options">Which data.</param>
    public static EntryObject AddTo(EntryObject entryObject, DebugOptions? options = null) => AddTo(entryObject, options, out _);

    /// <inheritdoc cref="AddTo(EntryObject, DebugOptions?)"/>
    /// <param name="entryObject">The object.</param>
    /// <param name="options">Which data.</param>
    /// <param name="areFramesKnown">False where call frames were asked for and the analysis ran out of its budget (<see cref="FlowMap.IsComplete"/>): none are given then, because a path that was not followed could contradict them.</param>
    public static EntryObject AddTo(EntryObject entryObject, DebugOptions? options, out bool areFramesKnown)
    {
        areFramesKnown = true;
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
            areFramesKnown = AddFrames(images, entryObject, options);
        return images.Count == 0 ? entryObject : SectionImage.AddTo(entryObject, images);
    }

    /// <summary>What is reported where frames were asked for but are not known.</summary>
    internal static string WithoutFrames(EntryObject entryObject) =>
        "the object of module '" + entryObject.Name + "' has no call frames: the paths through it were not followed to their end, there are too many of them; split the module, or write cfi_startproc and the like";

    /// <summary>Frames of the code for which the author wrote none.</summary>
    /// <returns>False where the analysis ran out of its budget.</returns>
    private static bool AddFrames(List<SectionImage> images, EntryObject entryObject, DebugOptions options)
    {
        var map = FlowMap.Of(entryObject, new FlowOptions { Worlds = false });
        var table = new FrameTable(map);
        if (options.Frames && entryObject.FindSection(".debug_frame") is null)
            images.Add(FrameSection.Write(entryObject, table, isLoaded: false));
        if (options.LoadedFrames && entryObject.FindSection(".eh_frame") is null)
            images.Add(FrameSection.Write(entryObject, table, isLoaded: true));
        return map.IsComplete;
    }
}
