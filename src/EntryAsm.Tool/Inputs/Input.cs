// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Text;
using EntryAsm.Primitives;
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>What a file on the command line is.</summary>
internal enum InputKind
{
    /// <summary>A compiled C# assembly with entry modules.</summary>
    Assembly,

    /// <summary>An ELF64 relocatable object.</summary>
    Object,

    /// <summary>A listing of one module.</summary>
    Listing,
}

/// <summary>A file on the command line, read.</summary>
/// <param name="Path">As the user wrote it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Modules">Its modules by name; one, unless it is an assembly.</param>
internal sealed record Input(string Path, InputKind Kind, ImmutableArray<Module> Modules)
{
    private static ReadOnlySpan<byte> Elf => [0x7f, (byte)'E', (byte)'L', (byte)'F'];

    public static Input Load(string path, string? module = null)
    {
        var input = Decode(path, InputFile.Read(path));
        return module is null ? input : input with { Modules = [input.Find(module)] };
    }

    /// <summary>The input in a file's bytes.</summary>
    public static Input Decode(string path, byte[] file)
    {
        try
        {
            if (file.AsSpan().StartsWith(Elf))
                return new Input(path, InputKind.Object, [new Module(ReadObject(path, file))]);
            if (file.AsSpan().StartsWith("MZ"u8))
                return new Input(path, InputKind.Assembly, [.. AssemblyFile.Read(path, file).Select(static module => new Module(module))]);
            if (ListingReader.IsListing(file))
                return new Input(path, InputKind.Listing, [ReadListing(path, file)]);
        }
        catch (EntryAsmException error)
        {
            throw new ToolException(path + ": " + error.Reason);
        }

        throw new ToolException(path + ": is not an ELF object, .NET assembly or EntryAsm listing" + (file.Length == 0 ? ": it is empty" : ""));
    }

    /// <summary>The only module, for a command that works on one.</summary>
    public Module Single() => Modules.Length == 1
        ? Modules[0]
        : throw new ToolException(Path + ": holds " + NumberText.Decimal(Modules.Length) + " entry modules; choose one with --module: " + Names());

    /// <summary>A listing has a line for each name, so a name has one line.</summary>
    private static EntryObject ReadObject(string path, byte[] file)
    {
        var read = ElfReader.Read(file, OneLine(System.IO.Path.GetFileName(path)));
        return read.Sections.Select(static section => section.Name).Concat(read.Symbols.Select(static symbol => symbol.Name)).FirstOrDefault(static name => name.Any(char.IsControl)) is { } odd
            ? throw new ToolException(path + ": the name '" + OneLine(odd) + "' holds a control character, such as a line break; give it another name")
            : read;
    }

    private static string OneLine(string name) => new([.. name.Select(static letter => char.IsControl(letter) ? ' ' : letter)]);

    private static Module ReadListing(string path, byte[] file)
    {
        var text = System.Text.Encoding.UTF8.GetString(file).Replace("\r\n", "\n", StringComparison.Ordinal);
        return new Module(ListingReader.Parse(path, text), text);
    }

    private Module Find(string module)
    {
        foreach (var candidate in Modules)
        {
            if (candidate.Name == module || candidate.Name.EndsWith("." + module, StringComparison.Ordinal))
                return candidate;
        }

        throw new ToolException(Path + ": has no entry module '" + module + "'; it has " + Names());
    }

    private string Names() => string.Join(", ", Modules.Select(static module => module.Name));
}
