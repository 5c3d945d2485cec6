// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Flow;
using EntryAsm.Objects;
using EntryAsm.Orc;

namespace EntryAsm;

/// <summary>The tables of the kernel's ORC unwinder, as <c>objtool orc generate</c> makes them of an object with unwind hints.</summary>
public static class OrcTable
{
    private const string Rows = ".orc_unwind", Places = ".orc_unwind_ip";

    /// <summary>The rows for all code of an object, by place: one where something changes.</summary>
    /// <param name="entryObject">The object, with its unwind hints.</param>
    /// <param name="rules">Whose objtool's rows.</param>
    public static ImmutableArray<OrcRow> Of(EntryObject entryObject, OrcRules rules = OrcRules.Linux5)
    {
        var code = new FlowCode(entryObject, new Bases());
        var points = new OrcPoints(code, OrcAnalysis.Run(entryObject, code, rules), rules);
        var rows = ImmutableArray.CreateBuilder<OrcRow>();
        for (var section = 0; section < entryObject.Sections.Length; section++)
        {
            if (!HasRows(entryObject.Sections[section]))
                continue;
            var first = rows.Count;
            foreach (var (offset, state) in points.In(section))
            {
                var row = state.Row(section, offset);
                if (rows.Count == first || !rows[rows.Count - 1].Agrees(row))
                    rows.Add(row);
            }

            if (rows.Count != first)
                rows.Add(OrcState.Nothing.Row(section, entryObject.Sections[section].Size));
        }

        return rows.ToImmutable();
    }

    /// <summary>The object with the tables, in sections as objtool makes them.</summary>
    /// <param name="entryObject">The object, with its unwind hints.</param>
    /// <param name="rules">Whose objtool's rows.</param>
    public static EntryObject AddTo(EntryObject entryObject, OrcRules rules = OrcRules.Linux5)
    {
        var rows = Of(entryObject, rules);
        var places = new SectionImage(Places, SectionFlags.Alloc, 4);
        var contents = new SectionImage(Rows, SectionFlags.Alloc, OrcRow.Size);
        foreach (var row in rows)
        {
            places.AddDistance(row.Section, row.Offset);
            contents.Write(row.StackOffset, 2);
            contents.Write(row.FrameOffset, 2);
            contents.Write((int)row.StackRegister | (int)row.FrameRegister << 4, 1);
            contents.Write((int)row.Type | (row.IsEnd ? 4 : 0), 1);
        }

        return rows.IsEmpty ? entryObject : SectionImage.AddTo(entryObject, [places, contents]);
    }

    /// <summary>Code that stays where it is: replacements are copied away, and what is discarded has no address.</summary>
    private static bool HasRows(EntrySection section) => (section.Flags & SectionFlags.Execute) != 0
        && section.Name is not (".altinstr_replacement" or ".altinstr_aux") && !section.Name.StartsWith(".discard.", StringComparison.Ordinal);
}
