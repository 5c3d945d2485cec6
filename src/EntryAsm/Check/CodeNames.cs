// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Flow;

namespace EntryAsm.Check;

/// <summary>Names places by the symbol they follow.</summary>
internal sealed class CodeNames
{
    private readonly EntryObject entryObject;
    private readonly (int Offset, string Name)[][] symbols;

    public CodeNames(EntryObject entryObject)
    {
        this.entryObject = entryObject;
        symbols = [.. entryObject.Sections.Select((_, index) => entryObject.Symbols
            .Where(symbol => symbol.Section == index && symbol.Type != SymbolType.Section)
            .OrderBy(static symbol => symbol.Value).ThenBy(static symbol => symbol.Binding == SymbolBinding.Local).ThenBy(static symbol => symbol.Name, StringComparer.Ordinal)
            .Select(static symbol => ((int)symbol.Value, symbol.Name)).ToArray())];
    }

    public string Of(CodePlace place)
    {
        var best = -1;
        for (var i = 0; i < symbols[place.Section].Length && symbols[place.Section][i].Offset <= place.Offset; i++)
        {
            if (best < 0 || symbols[place.Section][i].Offset != symbols[place.Section][best].Offset)
                best = i;
        }

        var (offset, name) = best < 0 ? (0, entryObject.Sections[place.Section].Name) : symbols[place.Section][best];
        return offset == place.Offset ? name : name + "+0x" + (place.Offset - offset).ToString("x", CultureInfo.InvariantCulture);
    }
}
