// SPDX-License-Identifier: MIT
using System.Text;
using EntryAsm.Report;
using EntryAsm.Report.Model;

namespace EntryAsm.Build;

/// <summary>What a project says about the contents of its outputs.</summary>
/// <param name="CSharpNamespace">The namespace of the C# file; empty for the module's.</param>
/// <param name="Debug">What the object gets for debuggers and unwinders; null for nothing.</param>
/// <param name="Sources">The C# lines that the report shows.</param>
/// <param name="WithoutFrames">Called with a module whose call frames were asked for and cannot be known.</param>
internal sealed record OutputOptions(string CSharpNamespace, DebugOptions? Debug, SourceTexts Sources, Action<EntryObject> WithoutFrames);

/// <summary>One kind of file that a module can become.</summary>
/// <param name="Name">The switch's name, without its prefix.</param>
/// <param name="Extension">What stands behind the module's name.</param>
/// <param name="Write">The file's bytes.</param>
internal sealed record OutputFormat(string Name, string Extension, Func<EntryObject, OutputOptions, byte[]> Write)
{
    public static IReadOnlyList<OutputFormat> All { get; } =
    [
        new("Object", ".o", (entryObject, options) => ElfWriter.Write(options.Debug is { } debug ? WithDebugData(entryObject, debug, options) : entryObject)),
        new("Listing", ".lst", (entryObject, _) => Utf8(ListingWriter.Write(entryObject))),
        new("CSharp", ".cs", (entryObject, options) => Utf8(CSharpWriter.Write(entryObject, ForKernel(options)))),
        new("Gas", ".S", (entryObject, _) => Utf8(GasWriter.Write(entryObject))),
        new("Json", ".json", (entryObject, _) => Utf8(JsonWriter.Write(entryObject))),
        new("Report", ".html", (entryObject, options) => Utf8(HtmlReport.Write([new ReportedModule(entryObject) { Sources = options.Sources }]))),
    ];

    /// <summary>The MSBuild property that switches it.</summary>
    public string Property => "EntryAsm" + Name;

    /// <summary>Whether the file shows lines of the C# files, which may change without the module.</summary>
    public bool HasSources => Name == "Report";

    private static EntryObject WithDebugData(EntryObject entryObject, DebugOptions debug, OutputOptions options)
    {
        var with = DebugInformation.AddTo(entryObject, debug, out var areFramesKnown);
        if (!areFramesKnown)
            options.WithoutFrames(entryObject);
        return with;
    }

    private static CSharpOptions ForKernel(OutputOptions options) =>
        CSharpOptions.ForKernel with { Namespace = options.CSharpNamespace.Length == 0 ? null : options.CSharpNamespace };

    private static byte[] Utf8(string text) => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text);
}
