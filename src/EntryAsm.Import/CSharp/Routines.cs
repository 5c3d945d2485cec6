// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.CSharp;

/// <summary>Statements that become one method.</summary>
/// <param name="Name">The symbol it begins with, or null.</param>
/// <param name="Head">Comments before it.</param>
/// <param name="Body">Its statements.</param>
internal sealed record Routine(string? Name, List<string> Head, List<Statement> Body);

/// <summary>Parts a module into methods where its global symbols and functions begin, so that each can be read alone.</summary>
internal static class Routines
{
    /// <summary>Shorter ones stay together.</summary>
    private const int FewStatements = 12;

    /// <summary>Longer methods are slow to compile.</summary>
    private const int MostStatements = 1500;

    public static List<Routine> Split(Module module)
    {
        var parts = new List<Routine>();
        var body = new List<Statement>();
        string? name = null;
        foreach (var statement in module.Statements)
        {
            var symbol = Begins(statement, module, body);
            if (symbol is not null && name is null && body.TrueForAll(IsHead))
            {
                name = symbol;
            }
            else if (symbol is not null && Substance(body) >= FewStatements)
            {
                var head = TakeHead(body);
                parts.Add(Make(name, body));
                body = head;
                name = symbol;
            }
            else if (body.Count >= MostStatements)
            {
                parts.Add(Make(name, body));
                body = [];
                name = null;
            }

            body.Add(statement);
        }

        parts.Add(Make(name, body));
        return parts;
    }

    private static int Substance(List<Statement> body) => body.Count(static statement => statement is CallStatement or ExpandedStatement);

    private static string? Begins(Statement statement, Module module, List<Statement> before) =>
        statement is CallStatement { Method: "bind", Arguments: [OperandArgument { Value: ValueOperand { Value: SymbolExpression { Name: var name } } }] }
            && (module.Symbols[name].IsGlobal || (!IsWithinRoutine(name, module) && (before.Count == 0 || IsHead(before[^1]) || IsLast(before[^1])))) ? name : null;

    /// <summary>A label of the assembler's own, or NASM's <c>routine.label</c>.</summary>
    private static bool IsWithinRoutine(string name, Module module) =>
        name.StartsWith(".L", StringComparison.Ordinal) || (name.IndexOf('.', 1) is var dot and > 0 && module.Symbols.Contains(name[..dot]));

    /// <summary>Code does not run on after it.</summary>
    private static bool IsLast(Statement statement) => statement is CallStatement { Method: "jmp" or "ret" or "retf" or "lret" or "iret" or "iretd" or "iretq" or "sysret" or "sysretq" or "sysexit" or "ud2" };

    /// <summary>What may be before a label and belongs to it.</summary>
    private static bool IsHead(Statement statement) => statement is CommentStatement or BlankStatement or AssignStatement
        || statement is CallStatement { Method: "align" or "p2align" or "type" or "visibility" or "section" or "text" or "data" or "bss" or "code16" or "code32" or "code64" };

    private static List<Statement> TakeHead(List<Statement> body)
    {
        var at = body.Count;
        while (at > 0 && IsHead(body[at - 1]))
            at--;
        // A comment right under code belongs to the code.
        while (at < body.Count && at > 0 && body[at] is CommentStatement && body[at - 1] is not BlankStatement && body.Skip(at).Any(static statement => statement is BlankStatement))
            at++;
        var head = body.GetRange(at, body.Count - at);
        body.RemoveRange(at, body.Count - at);
        return head;
    }

    private static Routine Make(string? name, List<Statement> body)
    {
        var head = new List<string>();
        var at = 0;
        while (at < body.Count && body[at] is BlankStatement)
            at++;
        while (at < body.Count && body[at] is CommentStatement comment)
        {
            head.Add(comment.Text);
            at++;
        }

        return new Routine(name, head, body.GetRange(at, body.Count - at));
    }
}
