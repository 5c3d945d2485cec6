// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Assembler;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>A file that the project names as an input, as it was when the compiler looked.</summary>
internal sealed record InputFile(string Path, string Digest)
{
    public static InputFile Of(AdditionalText text, CancellationToken cancellation) =>
        new(text.Path.Replace('\\', '/'), text.GetText(cancellation) is { } known ? Convert.ToBase64String(known.GetChecksum().ToArray()) : "");
}

/// <summary>The inputs of a build besides its C#: <c>AdditionalFiles</c>.</summary>
internal sealed class InputFiles
{
    private readonly ProjectFolder project;
    private readonly Dictionary<string, InputFile> byPlace = new(StringComparer.Ordinal);
    private readonly Dictionary<string, InputFile> byName = new(StringComparer.Ordinal);

    public InputFiles(ImmutableArray<InputFile> all, ProjectFolder project)
    {
        this.project = project;
        foreach (var file in all.Reverse()) // of two alike the first counts
        {
            byPlace[Whole(file.Path)] = file;
            byName[project.Inside(file.Path)] = file;
        }
    }

    public static InputFiles None { get; } = new(ImmutableArray<InputFile>.Empty, new ProjectFolder(""));

    /// <summary>What tells one state of a file from another; null when it is no input.</summary>
    public string? DigestOf(string path) => Find(path)?.Digest;

    public BinaryInput Read(string path)
    {
        if (Find(path) is not { } found)
            return new BinaryInput(null, "the file '" + path + "' is not an input of the build; name it in the project: <AdditionalFiles Include=\"" + path + "\" />, or for 'entryasm assemble' with --input");
        try
        {
#pragma warning disable RS1035 // A build sees when the file changes, since it is one of its inputs; the compiler itself hands on only text.
            return new BinaryInput(File.ReadAllBytes(found.Path), null);
#pragma warning restore RS1035
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new BinaryInput(null, "the file '" + path + "' cannot be read");
        }
    }

    /// <summary>By its place relative to the project's folder; of a file elsewhere, folder and name are enough, as in listings.</summary>
    private InputFile? Find(string path) => byPlace.TryGetValue(Whole(project.Path + "/" + path), out var file) || byName.TryGetValue(path, out file) ? file : null;

    /// <summary>A path without steps back. It is a name here, and no file is looked for.</summary>
    private static string Whole(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 1)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ".")
                parts.Add(part);
        }

        return string.Join("/", parts);
    }
}
