// SPDX-License-Identifier: MIT
using EntryAsm.Check;
using EntryAsm.Flow;
using EntryAsm.Primitives;
using EntryAsm.Writers;
using EntryAsm.Writers.Listings;

namespace EntryAsm.Report.Model;

/// <summary>One module as the page reads it. Places are pairs (section, offset); texts and values that recur are numbers of a list.</summary>
internal sealed class ModuleData
{
    private readonly ReportedModule module;
    private readonly EntryObject entryObject;
    private readonly JsonText json;
    private readonly FlowMap map;
    private readonly CodeRows rows;

    public ModuleData(ReportedModule module, JsonText json)
    {
        this.module = module;
        this.json = json;
        entryObject = module.Object;
        map = FlowMap.Of(entryObject, Checker.PathsOf(module.Check));
        rows = new CodeRows(entryObject);
    }

    public void Write()
    {
        json.BeginObject();
        json.Key("name").Value(entryObject.Name);
        Strings("files", entryObject.Files);
        WriteSections();
        rows.Write(json, module.Sources);
        new Routines(entryObject).Write(json);
        WriteSymbols();
        var features = new FeatureNames(entryObject);
        new TableData(entryObject, features, json).Write();
        FindingData.Write(json, new Checker(entryObject, module.Check).Run(map));
        new FlowData(map, rows, features).Write(json);
        ChangeData.Write(json, module.Changes);
        json.EndObject();
    }

    private void WriteSections()
    {
        json.Key("sections");
        json.BeginArray();
        foreach (var section in entryObject.Sections)
        {
            json.BeginObject(isInline: true);
            json.Key("name").Value(section.Name);
            json.Key("flags").Value(SectionText.Flags(section.Flags));
            json.Key("type").Value(SectionText.Type(section.Type));
            json.Key("align").Value(section.Alignment);
            json.Key("size").Value(section.Size);
            json.Key("relocations").Value(section.Relocations.Length);
            json.Key("bytes").Value(CodeRows.IsCode(section) ? Hex(section.Bytes.Span) : "");
            json.EndObject();
        }

        json.EndArray();
    }

    private void WriteSymbols()
    {
        json.Key("symbols");
        json.BeginArray();
        foreach (var symbol in entryObject.Symbols)
        {
            if (symbol.Type == SymbolType.Section)
                continue;
            json.BeginArray(isInline: true);
            json.Value(symbol.Name);
            json.Value(ListingTables.Describe(symbol));
            json.Value(symbol.Section);
            json.Value(symbol.Value);
            json.Value(symbol.Size);
            json.Value(symbol.Line.Line == 0 ? "" : symbol.Line.File + ":" + NumberText.Decimal(symbol.Line.Line));
            json.EndArray();
        }

        json.EndArray();
    }

    private void Strings(string key, IEnumerable<string> values)
    {
        json.Key(key);
        json.BeginArray(isInline: true);
        foreach (var value in values)
            json.Value(value);
        json.EndArray();
    }

    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        const string Digits = "0123456789abcdef";
        var text = new char[bytes.Length * 2];
        for (var i = 0; i < bytes.Length; i++)
            (text[2 * i], text[2 * i + 1]) = (Digits[bytes[i] >> 4], Digits[bytes[i] & 15]);
        return new string(text);
    }
}
