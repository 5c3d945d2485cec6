// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;
using EntryAsm.Writers;

namespace EntryAsm.Report.Model;

/// <summary>The typed tables of an object, and the descriptor table it asks for.</summary>
internal sealed class TableData(EntryObject entryObject, FeatureNames features, JsonText json)
{
    private readonly EntryTables tables = EntryTables.Of(entryObject);

    public void Write()
    {
        WriteGates();
        WriteAlternatives();
        json.Key("tables");
        json.BeginArray();
        Table("Exception table", "where execution goes on when an instruction faults", ["instruction", "fixup", "handler", "line"], tables.ExceptionTable,
            row => { Place(row.Instruction); Place(row.Fixup); Handler(row); Line(row.Line); });
        Table("Alternatives", "code that is patched in on processors with a feature", ["original", "replacement", "feature", "bytes", "padding", "replacement bytes", "line"], tables.Alternatives,
            row => { Place(row.Original); Place(row.Replacement); json.Value(features.InFull(row)); json.Value(row.OriginalLength); json.Value(row.PaddingLength); json.Value(row.ReplacementLength); Line(row.Line); });
        Table("Static branches", "branches that a key switches at run time", ["instruction", "target", "key", "taken if", "line"], tables.StaticBranches,
            row => { Place(row.Code); Place(row.Target); Place(row.Key); json.Value(row.IfFalse ? "false" : "true"); Line(row.Line); });
        Table("Paravirt sites", "calls that a hypervisor may patch", ["instruction", "operation", "bytes", "clobbers", "line"], tables.ParavirtSites,
            row => { Place(row.Instruction); json.Value(row.Type); json.Value(row.Length); json.Value(InstructionText.Number(row.Clobbers)); Line(row.Line); });
        Table("Exports", "symbols that loadable modules may use", ["name", "value", "licence", "checksum", "line"], tables.ExportedSymbols,
            row => { json.Value(row.Name); Place(row.Value); json.Value(row.IsGplOnly ? "GPL" : "any"); Place(row.Crc); Line(row.Line); });
        Table("Unwind hints", "what the stack holds from an instruction on", ["place", "register", "offset", "kind", "end", "line"], tables.UnwindHints,
            row => { Place(row.Place); json.Value(row.Register.ToString().ToLowerInvariant()); json.Value(row.StackOffset); json.Value(row.Type.ToString()); json.Value(row.IsEnd ? "end" : ""); Line(row.Line); });
        Table("Annotations", "marks for objtool", ["place", "kind", "line"], tables.Annotations, row => { Place(row.Place); json.Value(row.Kind.ToString()); Line(row.Line); });
        json.EndArray();
    }

    private void WriteGates()
    {
        json.Key("gates");
        json.BeginArray();
        foreach (var gate in entryObject.Gates)
        {
            json.BeginArray(isInline: true);
            json.Value(gate.Vector);
            json.Value(entryObject.Symbols[gate.Symbol].Name);
            json.Value(entryObject.Symbols[gate.Symbol].Section);
            json.Value(entryObject.Symbols[gate.Symbol].Value);
            json.Value(gate.HasErrorCode);
            json.Value(gate.Ist);
            json.Value(gate.Dpl);
            json.Value(gate.Type == GateType.Trap ? "trap" : "interrupt");
            Line(gate.Line);
            json.EndArray();
        }

        json.EndArray();
    }

    /// <summary>The same rows as in the table, as places: the page shows replacements where they are patched in.</summary>
    private void WriteAlternatives()
    {
        json.Key("alternatives");
        json.BeginArray();
        foreach (var row in tables.Alternatives)
        {
            if (row.Original.Section < 0 || row.Replacement.Section < 0)
                continue;
            json.BeginArray(isInline: true);
            json.Value(row.Original.Section);
            json.Value(row.Original.Offset);
            json.Value(row.OriginalLength);
            json.Value(row.Replacement.Section);
            json.Value(row.Replacement.Offset);
            json.Value(row.ReplacementLength);
            json.Value(features.Of(row));
            json.Value(features.Of(row.Feature));
            json.Value(row.IsForMissingFeature);
            json.EndArray();
        }

        json.EndArray();
    }

    private void Table<T>(string title, string what, string[] columns, IReadOnlyCollection<T> rows, Action<T> write)
    {
        if (rows.Count == 0)
            return;
        json.BeginObject();
        json.Key("title").Value(title);
        json.Key("what").Value(what);
        json.Key("columns");
        json.BeginArray(isInline: true);
        foreach (var column in columns)
            json.Value(column);
        json.EndArray();
        json.Key("rows");
        json.BeginArray();
        foreach (var row in rows)
        {
            json.BeginArray(isInline: true);
            write(row);
            json.EndArray();
        }

        json.EndArray();
        json.EndObject();
    }

    /// <summary>A place is a link where it is in this object: its name with section and offset.</summary>
    private void Place(EntryTarget target)
    {
        if (target.Section < 0)
        {
            json.Value(target.IsNone ? "" : target.Name);
            return;
        }

        json.BeginArray();
        json.Value(target.Name);
        json.Value(target.Section);
        json.Value(target.Offset);
        json.EndArray();
    }

    private void Line(SourceLocation line) => json.Value(line.Line == 0 ? "" : line.File + ":" + NumberText.Decimal(line.Line));

    /// <summary>A function, or since Linux 5.16 the number of a way of handling.</summary>
    private void Handler(ExceptionTableEntry row)
    {
        if (row.Type is { } type)
            json.Value(InstructionText.Number(type));
        else
            Place(row.Handler);
    }
}
