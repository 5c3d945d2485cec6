// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace EntryAsm.Tool;

/// <summary>A symbol as a header declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsFunction">True for code.</param>
/// <param name="Section">Its section.</param>
/// <param name="Offset">Its offset in bytes from the start of the section.</param>
/// <param name="Size">Its size in bytes, 0 when it states none.</param>
internal sealed record HeaderSymbol(string Name, bool IsFunction, string Section, long Offset, long Size);

/// <summary>A structure that a module describes by numbers, such as the frame of EntryAsm.Kernel: words of 64 bits.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fields">Its fields, from the lowest offset; each is 8 bytes after the one before.</param>
internal sealed record HeaderStructure(string Name, ImmutableArray<string> Fields);

/// <summary>What a header says about a module: what others can refer to, in the module's order.</summary>
internal sealed class HeaderModel
{
    public HeaderModel(EntryObject entryObject)
    {
        Object = entryObject;
        var dot = entryObject.Name.LastIndexOf('.');
        (Namespace, Name) = dot < 0 || !IsName(entryObject.Name) ? ("", entryObject.Name) : (entryObject.Name[..dot], entryObject.Name[(dot + 1)..]);
        Symbols = [.. entryObject.Symbols.Where(IsPublic).Select(symbol => Describe(entryObject, symbol))];
        List<(string Name, long Value)> numbers = [.. entryObject.Symbols.Where(static symbol => symbol.Section == EntrySymbol.Absolute).Select(static symbol => (symbol.Name, symbol.Value))];
        Structures = [.. FindStructures(numbers)];
        Numbers = [.. numbers.Where(number => !Structures.Exists(structure => IsOf(number.Name, structure)))];
    }

    public EntryObject Object { get; }

    public string Namespace { get; }

    public string Name { get; }

    /// <summary>Global and weak symbols the module defines.</summary>
    public List<HeaderSymbol> Symbols { get; }

    /// <summary>Symbols that are plain numbers.</summary>
    public List<(string Name, long Value)> Numbers { get; }

    /// <summary>Structures that the module describes: numbers NAME_size, a multiple of 8, and NAME_FIELD for each 8 bytes of it.</summary>
    public List<HeaderStructure> Structures { get; }

    private static IEnumerable<HeaderStructure> FindStructures(List<(string Name, long Value)> numbers)
    {
        foreach (var (name, size) in numbers)
        {
            if (!name.EndsWith(SizeSuffix, StringComparison.Ordinal) || size <= 0 || size % 8 != 0)
                continue;
            var prefix = name[..^SizeSuffix.Length] + "_";
            var fields = numbers.Where(number => number.Name != name && number.Name.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(static number => number.Value).ToList();
            if (fields.Count == size / 8 && fields.Select(static (field, index) => field.Value == 8 * index).All(static fits => fits))
                yield return new HeaderStructure(prefix[..^1], [.. fields.Select(field => field.Name[prefix.Length..])]);
        }
    }

    private const string SizeSuffix = "_size";

    private static bool IsOf(string number, HeaderStructure structure) =>
        number == structure.Name + SizeSuffix || structure.Fields.Any(field => number == structure.Name + "_" + field);

    private static bool IsPublic(EntrySymbol symbol) => symbol.Section >= 0 && symbol.Binding != SymbolBinding.Local && symbol.Type != SymbolType.Section;

    private static HeaderSymbol Describe(EntryObject entryObject, EntrySymbol symbol)
    {
        var section = entryObject.Sections[symbol.Section];
        var isFunction = symbol.Type == SymbolType.Function || (symbol.Type == SymbolType.None && (section.Flags & SectionFlags.Execute) != 0);
        return new HeaderSymbol(symbol.Name, isFunction, section.Name, symbol.Value, symbol.Size);
    }

    /// <summary>A module's type name; a foreign object is named after its file.</summary>
    private static bool IsName(string name) => name.All(static letter => char.IsLetterOrDigit(letter) || letter is '_' or '.') && !name.EndsWith(".o", StringComparison.Ordinal);
}
