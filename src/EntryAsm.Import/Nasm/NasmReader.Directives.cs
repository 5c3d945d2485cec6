// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Nasm;

internal sealed partial class NasmReader
{
    private const int MostRepetitions = 100_000;

    private readonly Dictionary<string, Action<string>> directives;

    private long? origin;

    private readonly HashSet<string> sectionsSeen = new(StringComparer.Ordinal);

    private Dictionary<string, Action<string>> Directives()
    {
        var all = new Dictionary<string, Action<string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["bits"] = rest => Mode(rest),
            ["use16"] = _ => Mode("16"),
            ["use32"] = _ => Mode("32"),
            ["use64"] = _ => Mode("64"),
            ["default"] = rest => isRelative = rest.Trim().Equals("rel", StringComparison.OrdinalIgnoreCase) || (isRelative && !rest.Trim().Equals("abs", StringComparison.OrdinalIgnoreCase)),
            ["cpu"] = static _ => { },
            ["org"] = Origin,
            ["section"] = Section,
            ["segment"] = Section,
            ["global"] = Global,
            ["extern"] = static _ => { },
            ["static"] = static _ => { },
            ["common"] = Common,
            ["align"] = Align,
            ["alignb"] = Align,
            ["times"] = Times,
            ["absolute"] = rest => absolute = Known(rest, "the address"),
            ["struc"] = Structure,
            ["endstruc"] = _ => EndStructure(),
            ["istruc"] = Instance,
            ["at"] = MemberOf,
            ["iend"] = _ => EndInstance(),
            ["incbin"] = IncludeBinary,
        };
        foreach (var (letter, width) in (ReadOnlySpan<(char, int)>)[('b', 1), ('w', 2), ('d', 4), ('q', 8), ('t', 10), ('o', 16)])
        {
            var bytes = width;
            all["d" + letter] = rest => Data(rest, bytes);
            all["res" + letter] = rest => Reserve(rest, bytes);
        }

        return all;
    }

    /// <summary>A flat binary: the module is linked for that address.</summary>
    private void Origin(string rest)
    {
        if (origin is not null)
            throw new ImportException(line, "a second 'org'");
        origin = Known(rest, "the address");
        output.Add(new CommentStatement("A flat binary for " + rest.Trim() + ": 'entryasm assemble --blob FILE --address " + rest.Trim() + "' writes it") { Line = line });
    }

    private void Mode(string rest)
    {
        var bits = Known(rest, "the mode");
        if (bits is not (16 or 32 or 64))
            throw new ImportException(line, "the mode must be 16, 32 or 64");
        if (state.Bitness != bits)
            Call("code" + bits.ToString(CultureInfo.InvariantCulture));
        state.Bitness = (int)bits;
        DefineOwn("BITS", bits.ToString(CultureInfo.InvariantCulture));
    }

    private void Section(string rest)
    {
        var words = rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            throw new ImportException(line, "the section has no name");
        section = words[0];
        absolute = null;
        var align = 0L;
        var flags = section switch { ".text" => "ax", ".data" => "aw", ".bss" => "aw", ".rodata" => "a", _ => "a" };
        var type = section == ".bss" ? SectionType.NoBits : SectionType.ProgBits;
        var isSaid = false;
        foreach (var word in words.Skip(1).Select(static word => word.ToLowerInvariant()))
        {
            isSaid = true;
            switch (word)
            {
                case "exec": flags = flags.Replace("x", "", StringComparison.Ordinal) + "x"; break;
                case "noexec": flags = flags.Replace("x", "", StringComparison.Ordinal); break;
                case "write": flags = flags.Replace("w", "", StringComparison.Ordinal) + "w"; break;
                case "nowrite": flags = flags.Replace("w", "", StringComparison.Ordinal); break;
                case "alloc": flags = flags.Contains('a', StringComparison.Ordinal) ? flags : "a" + flags; break;
                case "noalloc": flags = flags.Replace("a", "", StringComparison.Ordinal); break;
                case "progbits": type = SectionType.ProgBits; break;
                case "nobits": type = SectionType.NoBits; break;
                case "code": flags = "ax"; break;
                case "data": flags = "aw"; break;
                case ['a', 'l', 'i', 'g', 'n', '=', ..]: align = Known(word[6..], "the alignment"); break;
                default: throw new ImportException(line, "the section attribute '" + word + "' cannot be imported");
            }
        }

        if (section is ".text" or ".data" or ".bss" && !isSaid)
            Call(section[1..]);
        else if (type == SectionType.ProgBits)
            Call("section", new TextArgument(section), new TextArgument(flags));
        else
            Call("section", new TextArgument(section), new TextArgument(flags), new ConstantArgument(type));
        // In a flat binary each section but the first begins at a multiple of 4.
        if (isFlat && align == 0 && sectionsSeen.Count > 0 && !sectionsSeen.Contains(section))
            align = 4;
        sectionsSeen.Add(section);
        if (align > 1)
            Call("align", Number(align));
    }

    private void Global(string rest)
    {
        foreach (var part in NasmMacro.Split(rest, int.MaxValue))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            var name = (colon < 0 ? part : part[..colon]).Trim();
            symbols[name].IsGlobal = true;
            if (colon < 0)
                continue;
            var (kind, size) = Cut(part[(colon + 1)..].Trim());
            if (kind is "function" or "data" or "object")
                Call("type", Named(name), new ConstantArgument(kind == "function" ? SymbolType.Function : SymbolType.Object));
            if (kind is "hidden" or "protected" or "internal")
                Call("visibility", Named(name), new ConstantArgument(kind switch { "hidden" => SymbolVisibility.Hidden, "internal" => SymbolVisibility.Internal, _ => SymbolVisibility.Protected }));
            symbols[name].IsUsed = true;
            if (size.Length == 0)
                continue;
            // The size may name local labels of the symbol itself.
            var label = lastLabel;
            lastLabel = name;
            Call("size", Named(name), new OperandArgument(new ValueOperand(ParseAll(size, "the size"))));
            lastLabel = label;
        }
    }

    private void Align(string rest)
    {
        var parts = NasmMacro.Split(rest, 2);
        if (absolute is { } place)
        {
            var alignment = Math.Max(1, Known(parts.ElementAtOrDefault(0) ?? "", "the alignment"));
            absolute = (place + alignment - 1) / alignment * alignment;
            return;
        }

        var arguments = new List<Argument> { Number(Known(parts.ElementAtOrDefault(0) ?? "", "the alignment")) };
        if (parts.Count > 1 && FirstWord(parts[1]) == "db")
            arguments.Add(Number(Known(parts[1][2..], "the value"), NumberStyle.Hexadecimal));
        Call("align", [.. arguments]);
    }

    private void Times(string rest)
    {
        var tokens = NasmLexer.Read(rest, line);
        var count = expressions.Parse(tokens);
        var what = tokens.AtEnd ? "" : rest[tokens.Current.At..];
        if (FirstWord(what) == "db" && NasmMacro.Split(what[2..], int.MaxValue) is [var single] && FillValue(single) is { } value)
        {
            if (Arithmetic.Evaluate(count, state.Number) is { } bytes)
                Call("skip", value == 0 ? [Number(bytes)] : [Number(bytes), Number(value, NumberStyle.Hexadecimal)]);
            else if (count is BinaryExpression { Operator: BinaryOperator.Subtract, Left: var end, Right: BinaryExpression { Operator: BinaryOperator.Subtract, Left: HereExpression, Right: SymbolExpression start } }
                && Arithmetic.Evaluate(end, state.Number) is not null)
                MoveTo(start.Name, end, value);
            else
                Call("skip", value == 0 ? [new OperandArgument(new ValueOperand(count))] : [new OperandArgument(new ValueOperand(count)), Number(value, NumberStyle.Hexadecimal)]);
            return;
        }

        var times = Arithmetic.Evaluate(count, state.Number) ?? throw new ImportException(line, "the count of 'times' must be a number that is known here");
        if (times > MostRepetitions)
            throw new ImportException(line, "'times' of more than 100,000 cannot be imported");
        if (times == 1)
        {
            ReadStatement(what);
            return;
        }

        var outer = output;
        output = new Output();
        for (var i = 0; i < times; i++)
        {
            output.Add(new TurnStatement { Line = line });
            ReadStatement(what);
        }

        outer.Add(new ExpandedStatement("times " + rest, [.. output.Statements]) { Line = line });
        output = outer;
    }

    /// <summary><c>times 510 - ($ - $$) db 0</c>: fills up to a distance from a label, or from the start of the section.</summary>
    private void MoveTo(string start, Expression bytes, long value)
    {
        Argument[] fill = value == 0 ? [] : [Number(value, NumberStyle.Hexadecimal)];
        if (start == StartOf(section))
            Call("org", [new NumberArgument(bytes), .. fill]);
        else
            Call("padTo", [Named(start), new NumberArgument(bytes), .. fill]);
    }

    private long? FillValue(string text)
    {
        try
        {
            return Arithmetic.Evaluate(ParseAll(text, "a value"), state.Number) is { } value and >= -128 and <= 255 ? value & 0xff : null;
        }
        catch (ImportException)
        {
            return null;
        }
    }

    private void Equate(string name, string text)
    {
        var whole = WholeName(name);
        var value = ParseAll(text, "a value");
        if (Arithmetic.Evaluate(value, state.Number) is not { } number)
        {
            symbols[whole].IsDefined = symbols[whole].IsUsed = true;
            if (state.IsDistance(value))
                state.Distances.Add(whole);
            Call("set", Named(whole), new OperandArgument(new ValueOperand(value)));
            return;
        }

        Field(whole, number, value);
    }

    private void IncludeBinary(string rest)
    {
        var parts = NasmMacro.Split(rest, int.MaxValue);
        var name = parts[0].Trim('"', '\'');
        var path = options.IncludeFolders.Prepend(Path.GetDirectoryName(line.File) ?? "").Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new ImportException(line, "the file '" + name + "' is not found; name its folder with -I");
        included.Add(path);
        var start = parts.Count > 1 ? Known(parts[1], "the first byte") : 0;
        var length = parts.Count > 2 ? Known(parts[2], "the count") : int.MaxValue;
        var bytes = SourceText.Read(path, line).Skip((int)Math.Clamp(start, 0, int.MaxValue)).Take((int)Math.Clamp(length, 0, int.MaxValue)).ToArray();
        if (bytes.Length > 1 << 16)
            throw new ImportException(line, "a file of more than 64 KiB does not become C#; link it instead");
        foreach (var row in bytes.Chunk(16))
            Call("db", [.. row.Select(static value => (Argument)new OperandArgument(new ValueOperand(new NumberExpression(value, NumberStyle.Hexadecimal))))]);
    }

    private void Data(string rest, int width)
    {
        if (absolute is not null)
            throw new ImportException(line, "a struc has fields and no data");
        if (width > 8)
            throw new ImportException(line, "data of " + width.ToString(CultureInfo.InvariantCulture) + " bytes cannot be imported; write it as dq");
        var values = new List<Argument>();
        void Flush()
        {
            if (values.Count > 0)
                Call(width switch { 1 => "db", 2 => "dw", 4 => "dd", _ => "dq" }, [.. values]);
            values.Clear();
        }

        var parts = NasmMacro.Split(rest, int.MaxValue);
        for (var i = 0; i < parts.Count; i++)
        {
            var tokens = NasmLexer.Read(parts[i], line);
            if (tokens.Current.Kind == TokenKind.Text && tokens.Peek().Kind == TokenKind.End)
                i = Text(tokens.Current.Text, parts, i, width, values, Flush);
            else if (tokens.Current.Kind == TokenKind.Real || (tokens.Current.Is("-") && tokens.Peek().Kind == TokenKind.Real))
                values.Add(Real(parts[i].Replace(" ", "", StringComparison.Ordinal), width));
            else
                values.Add(new OperandArgument(new ValueOperand(ParseAll(parts[i], "a value"))));
        }

        Flush();
    }

    private int Text(string text, List<string> parts, int i, int width, List<Argument> values, Action flush)
    {
        if (width == 1 && text.Length > 1 && text.All(char.IsAscii))
        {
            flush();
            var isEnded = i + 1 < parts.Count && parts[i + 1] is "0" or "0x00" or "0x0";
            Call(isEnded ? "asciz" : "ascii", new TextArgument(text));
            return isEnded ? i + 1 : i;
        }

        for (var at = 0; at < text.Length; at += width)
        {
            var value = 0L;
            for (var b = 0; b < width && at + b < text.Length; b++)
                value |= (long)(byte)text[at + b] << (8 * b);
            values.Add(new OperandArgument(new ValueOperand(new NumberExpression(value, width == 1 ? NumberStyle.Character : NumberStyle.Hexadecimal))));
        }

        return i;
    }

    private OperandArgument Real(string word, int width)
    {
        if (width is not (4 or 8) || !double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            throw new ImportException(line, "'" + word + "' is not a number for data of this width");
        var bits = width == 4 ? BitConverter.SingleToUInt32Bits(float.Parse(word, NumberStyles.Float, CultureInfo.InvariantCulture)) : BitConverter.DoubleToInt64Bits(value);
        return new OperandArgument(new ValueOperand(new NumberExpression(bits, NumberStyle.Hexadecimal)));
    }
}
