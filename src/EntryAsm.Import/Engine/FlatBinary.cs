// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Engine;

/// <summary>A module as a flat binary, as <c>nasm -f bin</c> makes it.</summary>
internal static class FlatBinary
{
    /// <summary>A module at the address of its flat binary.</summary>
    /// <exception cref="ImportException">It names a symbol that it does not define, or an address does not fit its field.</exception>
    public static EntryImage Link(EntryObject module, long origin)
    {
        if (module.Symbols.FirstOrDefault(static symbol => !symbol.IsDefined) is { Name.Length: > 0 } missing)
            throw new ImportException(missing.Line, "symbol '" + missing.Name + "' is not defined, and no linker finds it for a flat binary");
        try
        {
            return EntryImage.Link(module, (ulong)origin);
        }
        catch (EntryAsmException failure)
        {
            throw new ImportException(failure.Location, failure.Reason);
        }
    }

    /// <summary>A linked image as one run of bytes from its lowest address, gaps filled with zeros.</summary>
    public static byte[] Bytes(EntryImage image)
    {
        var filled = image.Sections.Where(static section => !section.Bytes.IsEmpty).ToList();
        if (filled.Count == 0)
            return [];
        var start = filled.Min(static section => section.Address);
        var bytes = new byte[filled.Max(section => section.Address - start + (ulong)section.Bytes.Length)];
        foreach (var section in filled)
            section.Bytes.CopyTo(bytes.AsMemory((int)(section.Address - start)));
        return bytes;
    }
}
