// SPDX-License-Identifier: MIT
using EntryAsm.Objects;

namespace EntryAsm.Writers;

/// <summary>The typed tables of an object as JSON: the same names as the properties of <see cref="EntryObject"/>.</summary>
internal sealed class JsonTables
{
    private readonly EntryObject entryObject;
    private readonly EntryTables tables;
    private readonly JsonText json;
    private readonly bool isRecent;
    private readonly bool hasFlags;

    public JsonTables(EntryObject entryObject, JsonText json)
    {
        this.entryObject = entryObject;
        tables = EntryTables.Of(entryObject);
        this.json = json;
        isRecent = KernelSections.IsRecent(entryObject);
        hasFlags = entryObject.FindSection(KernelSections.Alternatives) is { } section && KernelSections.AlternativeSizeIn(section) == KernelSections.AlternativeSizeWithFlags;
    }

    public void Write()
    {
        Table("gates", entryObject.Gates, static gate => gate.Line, gate =>
        {
            json.Key("vector").Value(gate.Vector);
            json.Key("symbol").Value(gate.Symbol);
            json.Key("hasErrorCode").Value(gate.HasErrorCode);
            json.Key("ist").Value(gate.Ist);
            json.Key("dpl").Value(gate.Dpl);
            json.Key("type").Value(gate.Type == GateType.Trap ? "trap" : "interrupt");
        });
        Table("exceptionTable", tables.ExceptionTable, static row => row.Line, row =>
        {
            Target("instruction", row.Instruction);
            Target("fixup", row.Fixup);
            if (row.Type is { } type)
                json.Key("type").Value(type);
            else
                Target("handler", row.Handler);
        });
        Table("alternatives", tables.Alternatives, static row => row.Line, row =>
        {
            Target("original", row.Original);
            Target("replacement", row.Replacement);
            json.Key("feature").Value(row.Feature);
            json.Key("originalLength").Value(row.OriginalLength);
            json.Key("replacementLength").Value(row.ReplacementLength);
            if (hasFlags)
                json.Key("flags").Value(row.Flags);
            else
                json.Key("paddingLength").Value(row.PaddingLength);
        });
        Table("unwindHints", tables.UnwindHints, static row => row.Line, row =>
        {
            Target("place", row.Place);
            json.Key("stackOffset").Value(row.StackOffset);
            json.Key("register").Value((int)row.Register);
            json.Key("type").Value((int)row.Type & 15);
            json.Key("isEnd").Value(row.IsEnd);
            if (isRecent)
                json.Key("isSignal").Value(row.IsSignal);
        });
        Table("annotations", tables.Annotations, static row => row.Line, row =>
        {
            json.Key("kind").Value(row.Kind switch
            {
                AnnotationKind.RetpolineSafe => "retpolineSafe",
                AnnotationKind.NoSpeculationAlternative => "noSpeculationAlternative",
                AnnotationKind.Reachable => "reachable",
                AnnotationKind.Unreachable => "unreachable",
                AnnotationKind.NoEndbr => "noEndbr",
                AnnotationKind.IntraFunctionCall => "intraFunctionCall",
                AnnotationKind.ValidateUnret => "validateUnret",
                _ => "ignoreAlternative",
            });
            Target("place", row.Place);
        });
        Table("paravirtSites", tables.ParavirtSites, static row => row.Line, row =>
        {
            Target("instruction", row.Instruction);
            json.Key("type").Value(row.Type);
            json.Key("length").Value(row.Length);
            json.Key("clobbers").Value(row.Clobbers);
        });
        Table("staticBranches", tables.StaticBranches, static row => row.Line, row =>
        {
            Target("code", row.Code);
            Target("target", row.Target);
            Target("key", row.Key);
            json.Key("ifFalse").Value(row.IfFalse);
        });
        Table("exportedSymbols", tables.ExportedSymbols, static row => row.Line, row =>
        {
            json.Key("name").Value(row.Name);
            Target("value", row.Value);
            json.Key("isGplOnly").Value(row.IsGplOnly);
            if (!row.Crc.IsNone)
                Target("crc", row.Crc);
        });
    }

    private void Table<T>(string key, IEnumerable<T> rows, Func<T, SourceLocation> line, Action<T> write) => JsonWriter.Records(json, key, rows, row =>
    {
        write(row);
        JsonWriter.Line(json, line(row));
    });

    private void Target(string key, EntryTarget target)
    {
        json.Key(key).BeginObject();
        json.Key("name").Value(target.Name);
        json.Key("section").Value(target.Section);
        json.Key("offset").Value(target.Offset);
        json.Key("symbol").Value(target.Symbol);
        json.EndObject();
    }
}
