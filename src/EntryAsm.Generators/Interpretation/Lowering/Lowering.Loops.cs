// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryAsm.Generators.Interpretation;

internal sealed partial class Lowering
{
    private Execute Loop(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation whileLoop => While(whileLoop),
        IForLoopOperation forLoop => For(forLoop),
        IForEachLoopOperation { IsAsynchronous: false } forEach => ForEach(forEach),
        _ => throw Outside(loop, "This loop", "use for, foreach, while or do"),
    };

    private Execute While(IWhileLoopOperation loop)
    {
        if (loop.Condition is null)
            throw Outside(loop, "This loop", "give it a condition");
        var site = loop.Condition.Syntax;
        // The variables of a while condition are new in every iteration and seen by the body; those of a do condition are its own.
        var first = loop.ConditionIsTop ? Scoped(loop.Locals, () => Both(Test(loop.Condition), Statement(loop.Body))) : Statement(loop.Body);
        var last = loop.ConditionIsTop ? Nothing : Scoped(loop.Locals, () => Test(loop.Condition));
        return frame =>
        {
            while (true)
            {
                frame.Machine.Site = site;
                frame.Machine.Step();
                var flow = first(frame);
                if (flow == Flow.Return)
                    return flow;
                if (flow == Flow.Break || last(frame) == Flow.Break)
                    return Flow.Next;
            }
        };
    }

    private Execute Test(IOperation condition)
    {
        var value = Expression(condition);
        var site = condition.Syntax;
        return frame =>
        {
            frame.Machine.Site = site;
            return (bool)value(frame)! ? Flow.Next : Flow.Break;
        };
    }

    private static Execute Both(Execute first, Execute second) => frame => first(frame) is var flow && flow != Flow.Next ? flow : second(frame);

    private Execute For(IForLoopOperation loop) => Scoped(loop.Locals, () =>
    {
        var before = Sequence([.. loop.Before.Select(Statement)]);
        var condition = loop.Condition is null ? _ => Values.True : Expression(loop.Condition);
        var body = Statement(loop.Body);
        var after = Sequence([.. loop.AtLoopBottom.Select(Statement)]);
        var site = loop.Condition?.Syntax ?? loop.Syntax;
        return frame =>
        {
            before(frame);
            frame.Machine.Site = site;
            while ((bool)condition(frame)!)
            {
                frame.Machine.Step();
                var flow = body(frame);
                if (flow == Flow.Break)
                    break;
                if (flow == Flow.Return)
                    return flow;
                after(frame);
                frame.Machine.Site = site;
            }

            return Flow.Next;
        };
    });

    private Execute ForEach(IForEachLoopOperation loop)
    {
        var collection = Expression(loop.Collection is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion ? conversion.Operand : loop.Collection);
        var site = loop.Collection.Syntax;
        var slot = Temporary();
        var home = Scope;
        var convert = ElementConversion(loop);
        var iteration = Scoped(loop.Locals, () =>
        {
            var element = ReadTemporary((home, slot));
            var assign = LoopVariable(loop.LoopControlVariable);
            var body = Statement(loop.Body);
            return frame =>
            {
                assign(frame, convert(frame, element(frame)));
                return body(frame);
            };
        });
        return frame =>
        {
            frame.Machine.Site = site;
            foreach (var element in Elements(collection(frame), frame.Machine, site))
            {
                frame.Machine.Site = site;
                frame.Machine.Step();
                frame.Slots[slot] = element;
                var flow = iteration(frame);
                if (flow == Flow.Break)
                    break;
                if (flow == Flow.Return)
                    return flow;
            }

            return Flow.Next;
        };
    }

    private Action<Frame, object?> LoopVariable(IOperation variable) => variable switch
    {
        IVariableDeclaratorOperation declarator => Setter(declarator.Symbol),
        _ => Deconstruct(variable),
    };

    private Func<Frame, object?, object?> ElementConversion(IForEachLoopOperation loop)
    {
        if (loop.Syntax is not CommonForEachStatementSyntax syntax || model.GetForEachStatementInfo(syntax) is not { ElementType: { } elementType } info)
            return (_, value) => value;
        if (loop.LoopControlVariable is not IVariableDeclaratorOperation declarator || info.ElementConversion.IsIdentity)
            return Copier(elementType);
        return Converter(elementType, declarator.Symbol.Type, info.ElementConversion, isChecked: false, loop.Syntax);
    }

    /// <summary>What a foreach runs over.</summary>
    private static IEnumerable<object?> Elements(object? collection, Machine machine, SyntaxNode site) => collection switch
    {
        null => throw new NullReferenceException("the collection is null"),
        System.Collections.IEnumerable sequence => sequence.Cast<object?>(),
        Instance instance => InstanceElements(instance, machine, site),
        _ => throw new InterpretationFailure(Descriptors.OutsideSubset, site, "A loop over this", "use an array, list or text"),
    };

    /// <summary>The elements of an author's collection: GetEnumerator, MoveNext, Current (C# specification, 13.9.5).</summary>
    private static IEnumerable<object?> InstanceElements(Instance instance, Machine machine, SyntaxNode site)
    {
        var enumerator = machine.Invoke(Member(instance, "GetEnumerator", site), instance, []);
        if (enumerator is System.Collections.IEnumerator native)
        {
            while (native.MoveNext())
                yield return native.Current;
            yield break;
        }

        if (enumerator is not Instance walker)
            throw new InterpretationFailure(Descriptors.OutsideSubset, site, "A loop over this", "use an array, list or text");
        var moveNext = Member(walker, "MoveNext", site);
        var current = (walker.Type.Symbol.GetMembers("Current").OfType<IPropertySymbol>().FirstOrDefault())?.GetMethod
            ?? throw new InterpretationFailure(Descriptors.OutsideSubset, site, "A loop over this", "use an array, list or text");
        var slot = walker.Type.SlotOf(current.AssociatedSymbol!);
        while ((bool)machine.Invoke(moveNext, walker, [])!)
            yield return slot >= 0 ? walker.Fields[slot] : machine.Invoke(current, walker, []);
    }

    private static IMethodSymbol Member(Instance instance, string name, SyntaxNode site)
    {
        for (INamedTypeSymbol? type = instance.Type.Symbol; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(method => method.Parameters.Length == 0) is { } found)
                return found;
        }

        throw new InterpretationFailure(Descriptors.OutsideSubset, site, "A loop over this", "use an array, list or text");
    }
}
