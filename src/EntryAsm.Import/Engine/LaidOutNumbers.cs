// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Engine;

/// <summary>
/// Arithmetic on where code lies that the engine has no words for (<c>(end - start + 511) / 512</c>): it becomes the number that the layout makes of it, with the
/// arithmetic next to it as a comment. The layout depends on those numbers in turn, so it is repeated until they stay.
/// </summary>
internal sealed class LaidOutNumbers
{
    private const int MostRounds = 20;

    private readonly Module module;
    private readonly Dictionary<CallStatement, Found> found = new(ReferenceEqualityComparer.Instance);

    private LaidOutNumbers(Module module) => this.module = module;

    /// <summary>The tree without such arithmetic.</summary>
    /// <exception cref="ImportException">It has no number: it depends on what only a linker knows, or the layout never settles.</exception>
    public static Module Resolve(Module module)
    {
        var numbers = new LaidOutNumbers(module);
        numbers.Find(module.Statements);
        return numbers.found.Count == 0 ? module : numbers.Settle();
    }

    /// <summary>Whether an expression is arithmetic that only the layout can carry out.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="number">What a name stands for as a number, or null.</param>
    /// <param name="isData">True for a value of data, which may be a part of a distance.</param>
    public static bool IsLaidOut(Expression expression, Func<string, long?> number, bool isData) => Arithmetic.Evaluate(expression, number) is null && expression switch
    {
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum => IsLaidOut(sum.Left, number, false) || IsLaidOut(sum.Right, number, false) || Places(sum, number) is { Added: > 1 } or { Subtracted: > 1 },
        BinaryExpression { Operator: BinaryOperator.Divide } quotient when isData => !IsDistance(quotient.Left) || Arithmetic.Evaluate(quotient.Right, number) is not (> 0 and <= int.MaxValue),
        UnaryExpression { Operator: UnaryOperator.Negate } negative => !IsDistance(negative.Operand),
        BinaryExpression or UnaryExpression => true,
        _ => false,
    };

    /// <summary>How many places a sum adds and subtracts; the engine has words for one of each.</summary>
    private static (int Added, int Subtracted) Places(Expression expression, Func<string, long?> number) => expression switch
    {
        BinaryExpression { Operator: BinaryOperator.Add } sum when (Places(sum.Left, number), Places(sum.Right, number)) is var (left, right) => (left.Added + right.Added, left.Subtracted + right.Subtracted),
        BinaryExpression { Operator: BinaryOperator.Subtract } difference when (Places(difference.Left, number), Places(difference.Right, number)) is var (left, right) =>
            (left.Added + right.Subtracted, left.Subtracted + right.Added),
        SymbolExpression named => number(named.Name) is null ? (1, 0) : (0, 0),
        HereExpression or NumericLabelExpression => (1, 0),
        _ => (0, 0),
    };

    /// <summary><c>end - start</c>, and numbers next to it.</summary>
    private static bool IsDistance(Expression expression) => expression switch
    {
        BinaryExpression { Operator: BinaryOperator.Subtract, Left: SymbolExpression or HereExpression, Right: SymbolExpression } => true,
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Right: NumberExpression } sum => IsDistance(sum.Left),
        _ => false,
    };

    /// <summary>Where a method takes a mere number, any distance is the layout's.</summary>
    private bool IsLaidOut(CallStatement call, Argument argument) => argument.Expression is { } expression
        && (argument is NumberArgument ? Arithmetic.Evaluate(expression, Number) is null : IsLaidOut(expression, Number, IsData(call)));

    private static bool IsData(CallStatement call) => call.Method is "db" or "dw" or "dd" or "dq";

    private void Find(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case CallStatement call when call.Arguments.Any(argument => IsLaidOut(call, argument)):
                    found[call] = new Found(".Lhere_" + found.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    module.Symbols[found[call].Here].IsDefined = true;
                    break;
                case ExpandedStatement expanded:
                    Find(expanded.Body);
                    break;
            }
        }
    }

    /// <summary>Names of numbers are none of the layout's.</summary>
    private long? Number(string name) => module.Symbols[name].IsNumber && !module.Symbols[name].IsDefined ? 1 : null;

    private Module Settle()
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var layout = new Layout(module.Statements, DirectModule.Assemble(With(isMeasured: true)), module.Origin);
            var hasChanged = false;
            foreach (var (call, state) in found)
            {
                var values = call.Arguments.Select(argument => IsLaidOut(call, argument) ? layout.Number(argument.Expression!, state.Here, call.Line) : 0).ToArray();
                hasChanged |= !values.AsSpan().SequenceEqual(state.Values);
                state.Values = values;
            }

            if (!hasChanged)
                return With(isMeasured: false);
        }

        throw new ImportException(found.Keys.First().Line, "this number depends on the layout, which in turn depends on it and never settles; write the number");
    }

    private Module With(bool isMeasured) => module with { Statements = [.. Replaced(module.Statements, isMeasured)] };

    private IEnumerable<Statement> Replaced(IEnumerable<Statement> statements, bool isMeasured)
    {
        foreach (var statement in statements)
        {
            if (statement is ExpandedStatement expanded)
            {
                yield return expanded with { Body = [.. Replaced(expanded.Body, isMeasured)] };
            }
            else if (statement is CallStatement call && found.TryGetValue(call, out var state))
            {
                if (isMeasured)
                    yield return CallStatement.Bind(state.Here, call.Line);
                yield return Replaced(call, state, isMeasured);
            }
            else
            {
                yield return statement;
            }
        }
    }

    /// <summary>While the layout is measured its data are zeros: no number of an early round may be too large for them.</summary>
    private CallStatement Replaced(CallStatement call, Found state, bool isMeasured)
    {
        var arguments = call.Arguments.ToArray();
        var notes = new List<string>();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!IsLaidOut(call, arguments[i]))
                continue;
            var expression = arguments[i].Expression!;
            arguments[i] = With(arguments[i], new NumberExpression(isMeasured && IsData(call) ? 0 : state.Values.ElementAtOrDefault(i)));
            notes.Add(SourceOf.Expression(expression));
        }

        var note = "laid out: " + string.Join("; ", notes);
        return call with { Arguments = arguments, Comment = call.Comment is { Length: > 0 } comment ? comment + " (" + note + ")" : note };
    }

    private static Argument With(Argument argument, Expression value) => argument switch
    {
        OperandArgument { Value: MemoryOperand memory } operand => operand with { Value = memory with { Displacement = value } },
        OperandArgument { Value: ValueOperand given } operand => operand with { Value = given with { Value = value } },
        _ => new NumberArgument(value) { Name = argument.Name },
    };

    /// <summary>A statement's label of its own, and what its arithmetic came to last.</summary>
    private sealed class Found(string here)
    {
        public string Here { get; } = here;

        public long[] Values { get; set; } = [];
    }
}
