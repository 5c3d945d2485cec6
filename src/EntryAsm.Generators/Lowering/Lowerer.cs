// SPDX-License-Identifier: MIT
using System.Reflection.Metadata;
using EntryAsm.Generators.Reduction;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Lowering;

/// <summary>
/// Turns the compiler's instructions for one method into steps with all types known: what is on the stack where, which members are meant. One instruction is one step.
/// </summary>
internal sealed partial class Lowerer
{
    private readonly AuthorProgram program;
    private readonly Code code;
    private readonly Type[]? typeArguments, methodArguments;
    private readonly List<Instruction> instructions;
    private readonly Dictionary<int, int> index = [];
    private readonly Shape[] variables;
    private readonly Step[] steps;
    private readonly Entry[]?[] entries;
    private readonly int firstStack;
    private readonly List<Entry> stack = [];
    private int deepest;
    private int current;
    private Type? constrained;

    /// <summary>What the compiler's code tells about one place on the stack.</summary>
    private readonly record struct Entry(StackKind Kind, Shape? Shape);

    private Lowerer(Code code)
    {
        program = code.Program;
        this.code = code;
        typeArguments = code.Method.DeclaringType is { IsGenericType: true } owner ? owner.GetGenericArguments() : null;
        methodArguments = code.Method.IsGenericMethod ? code.Method.GetGenericArguments() : null;
        var body = code.Image.Reader.GetMethodBody(code.Image.Metadata.GetMethodDefinition(code.Handle).RelativeVirtualAddress);
        instructions = Decode(body.GetILReader());
        for (var at = 0; at < instructions.Count; at++)
            index.Add(instructions[at].Offset, at);
        // The last variable is the array of the body that was put in place.
        var locals = code.Method.GetMethodBody()!.LocalVariables;
        variables = [.. code.Arguments, .. locals.Take(locals.Count - 1).Select(static local => Shape.Of(local.LocalType))];
        firstStack = variables.Length;
        steps = new Step[instructions.Count];
        entries = new Entry[]?[instructions.Count + 1];
        AddClauses(body);
    }

    /// <summary>Makes the steps of a method.</summary>
    public static void Lower(Code code)
    {
        if (code.Image.Metadata.GetMethodDefinition(code.Handle).RelativeVirtualAddress == 0)
            throw new EvaluationStop(Descriptors.ForbiddenCall, NameOf(code.Method));
        var lowerer = new Lowerer(code);
        lowerer.LowerAll();
        lowerer.Finish();
    }

    internal static string NameOf(System.Reflection.MethodBase method) => (method.DeclaringType is { } owner ? owner.Name.Split('`')[0] + "." : "") + (method.IsConstructor ? "new" : method.Name);

    private void LowerAll()
    {
        var isReachable = true;
        EvaluationStop? refused = null;
        for (current = 0; current < instructions.Count; current++)
        {
            if (entries[current] is { } known)
            {
                stack.Clear();
                stack.AddRange(known);
                refused = null;
            }
            else if (refused is not null)
            {
                // The evaluation ends before it comes here, and what would lie on the stack is not known: it must not flow to where other ways lead.
                constrained = null;
                Emit(Operation.Refuse, refused);
                continue;
            }
            else if (!isReachable)
            {
                stack.Clear();
            }

            steps[current].Stack = firstStack + stack.Count;
            LowerOrRefuse(instructions[current]);
            refused = steps[current].Operation == Operation.Refuse ? (EvaluationStop)steps[current].Object! : null;
            isReachable = instructions[current].Operation is not (ILOpCode.Br or ILOpCode.Br_s or ILOpCode.Ret or ILOpCode.Throw or ILOpCode.Rethrow or ILOpCode.Leave or ILOpCode.Leave_s
                or ILOpCode.Endfinally or ILOpCode.Endfilter or ILOpCode.Jmp);
        }
    }

    private void LowerOrRefuse(Instruction instruction)
    {
        try
        {
            LowerOne(instruction);
        }
        catch (Exception exception) when (exception is MissingMemberException or TypeLoadException or FileNotFoundException or FileLoadException)
        {
            LowerMissing(instruction, exception);
        }
    }

    private void Finish()
    {
        code.Size = firstStack + deepest + 1;
        code.Offsets = [.. instructions.Select(static instruction => instruction.Offset)];
        code.Initial = [.. variables.Select(static (shape, at) => (at, shape)).Skip(code.Arguments.Length).Where(static pair => pair.shape.Form is Form.Struct or Form.Fields or Form.InlineArray or Form.Span)];
        code.Steps = steps;
    }

    private void AddClauses(MethodBodyBlock body)
    {
        var clauses = new List<Clause>();
        foreach (var region in body.ExceptionRegions)
        {
            var caught = region.CatchType.IsNil ? null : code.Layer.Module.ResolveType(System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(region.CatchType), typeArguments, methodArguments);
            var clause = new Clause(region.Kind, index[region.TryOffset], At(region.TryOffset + region.TryLength), index[region.HandlerOffset], At(region.HandlerOffset + region.HandlerLength),
                region.Kind == ExceptionRegionKind.Filter ? index[region.FilterOffset] : -1, caught, firstStack);
            clauses.Add(clause);
            Entry[] entry = clause.IsFinal ? [] : [new Entry(StackKind.Object, Shape.Of(caught ?? typeof(Exception)))];
            entries[clause.HandlerStart] = entry;
            if (clause.FilterStart >= 0)
                entries[clause.FilterStart] = entry;
        }

        code.Clauses = [.. clauses];
        code.Levels = clauses.Count == 0 ? 0 : 1 + clauses.Where(static clause => clause.IsFinal).Select(clause => clauses.Count(other => other.IsFinal && other.Protects(clause.TryStart))).DefaultIfEmpty(0).Max();
        deepest = Math.Max(deepest, clauses.Count == 0 ? 0 : 1);
    }

    private int At(int offset) => index.TryGetValue(offset, out var at) ? at : instructions.Count;

    private void Push(StackKind kind, Shape? shape = null)
    {
        stack.Add(new Entry(kind, shape));
        deepest = Math.Max(deepest, stack.Count);
    }

    private void Push(Shape shape)
    {
        if (shape.Form == Form.Unknown)
            Refuse("'" + shape.Type.Name + "'", "use an array or a string");
        Push(shape.Stack, shape);
    }

    private Entry Pop()
    {
        if (stack.Count == 0)
            throw new BadImageFormatException("stack of " + NameOf(code.Method));
        var top = stack[stack.Count - 1];
        stack.RemoveAt(stack.Count - 1);
        return top;
    }

    private void Flow(int target)
    {
        entries[target] ??= [.. stack];
        steps[current].Target = target;
    }

    private void Emit(Operation operation, object? argument = null)
    {
        steps[current].Operation = operation;
        steps[current].Object = argument;
    }

    /// <summary>A step that ends the evaluation when it is reached.</summary>
    private void Refuse(string what, string instead) => Emit(Operation.Refuse, new EvaluationStop(Descriptors.OutsideSubset, what, instead));

    private Type ResolveType(long token) => code.Layer.Module.ResolveType((int)token, typeArguments, methodArguments);
}
