// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using EntryAsm.Primitives;

namespace EntryAsm.Assembler;

internal sealed partial class ModuleAssembly
{
    /// <summary>The bytes of a file by its path inside the project, or why there are none. A module that is run reads the file; at build time only the build's own inputs are there.</summary>
    public Func<string, BinaryInput>? Inputs { get; set; }

    /// <summary>Some bytes of a file of the project.</summary>
    public void IncludeFile(string path, int skip, int count, Func<string, BinaryInput> read, string file, int line)
    {
        At(file, line);
        BeginData(1);
        if (string.IsNullOrEmpty(path))
            throw Fail(Error.BadArgument("incbin needs the path of a file"));
        if (Path.IsPathRooted(path) || path.IndexOf('\\') >= 0)
            throw Fail(Error.BadArgument("the path '" + path + "' is not one that every machine has; write it from the project's folder on, with '/'"));
        var input = (Inputs ?? read)(path);
        Include(input.Bytes ?? throw Fail(Error.BadArgument(input.Problem!)), "'" + path + "'", skip, count);
    }

    /// <summary>The finished bytes of another module's section.</summary>
    public void IncludeModule(EntryObject module, string section, string file, int line)
    {
        At(file, line);
        BeginData(1);
        var found = module.FindSection(section) ?? throw Fail(Error.BadArgument("module '" + module.Name + "' has no section '" + section + "'"));
        if (found.Type == SectionType.NoBits)
            throw Fail(Error.BadArgument("section '" + section + "' of module '" + module.Name + "' has no contents (nobits)"));
        if (found.Relocations is [var first, ..])
            throw Fail(Error.BadArgument("section '" + section + "' of module '" + module.Name + "' is not finished: at " + OpText.Number(first.Offset) + " stands an address that only the linker knows; "
                + "link the modules instead, or name places by their distance"));
        Include(found.Bytes.ToArray(), "section '" + section + "'", 0, -1);
    }

    private void Include(byte[] bytes, string what, int skip, int count)
    {
        if (skip < 0 || skip > bytes.Length)
            throw Fail(Error.BadArgument(what + " has " + OpText.Number(bytes.Length) + " bytes, so " + OpText.Number(skip) + " cannot be skipped"));
        if (count < -1 || count > bytes.Length - skip)
            throw Fail(Error.BadArgument(what + " has " + OpText.Number(bytes.Length - skip) + " bytes from there on, not " + OpText.Number(count)));
        var taken = count < 0 ? bytes.Length - skip : count;
        RequireRoom(taken);
        bytes.AsSpan(skip, taken).CopyTo(current.Append(taken));
    }
}

/// <summary>What reading a file gave.</summary>
/// <param name="Bytes">Its bytes; null when there are none.</param>
/// <param name="Problem">Why there are none.</param>
internal readonly record struct BinaryInput(byte[]? Bytes, string? Problem);
