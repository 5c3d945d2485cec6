// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Nasm;

// Structures, their fields and instances; space and symbols that are reserved.
internal sealed partial class NasmReader
{
    /// <summary>Where the next field of a <c>struc</c>, or of <c>absolute</c>, lies; null elsewhere.</summary>
    private long? absolute;

    private string structure = "";

    /// <summary>The structure of which an instance is written, and the label it begins at.</summary>
    private (string Structure, string Start)? instance;

    /// <summary>A name for a number that the symbol table has.</summary>
    private void Field(string name, long number, Expression? value = null)
    {
        var facts = symbols[name];
        facts.IsInTable = true;
        facts.Assignments++;
        if (facts.IsUsed)
        {
            facts.IsDefined = true;
            Call("set", Named(name), new NumberArgument(value ?? new NumberExpression(number)));
            return;
        }

        state.Set(name, number);
        facts.IsNumber = true;
        output.Add(new AssignStatement(name, value ?? new NumberExpression(number)) { Line = line });
    }

    private void Structure(string rest)
    {
        (structure, var start) = Cut(rest.Trim());
        absolute = start.Length > 0 ? Known(start.TrimStart(','), "the offset") : 0;
        lastLabel = structure;
        Field(structure, absolute.Value);
    }

    private void EndStructure()
    {
        if (absolute is not { } size)
            throw new ImportException(line, "endstruc without struc");
        absolute = null;
        Field(structure + "_size", size);
    }

    /// <summary><c>istruc</c>: fields are filled up to where they lie from here.</summary>
    private void Instance(string rest)
    {
        if (output.Statements.LastOrDefault(static statement => statement is not (CommentStatement or BlankStatement)) is not
            CallStatement { Method: "bind", Arguments: [OperandArgument { Value: ValueOperand { Value: SymbolExpression { Name: var start } } }] })
        {
            start = NasmMacro.LocalName(NasmMacro.LocalMark + (++expansions).ToString(System.Globalization.CultureInfo.InvariantCulture) + "." + rest.Trim());
            symbols[start].IsDefined = symbols[start].IsUsed = true;
            Call("bind", Named(start));
        }

        instance = (rest.Trim(), start);
    }

    private void MemberOf(string rest)
    {
        if (instance is not { } open)
            throw new ImportException(line, "'at' without istruc");
        var parts = NasmMacro.Split(rest, 2);
        if (parts.Count == 0)
            throw new ImportException(line, "the field is missing");
        FillTo(parts[0].StartsWith('.') ? open.Structure + parts[0] : parts[0]);
        if (parts.Count > 1)
            ReadStatement(parts[1]);
    }

    private void EndInstance()
    {
        if (instance is not { } open)
            throw new ImportException(line, "iend without istruc");
        FillTo(open.Structure + "_size");
        instance = null;
    }

    private void FillTo(string field)
    {
        var place = ParseAll(field, "the field");
        if (Arithmetic.Evaluate(place, state.Number) is not { } offset)
            throw new ImportException(line, "'" + field + "' is not a field");
        if (offset != 0)
            Call("padTo", Named(instance!.Value.Start), new NumberArgument(place));
    }

    private void Reserve(string rest, int width)
    {
        var count = ParseAll(rest, "the count");
        if (Arithmetic.Evaluate(count, state.Number) is not { } known)
            throw new ImportException(line, "the count must be a number that is known here");
        if (absolute is not null)
            absolute += known * width;
        else
            Call("skip", new NumberArgument(width == 1 ? count : new BinaryExpression(BinaryOperator.Multiply, count, new NumberExpression(width))));
    }

    /// <summary><c>common name size:alignment</c>.</summary>
    private void Common(string rest)
    {
        var (name, what) = Cut(rest.Trim());
        var colon = what.IndexOf(':', StringComparison.Ordinal);
        var size = ParseAll(colon < 0 ? what : what[..colon], "the size");
        symbols[name].IsGlobal = symbols[name].IsUsed = true;
        Call("comm", Named(name), new NumberArgument(size), Number(colon < 0 ? 1 : Known(what[(colon + 1)..], "the alignment")));
    }
}
