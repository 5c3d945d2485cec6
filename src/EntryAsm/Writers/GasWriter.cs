// SPDX-License-Identifier: MIT
using System.Text;
using EntryAsm.Objects;
using EntryAsm.Primitives;
using EntryAsm.Writers;

namespace EntryAsm;

/// <summary>
/// Writes an <see cref="EntryObject"/> as GNU assembler source (AT&amp;T syntax) from which <c>as --64</c> makes the same sections, symbols and
/// relocations again: instructions as mnemonics, branches to labels, alignment as directives.
/// </summary>
public static class GasWriter
{
    /// <summary>The source text: ASCII, lines ended by <c>\n</c>.</summary>
    /// <param name="entryObject">What is written.</param>
    /// <param name="options">What to write besides the assembly; by default nothing.</param>
    public static string Write(EntryObject entryObject, GasOptions? options = null) => new Source(entryObject, options ?? new GasOptions()).Write();

    /// <summary>Writes the source text to a stream.</summary>
    /// <inheritdoc cref="Write(EntryObject, GasOptions)"/>
    /// <param name="entryObject">What is written.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="options">What to write besides the assembly; by default nothing.</param>
    public static void Write(EntryObject entryObject, Stream stream, GasOptions? options = null)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(Write(entryObject, options));
        stream.Write(bytes, 0, bytes.Length);
    }

    private sealed class Source
    {
        private readonly EntryObject entryObject;
        private readonly GasOptions options;
        private readonly PlaceNames names;
        private readonly GasInstructionText instructions;
        private readonly StringBuilder text = new();
        private EntrySection? current;
        private string lineComment = "";
        private int bitness = 64;

        public Source(EntryObject entryObject, GasOptions options)
        {
            this.entryObject = entryObject;
            this.options = options;
            names = entryObject.Names;
            instructions = new GasInstructionText(reference => Expression(reference, ""));
        }

        public string Write()
        {
            text.Append("# ").Append(entryObject.Name).Append(": GNU assembler source, assemble with: as --64\n");
            WriteNumbers();
            for (var i = 0; i < entryObject.Sections.Length; i++)
                WriteSection(i);
            WriteUndefined();
            return text.ToString();
        }

        private void WriteNumbers()
        {
            foreach (var symbol in entryObject.Symbols)
            {
                if (symbol.Section != EntrySymbol.Absolute || symbol.Type == SymbolType.Section)
                    continue;
                WriteAttributes(symbol);
                Line(".set", Quoted(symbol.Name) + ", " + NumberText.Hex(symbol.Value));
            }
        }

        /// <summary>Symbols of other objects need no declaration, save to be weak or hidden, or when nothing refers to them.</summary>
        private void WriteUndefined()
        {
            var references = entryObject.Sections.SelectMany(static section => section.References);
            var used = new HashSet<ReferencePlace>(references.SelectMany(static reference => (ReferencePlace[])[reference.Target, reference.Minus]));
            for (var i = 0; i < entryObject.Symbols.Length; i++)
            {
                var symbol = entryObject.Symbols[i];
                if (symbol.Section == EntrySymbol.Common)
                    WriteCommon(symbol);
                else if (!symbol.IsDefined)
                    WriteAttributes(symbol, isKnown: used.Contains(ReferencePlace.Symbol(i)));
            }
        }

        private void WriteCommon(EntrySymbol symbol)
        {
            if (symbol.Visibility != SymbolVisibility.Default)
                Line(VisibilityDirective(symbol), Quoted(symbol.Name));
            Line(".comm", Quoted(symbol.Name) + ", " + NumberText.Decimal(symbol.Size) + ", " + NumberText.Decimal(symbol.Value));
        }

        private static string VisibilityDirective(EntrySymbol symbol) => symbol.Visibility switch { SymbolVisibility.Hidden => ".hidden", SymbolVisibility.Internal => ".internal", _ => ".protected" };

        private void WriteSection(int index)
        {
            var section = current = entryObject.Sections[index];
            var places = names.In(index);
            var alignment = section.Items.Where(static item => item.Kind == EntryItemKind.Align).Select(static item => item.Alignment).DefaultIfEmpty(1).Max();
            if (IsStandard(section) && section.Items.IsEmpty && places.IsEmpty && section.Alignment == 1)
                return; // GNU as makes it by itself

            text.Append('\n');
            WriteSectionDirective(section);
            if (section.Alignment > alignment)
                Line(".p2align", NumberText.Decimal(Log2(section.Alignment)));

            var reader = new InstructionReader(section);
            var next = 0;
            foreach (var item in section.Items)
            {
                for (; next < places.Length && places[next].StandsBefore(item); next++)
                    WritePlace(section, places[next], item.Offset);
                lineComment = options.SourceLines && item.Line != 0 ? "\t# " + entryObject.Files[item.File] + ":" + NumberText.Decimal(item.Line) : "";
                WriteItem(section, reader, item);
                lineComment = "";
            }

            for (; next < places.Length; next++)
                WritePlace(section, places[next], section.Size);
        }

        /// <summary>True for the three sections that are always there.</summary>
        private static bool IsStandard(EntrySection section) => section is
            { Name: ".text", Flags: SectionFlags.Alloc | SectionFlags.Execute, Type: SectionType.ProgBits } or
            { Name: ".data", Flags: SectionFlags.Alloc | SectionFlags.Write, Type: SectionType.ProgBits } or
            { Name: ".bss", Flags: SectionFlags.Alloc | SectionFlags.Write, Type: SectionType.NoBits };

        private void WriteSectionDirective(EntrySection section)
        {
            if (IsStandard(section))
            {
                text.Append('\t').Append(section.Name).Append('\n');
                return;
            }

            var entrySize = section.EntrySize == 0 || (section.Flags & SectionFlags.Merge) == 0 ? "" : ", " + NumberText.Decimal(section.EntrySize);
            Line(".section", Quoted(section.Name) + ", \"" + SectionText.Flags(section.Flags) + "\", @" + SectionText.Type(section.Type) + entrySize + Linked(section) + Group(section.Group));
        }

        private string Linked(EntrySection section) => (section.Flags & SectionFlags.LinkOrder) == 0 ? "" : ", " + (section.LinkedTo < 0 ? "0" : Quoted(entryObject.Sections[section.LinkedTo].Name));

        private static string Group(EntryGroup? group) => group is null ? "" : ", " + Quoted(group.Name) + (group.IsComdat ? ", comdat" : "");

        /// <summary>Defines what is at a place; one inside a statement counts from the statement's start.</summary>
        private void WritePlace(EntrySection section, Place place, int here)
        {
            if (place.Kind == PlaceKind.Label && !names.IsNeeded(place.Index))
                return;

            var name = Quoted(place.Kind == PlaceKind.Label ? names.Label(place.Index) : entryObject.Symbols[place.Index].Name);
            var ahead = place.Offset - here;
            if (place.Kind == PlaceKind.End)
            {
                if (ahead == 0)
                    Line(".size", name + ", . - " + name);
                return;
            }

            if (place.Kind == PlaceKind.Symbol)
                WriteAttributes(entryObject.Symbols[place.Index], section);
            if (ahead == 0)
                text.Append(name).Append(":\n");
            else
                Line(".set", name + ", . + " + NumberText.Decimal(ahead));
        }

        private void WriteAttributes(EntrySymbol symbol, EntrySection? section = null, bool isKnown = false)
        {
            var name = Quoted(symbol.Name);
            if (symbol.Binding == SymbolBinding.Weak)
                Line(".weak", name);
            else if (symbol.Binding == SymbolBinding.Global && !isKnown)
                Line(".globl", name);
            if (symbol.Visibility != SymbolVisibility.Default)
                Line(VisibilityDirective(symbol), name);
            if (symbol.Type != SymbolType.None)
                Line(".type", name + ", @" + TypeName(symbol.Type));
            if (symbol.Size != 0 && (section is null || !IsBoundary(section, symbol.Value + symbol.Size)))
                Line(".size", name + ", " + NumberText.Decimal(symbol.Size));
        }

        private static string TypeName(SymbolType type) => type switch
        {
            SymbolType.Function => "function",
            SymbolType.ThreadLocal => "tls_object",
            SymbolType.IndirectFunction => "gnu_indirect_function",
            SymbolType.Common => "common",
            _ => "object",
        };

        private static bool IsBoundary(EntrySection section, long offset)
        {
            int low = 0, high = section.Items.Length - 1;
            while (low <= high)
            {
                var middle = (low + high) / 2;
                var item = section.Items[middle];
                if (offset == item.Offset || offset == item.End)
                    return true;
                if (offset < item.Offset)
                    high = middle - 1;
                else
                    low = middle + 1;
            }

            return false;
        }

        private void WriteItem(EntrySection section, InstructionReader reader, in EntryItem item)
        {
            switch (item.Kind)
            {
                case EntryItemKind.Instruction:
                    WriteInstruction(section, reader, item);
                    break;
                case EntryItemKind.Align:
                    WriteAlign(section, item);
                    break;
                case EntryItemKind.Fill when item.Length != 0:
                    Line(".skip", NumberText.Decimal(item.Length) + (item.Fill == 0 ? "" : ", " + NumberText.Hex(item.Fill)));
                    break;
                case EntryItemKind.Data when item.Unit == 0:
                    WriteText(section.Bytes.Span.Slice(item.Offset, item.Length));
                    break;
                case EntryItemKind.Data:
                    WriteData(section, item, reader.ReferencesOf(item));
                    break;
            }
        }

        private void WriteInstruction(EntrySection section, InstructionReader reader, in EntryItem item)
        {
            WriteMode(item.Bitness);
            var bytes = section.Bytes.Span.Slice(item.Offset, item.Length);
            if (reader.TryDecode(item, out var decoded))
                Line(instructions.Format(decoded, item, bytes), "");
            else
                WriteData(section, item with { Kind = EntryItemKind.Data, Detail = 1 }, []); // no instruction the decoder knows
        }

        private void WriteMode(int mode)
        {
            if (mode == bitness)
                return;
            bitness = mode;
            text.Append("\t.code").Append(NumberText.Decimal(bitness)).Append('\n');
        }

        private void WriteAlign(EntrySection section, in EntryItem item)
        {
            if (item.PadsIn16BitCode != (bitness == 16) && item.Fill < 0)
                WriteMode(item.PadsIn16BitCode ? 16 : 64);
            var usual = (section.Flags & SectionFlags.Execute) != 0 ? -1 : 0;
            var fill = item.Fill == usual || section.Type == SectionType.NoBits ? "" : NumberText.Hex(item.Fill);
            var operands = NumberText.Decimal(Log2(item.Alignment));
            if (item.MaxPadding != 0)
                operands += ", " + fill + ", " + NumberText.Decimal(item.MaxPadding);
            else if (fill.Length != 0)
                operands += ", " + fill;
            Line(".p2align", operands);
        }

        private void WriteText(ReadOnlySpan<byte> bytes)
        {
            if (bytes.IsEmpty)
                return;

            var ended = bytes.IndexOf((byte)0) == bytes.Length - 1;
            var quoted = new StringBuilder("\"");
            foreach (var value in ended ? bytes.Slice(0, bytes.Length - 1) : bytes)
            {
                if (value is (byte)'"' or (byte)'\\')
                    quoted.Append('\\').Append((char)value);
                else if (value is >= 0x20 and < 0x7f)
                    quoted.Append((char)value);
                else
                    quoted.Append('\\').Append((char)('0' + (value >> 6))).Append((char)('0' + (value >> 3 & 7))).Append((char)('0' + (value & 7)));
            }

            Line(ended ? ".asciz" : ".ascii", quoted.Append('"').ToString());
        }

        private void WriteData(EntrySection section, in EntryItem item, ReadOnlySpan<EntryReference> references)
        {
            var unit = item.Unit;
            var directive = unit switch { 8 => ".quad", 4 => ".long", 2 => ".word", _ => ".byte" };
            var perLine = unit switch { 8 => 4, 4 => 6, _ => 12 };
            var line = new List<string>(perLine);
            for (var offset = item.Offset; offset < item.End; offset += unit)
            {
                var isNamed = !references.IsEmpty && references[0].Offset == offset;
                if (isNamed && references[0].Minus.IsDot)
                    Flush(directive, line); // '.' means the start of the directive
                line.Add(isNamed ? Expression(references[0], " ") : NumberText.Hex(Value(section, offset, unit)));
                references = isNamed ? references.Slice(1) : references;
                if (line.Count == perLine || (isNamed && line[^1].Contains(" - .")))
                    Flush(directive, line);
            }

            Flush(directive, line);
        }

        private void Flush(string directive, List<string> line)
        {
            if (line.Count != 0)
                Line(directive, string.Join(", ", line));
            line.Clear();
        }

        private static ulong Value(EntrySection section, int offset, int unit)
        {
            ulong value = 0;
            for (var i = unit - 1; i >= 0; i--)
                value = value << 8 | section.Bytes.Span[offset + i];
            return value;
        }

        private string Expression(in EntryReference reference, string space)
        {
            if (reference.Target.IsSymbol && entryObject.Symbols[reference.Target.Index] is { Type: SymbolType.Section, Section: EntrySymbol.Absolute })
                return NumberText.Decimal(reference.Addend);
            var sum = Quoted(names.Of(reference.Target));
            if (reference.IsRelocated && current!.FindRelocation(reference.Offset) is >= 0 and var relocation && current!.Relocations[relocation].Type.Suffix() is { } suffix)
                sum += "@" + suffix;
            if (!reference.Minus.IsNone)
                sum += space + "-" + space + (reference.Minus.IsDot ? "." : Quoted(names.Of(reference.Minus)));
            if (reference.Addend == 0)
                return sum;
            var (sign, number) = reference.Addend < 0 ? ("-", unchecked((ulong)-reference.Addend)) : ("+", (ulong)reference.Addend);
            return sum + space + sign + space + NumberText.Decimal(number);
        }

        private void Line(string statement, string operands)
        {
            text.Append('\t').Append(statement);
            if (operands.Length != 0)
                text.Append('\t').Append(operands);
            text.Append(lineComment).Append('\n');
        }

        /// <summary>A name as GNU as takes it: in quotes when it has a character that would end it.</summary>
        private static string Quoted(string name)
        {
            var isPlain = name.Length != 0 && name[0] is not (>= '0' and <= '9' or '$');
            foreach (var letter in name)
                isPlain &= letter is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or '.' or '$';
            return isPlain ? name : "\"" + name.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
        }

        private static int Log2(int value)
        {
            var power = 0;
            while (value >> power > 1)
                power++;
            return power;
        }
    }
}
