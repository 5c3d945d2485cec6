// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>
/// GNU as gathers subsections one after the other, by number. The engine has none, so what the source says in a later subsection is moved to the end of the file, into the same
/// section. Numeric labels become labels of their own, since their order in the file says which is meant.
/// </summary>
internal sealed class Subsections
{
    private readonly SortedDictionary<(int Order, long Number), List<Statement>> moved = [];
    private readonly List<string> sections = [];
    private readonly Stack<(Place Current, Place Previous)> pushed = new();
    private readonly Dictionary<long, int> numeric = [];
    private readonly SymbolTable symbols;
    private Place current = new(".text", 0), previous = new(".text", 0);

    private Subsections(SymbolTable symbols) => this.symbols = symbols;

    /// <summary>The statements in the order of the object.</summary>
    public static IReadOnlyList<Statement> InOrder(IReadOnlyList<Statement> statements, SymbolTable symbols) =>
        HasAny(statements) ? new Subsections(symbols).Ordered(statements) : statements;

    private static bool HasAny(IEnumerable<Statement> statements) => statements.Any(static statement => statement is SubsectionStatement || (statement is ExpandedStatement expanded && HasAny(expanded.Body)));

    private List<Statement> Ordered(IReadOnlyList<Statement> statements)
    {
        var result = Kept(statements);
        foreach (var ((order, number), body) in moved)
        {
            result.Add(new BlankStatement());
            result.Add(new CommentStatement("subsection " + number.ToString(CultureInfo.InvariantCulture) + ", which comes after the rest of its section"));
            result.Add(new CallStatement("section", [new TextArgument(sections[order])]) { Line = body[0].Line });
            result.AddRange(body);
        }

        return result;
    }

    /// <summary>What stays where it is; the rest is noted by its place.</summary>
    private List<Statement> Kept(IEnumerable<Statement> statements)
    {
        var kept = new List<Statement>();
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case SubsectionStatement subsection:
                    previous = current;
                    current = current with { Number = subsection.Number };
                    break;
                case ExpandedStatement expanded when current.Number == 0 && !HasAny(expanded.Body):
                    kept.Add(expanded with { Body = [.. Kept(expanded.Body)] });
                    break;
                case ExpandedStatement expanded:
                    kept.AddRange(Kept(expanded.Body.Prepend(new CommentStatement(expanded.Head.ReplaceLineEndings(" ")) { Line = expanded.Line }).Where(static inner => inner is not TurnStatement)));
                    break;
                case CallStatement { Method: "previous" } back:
                    (current, previous) = (previous, current);
                    if (current.Section != previous.Section)
                        kept.Add(new CallStatement("section", [new TextArgument(current.Section)]) { Line = back.Line, Comment = back.Comment });
                    break;
                case CallStatement call when Moves(call):
                    if (call.Method == "popsection" && kept is [.., CallStatement { Method: "pushsection" }])
                        kept.RemoveAt(kept.Count - 1);
                    else
                        kept.Add(call);
                    break;
                default:
                    (current.Number == 0 ? kept : BodyOf(current)).Add(statement is CallStatement plain ? WithLabels(plain) : statement);
                    break;
            }
        }

        return kept;
    }

    private List<Statement> BodyOf(Place place)
    {
        if (!sections.Contains(place.Section))
            sections.Add(place.Section);
        var key = (sections.IndexOf(place.Section), place.Number);
        if (!moved.TryGetValue(key, out var body))
            moved.Add(key, body = []);
        return body;
    }

    /// <summary>Follows the changes of section, as GNU as does.</summary>
    private bool Moves(CallStatement call)
    {
        switch (call)
        {
            case { Method: "pushsection", Arguments: [TextArgument name, ..] }:
                pushed.Push((current, previous));
                (previous, current) = (current, new Place(name.Value, 0));
                return true;
            case { Method: "popsection" } when pushed.Count > 0:
                (current, previous) = pushed.Pop();
                return true;
            case { Method: "section", Arguments: [TextArgument name, ..] }:
                (previous, current) = (current, new Place(name.Value, 0));
                return true;
            case { Method: "text" or "data" or "bss" }:
                (previous, current) = (current, new Place("." + call.Method, 0));
                return true;
            default:
                return false;
        }
    }

    private CallStatement WithLabels(CallStatement call)
    {
        if (call is { Method: "L", Arguments: [NumberArgument { Value: NumberExpression { Value: var number } }] })
        {
            numeric[number] = numeric.GetValueOrDefault(number) + 1;
            return new CallStatement("bind", [new OperandArgument(new ValueOperand(Label(number, numeric[number])))]) { Line = call.Line, Comment = call.Comment };
        }

        return call with { Arguments = Array.ConvertAll(call.Arguments, argument => Rename.Of(argument, expression => expression is NumericLabelExpression label ? Label(label.Number, numeric.GetValueOrDefault(label.Number) + (label.IsForward ? 1 : 0)) : expression)) };
    }

    private SymbolExpression Label(long number, int count)
    {
        var name = ".L" + number.ToString(CultureInfo.InvariantCulture) + "_" + count.ToString(CultureInfo.InvariantCulture);
        symbols[name].IsDefined = symbols[name].IsUsed = true;
        return new SymbolExpression(name);
    }

    private sealed record Place(string Section, long Number);
}
