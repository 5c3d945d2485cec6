// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

internal sealed partial class Lowering
{
    private static readonly Execute Nothing = _ => Flow.Next;

    private Execute Statement(IOperation operation)
    {
        try
        {
            return LowerStatement(operation);
        }
        catch (InterpretationFailure failure)
        {
            return frame => throw At(failure, frame, operation.Syntax);
        }
    }

    private Execute LowerStatement(IOperation operation) => operation switch
    {
        IBlockOperation block => Scoped(block.Locals, () => Sequence(block.Operations)),
        IExpressionStatementOperation statement => ExpressionStatement(statement),
        IVariableDeclarationGroupOperation group => Declarations(group),
        IReturnOperation { Kind: OperationKind.Return } result => Return(result),
        IConditionalOperation conditional => If(conditional),
        ILoopOperation loop => Loop(loop),
        ISwitchOperation choice => Switch(choice),
        IBranchOperation branch => Branch(branch),
        IEmptyOperation or ILocalFunctionOperation => Nothing,
        IThrowOperation thrown => Throw(thrown),
        ITryOperation attempt => Try(attempt),
        IUsingOperation use => Scoped(use.Locals, () => Using(use.Resources, Statement(use.Body))),
        IUsingDeclarationOperation use => Using(use.DeclarationGroup, Nothing),
        IInvalidOperation => frame => throw new InvalidCodeException(operation.Syntax),
        _ => throw Outside(operation, "This statement", "use declarations, assignments, calls, if, switch, loops and return"),
    };

    private Execute Sequence(ImmutableArray<IOperation> operations)
    {
        foreach (var operation in operations)
        {
            if (operation is ILocalFunctionOperation function)
                localFunctions.Add(function.Symbol, new LocalFunction(Scope));
        }

        foreach (var operation in operations)
        {
            if (operation is ILocalFunctionOperation function)
                LowerLocalFunction(function);
        }

        return Sequence(operations, 0);
    }

    private Execute Sequence(ImmutableArray<IOperation> operations, int start)
    {
        var statements = new List<Execute>();
        for (var index = start; index < operations.Length; index++)
        {
            if (operations[index] is IUsingDeclarationOperation use)
            {
                // The rest of the block is what the declaration guards.
                statements.Add(Using(use.DeclarationGroup, () => Sequence(operations, index + 1)));
                break;
            }

            statements.Add(Statement(operations[index]));
        }

        return Sequence(statements);
    }

    private static Execute Sequence(List<Execute> list)
    {
        var statements = list.ToArray();
        if (statements.Length == 1)
            return statements[0];
        return frame =>
        {
            foreach (var statement in statements)
            {
                var flow = statement(frame);
                if (flow != Flow.Next)
                    return flow;
            }

            return Flow.Next;
        };
    }

    private Execute ExpressionStatement(IExpressionStatementOperation statement)
    {
        var value = Expression(statement.Operation);
        var site = statement.Operation.Syntax;
        return frame =>
        {
            frame.Machine.Site = site;
            value(frame);
            return Flow.Next;
        };
    }

    private Execute Declarations(IVariableDeclarationGroupOperation group)
    {
        var statements = new List<Execute>();
        foreach (var declaration in group.Declarations)
        {
            foreach (var declarator in declaration.Declarators)
                statements.Add(Declaration(declaration, declarator));
        }

        return Sequence(statements);
    }

    private Execute Declaration(IVariableDeclarationOperation declaration, IVariableDeclaratorOperation declarator)
    {
        Scope.Add(declarator.Symbol);
        var initialiser = declarator.Initializer ?? declaration.Initializer;
        var (_, slot) = Scope.Find(declarator.Symbol)!.Value;
        var distance = Scope.Find(declarator.Symbol)!.Value.Distance;
        var site = declarator.Syntax;
        if (initialiser is null)
        {
            // A struct without a value still has fields that can be set.
            return SourceProgram.IsCopied(declarator.Symbol.Type)
                ? frame =>
                {
                    Outer(frame, distance).Slots[slot] = program.DefaultOf(Resolve(declarator.Symbol.Type, frame), frame.Machine);
                    return Flow.Next;
                }
                : Nothing;
        }

        if (declarator.Symbol.RefKind != RefKind.None)
        {
            var place = Place(initialiser.Value);
            return frame =>
            {
                frame.Machine.Site = site;
                Outer(frame, distance).Slots[slot] = place(frame);
                return Flow.Next;
            };
        }

        var value = Stored(initialiser.Value);
        return frame =>
        {
            frame.Machine.Site = site;
            Outer(frame, distance).Slots[slot] = value(frame);
            return Flow.Next;
        };
    }

    private Execute Return(IReturnOperation result)
    {
        if (result.ReturnedValue is null)
            return _ => Flow.Return;
        var value = Stored(result.ReturnedValue);
        var site = result.Syntax;
        return frame =>
        {
            frame.Machine.Site = site;
            frame.Activation.Result = value(frame);
            return Flow.Return;
        };
    }

    private Execute If(IConditionalOperation conditional)
    {
        var condition = Expression(conditional.Condition);
        var whenTrue = Statement(conditional.WhenTrue);
        var whenFalse = conditional.WhenFalse is null ? Nothing : Statement(conditional.WhenFalse);
        var site = conditional.Condition.Syntax;
        return frame =>
        {
            frame.Machine.Site = site;
            return (bool)condition(frame)! ? whenTrue(frame) : whenFalse(frame);
        };
    }

    private static Execute Branch(IBranchOperation branch) => branch.BranchKind switch
    {
        BranchKind.Break => _ => Flow.Break,
        BranchKind.Continue => _ => Flow.Continue,
        _ => throw Outside(branch, "'goto'", "use a loop, or a switch expression"),
    };

    private Execute Throw(IThrowOperation thrown)
    {
        var value = ThrowExpression(thrown);
        return frame =>
        {
            value(frame);
            return Flow.Next;
        };
    }

    private Evaluate ThrowExpression(IThrowOperation thrown)
    {
        var site = thrown.Syntax;
        if (thrown.Exception is null)
            throw Outside(thrown, "'throw' without an exception", "name the exception");
        var exception = Expression(thrown.Exception);
        return frame =>
        {
            var value = exception(frame) as Exception ?? new NullReferenceException();
            frame.Machine.Site = site;
            throw value;
        };
    }

    private Execute Switch(ISwitchOperation choice) => Scoped(choice.Locals, () =>
    {
        var value = Expression(choice.Value);
        var sections = choice.Cases.Select(Section).ToArray();
        var fallback = Array.FindIndex([.. choice.Cases], section => section.Clauses.Any(clause => clause.CaseKind == CaseKind.Default));
        var site = choice.Value.Syntax;
        return frame =>
        {
            frame.Machine.Site = site;
            var subject = value(frame);
            foreach (var section in sections)
            {
                var flow = section(frame, subject);
                if (flow != NoMatch)
                    return flow == Flow.Break ? Flow.Next : flow;
            }

            var last = fallback < 0 ? Flow.Next : sections[fallback](frame, NoSubject);
            return last == Flow.Break ? Flow.Next : last;
        };
    });

    /// <summary>What no section matched ends with.</summary>
    private const Flow NoMatch = (Flow)255;

    /// <summary>The subject that enters a section without asking its labels: the default section, when no other matched.</summary>
    private static readonly object NoSubject = new();

    /// <summary>A section of a switch statement: runs when one of its labels matches.</summary>
    private Func<Frame, object?, Flow> Section(ISwitchCaseOperation section)
    {
        var slot = Temporary();
        var home = Scope;
        var run = Scoped(section.Locals, () =>
        {
            Match[] clauses = [.. section.Clauses.Where(clause => clause.CaseKind != CaseKind.Default).Select(Clause)];
            var body = Sequence(section.Body);
            var subject = ReadTemporary((home, slot));
            return frame =>
            {
                var value = subject(frame);
                return ReferenceEquals(value, NoSubject) || Array.Exists(clauses, clause => clause(frame, value)) ? body(frame) : NoMatch;
            };
        });
        return (frame, value) =>
        {
            frame.Slots[slot] = value;
            return run(frame);
        };
    }

    private Match Clause(ICaseClauseOperation clause)
    {
        switch (clause)
        {
            case ISingleValueCaseClauseOperation single:
                var constant = Expression(single.Value);
                return (frame, value) => Values.Equals(constant(frame), value);
            case IPatternCaseClauseOperation pattern:
                var match = Pattern(pattern.Pattern);
                if (pattern.Guard is null)
                    return match;
                var guard = Expression(pattern.Guard);
                return (frame, value) => match(frame, value) && (bool)guard(frame)!;
            default:
                throw Outside(clause, "This case", "use a constant or a pattern");
        }
    }
}
