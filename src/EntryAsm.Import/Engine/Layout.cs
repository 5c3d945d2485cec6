// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Engine;

/// <summary>Where the names of an assembled tree lie: in a section, or at an address where it is a flat binary.</summary>
internal sealed class Layout
{
    /// <summary>A name that is set to itself has no value.</summary>
    private const int DeepestNames = 50;

    private readonly Dictionary<string, (int Section, long Value)> places = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Expression> values = new(StringComparer.Ordinal);
    private int depth;

    /// <param name="statements">The tree that the object was assembled of.</param>
    /// <param name="assembled">The object.</param>
    /// <param name="origin">The address of a flat binary, or null.</param>
    public Layout(IEnumerable<Statement> statements, EntryObject assembled, long? origin)
    {
        NoteValues(statements);
        var image = origin is { } address ? FlatBinary.Link(assembled, address) : null;
        foreach (var label in assembled.Labels)
            places[label.Name] = Place(assembled, image, label.Section, label.Offset);
        foreach (var symbol in assembled.Symbols.Where(static symbol => symbol.Section >= 0))
            places[symbol.Name] = Place(assembled, image, symbol.Section, symbol.Value);
        foreach (var symbol in assembled.Symbols.Where(static symbol => symbol.Section == EntrySymbol.Absolute))
            places[symbol.Name] = (EntrySymbol.Absolute, symbol.Value);
    }

    /// <summary>The number that an expression comes to.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="here">The label of the place where it stands.</param>
    /// <param name="line">The line it is of.</param>
    /// <exception cref="ImportException">It has none before the linker.</exception>
    public long Number(Expression expression, string here, SourceLocation line)
    {
        var sum = Sum(expression, here);
        return sum is { Section: EntrySymbol.Absolute } ? sum.Value.Value
            : throw new ImportException(line, "'" + SourceOf.Expression(expression) + "' is a number for the linker alone; arithmetic other than sums needs distances within one section");
    }

    private static (int Section, long Value) Place(EntryObject assembled, EntryImage? image, int section, long offset) =>
        image?.FindSection(assembled.Sections[section].Name) is { } placed ? (EntrySymbol.Absolute, (long)placed.Address + offset) : (section, offset);

    /// <summary>A number, or a place in a section; null for what is neither.</summary>
    private (int Section, long Value)? Sum(Expression expression, string here) => expression switch
    {
        NumberExpression number => (EntrySymbol.Absolute, number.Value),
        HereExpression => Find(here),
        SymbolExpression named => Find(named.Name),
        UnaryExpression unary => Sum(unary.Operand, here) is { Section: EntrySymbol.Absolute } operand ? (EntrySymbol.Absolute, Arithmetic.Apply(unary.Operator, operand.Value)) : null,
        BinaryExpression binary => Sum(binary.Left, here) is { } left && Sum(binary.Right, here) is { } right ? Sum(binary.Operator, left, right) : null,
        _ => null,
    };

    /// <summary>A place, or what a symbol is set to where no symbol table has it.</summary>
    private (int Section, long Value)? Find(string name)
    {
        if (places.TryGetValue(name, out var place))
            return place;
        if (!values.TryGetValue(name, out var value) || depth > DeepestNames)
            return null;
        depth++;
        var sum = Sum(value, "");
        depth--;
        return sum;
    }

    private void NoteValues(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            if (statement is ExpandedStatement expanded)
                NoteValues(expanded.Body);
            else if (statement is CallStatement { Method: "set", Arguments: [OperandArgument { Value: ValueOperand { Value: SymbolExpression name } }, OperandArgument { Value: ValueOperand value }] })
                values[name.Name] = value.Value;
        }
    }

    private static (int Section, long Value)? Sum(BinaryOperator op, (int Section, long Value) left, (int Section, long Value) right)
    {
        if (left.Section == right.Section && op == BinaryOperator.Subtract)
            return (EntrySymbol.Absolute, left.Value - right.Value);
        if (right.Section == EntrySymbol.Absolute && op is BinaryOperator.Add or BinaryOperator.Subtract)
            return (left.Section, op == BinaryOperator.Add ? left.Value + right.Value : left.Value - right.Value);
        if (left.Section == EntrySymbol.Absolute && op == BinaryOperator.Add)
            return (right.Section, left.Value + right.Value);
        return left.Section == EntrySymbol.Absolute && right.Section == EntrySymbol.Absolute && Arithmetic.Apply(op, left.Value, right.Value) is { } value ? (EntrySymbol.Absolute, value) : null;
    }
}
