// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

// '.struct': labels that follow are numbers, offsets in a structure, until a section continues.
internal sealed partial class GasReader
{
    /// <summary>Where the next field lies; null in a section.</summary>
    private long? absolute;

    private void Structure(string rest) => absolute = rest.Length == 0 ? 0 : Known(ParseAll(rest, "an offset"), "the offset");

    /// <summary>A label in a structure.</summary>
    private void Field(string name, long offset)
    {
        state.Set(name, offset);
        var facts = symbols[name];
        facts.IsInTable = facts.IsNumber = true;
        facts.Assignments++;
        output.Add(new AssignStatement(name, new NumberExpression(offset)) { Line = line });
    }

    /// <summary>What a structure has: space, and alignment.</summary>
    /// <returns>False where this is no structure.</returns>
    private bool TrySkipField(Expression bytes)
    {
        if (absolute is not { } place)
            return false;
        absolute = place + Known(bytes, "the count");
        return true;
    }

    /// <summary>A section ends a structure; nothing else can be in one.</summary>
    private void EndStructure(CallStatement call)
    {
        if (call.Method is "section" or "text" or "data" or "bss" or "previous" or "pushsection" or "popsection")
            absolute = null;
        else if (absolute is not null && (call.IsInstruction || call.Method is ['d', _]))
            throw new ImportException(line, "a .struct has fields and no contents; name the section that goes on here");
    }
}
