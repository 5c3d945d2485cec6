// SPDX-License-Identifier: MIT
using EntryAsm.Objects;
using Iced.Intel;

namespace EntryAsm.Flow;

/// <summary>The targets of a jump through a table of addresses: every field of the table that holds one, up to the next name.</summary>
internal static class JumpTable
{
    public static List<CodePlace>? Targets(FlowCode code, FlowInstruction jump)
    {
        if (jump.Code.Op0Kind != OpKind.Memory || jump.Code.MemoryIndex == Register.None || jump.Code.MemoryIndexScale != 8 || code.PlaceOf(jump.Displacement) is not { } table)
            return null;
        var section = code.Object.Sections[table.Section];
        var end = EndOf(code, table, section);
        var targets = new List<CodePlace>();
        for (var offset = table.Offset; offset + 8 <= end && section.FindRelocation(offset) is >= 0 and var index; offset += 8)
        {
            var relocation = section.Relocations[index];
            if (relocation.Type == RelocationType.Abs64 && code.PlaceOf(code.AddressOf(relocation.Symbol).Plus(relocation.Addend)) is { } place)
                targets.Add(place);
        }

        return targets;
    }

    private static int EndOf(FlowCode code, CodePlace table, EntrySection section)
    {
        var end = section.Size;
        foreach (var symbol in code.Object.Symbols)
        {
            if (symbol.Section == table.Section && symbol.Type != SymbolType.Section && symbol.Value > table.Offset && symbol.Value < end)
                end = (int)symbol.Value;
        }

        return end;
    }
}
