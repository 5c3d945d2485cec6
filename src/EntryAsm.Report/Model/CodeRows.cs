// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Primitives;
using EntryAsm.Writers;
using Iced.Intel;

namespace EntryAsm.Report.Model;

/// <summary>How an instruction continues; the page knows these numbers.</summary>
internal enum RowFlow
{
    Next, Jump, Branch, Call, Return, IndirectJump, IndirectCall, Stop,
}

/// <summary>One line of code: an instruction, data or padding.</summary>
internal readonly record struct CodeRow(int Section, EntryItem Item, string Text, string Relocation, RowFlow Flow, (int Section, long Offset)? Target);

/// <summary>The code of an object, a row an item, in the order of its sections.</summary>
internal sealed class CodeRows
{
    /// <summary>More elements of data than this are counted rather than shown.</summary>
    private const int MostElements = 8;

    private readonly EntryObject entryObject;
    private readonly ReferenceText references;
    private readonly InstructionText instructions;
    private readonly List<CodeRow> rows = [];
    private readonly int[] firstRow;

    public CodeRows(EntryObject entryObject)
    {
        this.entryObject = entryObject;
        references = new ReferenceText(entryObject);
        instructions = new InstructionText(references);
        firstRow = new int[entryObject.Sections.Length];
        for (var i = 0; i < firstRow.Length; i++)
        {
            firstRow[i] = rows.Count;
            if (IsCode(entryObject.Sections[i]))
                ReadSection(i);
        }
    }

    public static bool IsCode(EntrySection section) => (section.Flags & SectionFlags.Execute) != 0 && section.Size != 0;

    /// <summary>The row of an item.</summary>
    public int Of(int section, int item) => firstRow[section] + item;

    /// <param name="json">Where to.</param>
    /// <param name="sources">The C# lines.</param>
    public void Write(JsonText json, SourceTexts sources)
    {
        var texts = new Interned<string>(StringComparer.Ordinal);
        json.Key("rows");
        json.BeginArray();
        foreach (var row in rows)
        {
            json.BeginArray(isInline: true);
            json.Value(row.Section);
            json.Value(row.Item.Offset);
            json.Value(row.Item.Length);
            json.Value((int)row.Item.Kind);
            json.Value(texts[row.Text]);
            json.Value(row.Item.File);
            json.Value(row.Item.Line);
            json.Value(texts[row.Relocation]);
            json.Value((int)row.Flow);
            json.Value(row.Target?.Section ?? -1);
            json.Value(row.Target?.Offset ?? -1);
            json.Value(texts[row.Item.Line == 0 ? "" : sources.Of(entryObject.Files[row.Item.File], row.Item.Line)]);
            json.EndArray();
        }

        json.EndArray();
        json.Key("texts");
        json.BeginArray();
        foreach (var text in texts.All)
            json.Value(text);
        json.EndArray();
    }

    private void ReadSection(int index)
    {
        var section = references.Section = entryObject.Sections[index];
        var reader = new InstructionReader(section, knowsDialects: true);
        foreach (var item in section.Items)
        {
            var relocation = NamedRelocation.Text(references.Relocations(section, item.Offset, item.End));
            if (item.Kind == EntryItemKind.Instruction && reader.TryDecode(item, out var decoded))
                rows.Add(new CodeRow(index, item, instructions.Format(decoded), relocation, FlowOf(decoded.Instruction), TargetOf(index, decoded)));
            else
                rows.Add(new CodeRow(index, item, TextOf(section, item, reader), relocation, RowFlow.Next, null));
        }
    }

    private static RowFlow FlowOf(in Instruction code) => code.FlowControl switch
    {
        FlowControl.UnconditionalBranch => RowFlow.Jump,
        FlowControl.ConditionalBranch => RowFlow.Branch,
        FlowControl.Call => RowFlow.Call,
        FlowControl.IndirectCall => code.Mnemonic == Mnemonic.Syscall ? RowFlow.Next : RowFlow.IndirectCall,
        FlowControl.Return => RowFlow.Return,
        FlowControl.IndirectBranch => RowFlow.IndirectJump,
        FlowControl.Exception => RowFlow.Stop,
        _ => RowFlow.Next,
    };

    /// <summary>Where a branch or call goes, if into this object.</summary>
    private (int Section, long Offset)? TargetOf(int section, in DecodedItem decoded)
    {
        if (decoded.Instruction.Op0Kind is not (OpKind.NearBranch16 or OpKind.NearBranch32 or OpKind.NearBranch64))
            return null;
        if (decoded.Immediate is not { } reference)
            return (section, (long)decoded.Instruction.NearBranchTarget);
        if (!reference.Minus.IsNone)
            return null;
        if (reference.Target.IsLabel)
            return (entryObject.Labels[reference.Target.Index].Section, entryObject.Labels[reference.Target.Index].Offset + reference.Addend);
        var symbol = entryObject.Symbols[reference.Target.Index];
        return symbol.Section < 0 ? null : (symbol.Section, symbol.Value + reference.Addend);
    }

    private string TextOf(EntrySection section, in EntryItem item, InstructionReader reader) => item.Kind switch
    {
        EntryItemKind.Align => "align " + NumberText.Decimal(item.Alignment),
        EntryItemKind.Fill => "skip " + InstructionText.Number(item.Length),
        EntryItemKind.Instruction when LateInstructions.TryRead(section.Bytes.Span.Slice(item.Offset, item.Length), out var late, out _) => late,
        _ => Data(section, item, reader.ReferencesOf(item)),
    };

    private string Data(EntrySection section, in EntryItem item, ReadOnlySpan<EntryReference> fields)
    {
        var unit = item.Kind == EntryItemKind.Data && item.Unit != 0 ? item.Unit : 1;
        var directive = unit switch { 8 => "dq ", 4 => "dd ", 2 => "dw ", _ => "db " };
        var values = new List<string>();
        for (var at = item.Offset; at < item.End && values.Count < MostElements; at += unit)
        {
            var isNamed = !fields.IsEmpty && fields[0].Offset == at;
            values.Add(isNamed ? references.Expression(fields[0]) : section.Bytes.IsEmpty ? "0" : Number(section.Bytes.Span.Slice(at, Math.Min(unit, item.End - at))));
            fields = isNamed ? fields.Slice(1) : fields;
        }

        return directive + string.Join(", ", values) + (item.Length > MostElements * unit ? ", … (" + NumberText.Decimal(item.Length) + " bytes)" : "");
    }

    private static string Number(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var i = bytes.Length - 1; i >= 0; i--)
            value = value << 8 | bytes[i];
        return "0x" + value.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
    }
}
