// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>Where an evaluation stands: the code being evaluated, and the calls that led to it, the outermost first.</summary>
internal sealed record CallStack(SyntaxNode? Site, ImmutableArray<SyntaxNode> Calls);

/// <summary>The state of one evaluation: static fields, call stack, budgets.</summary>
internal sealed class Machine(SourceProgram program, CancellationToken cancellation)
{
    /// <summary>Loop iterations and calls of the author's methods.</summary>
    public const int MaxSteps = 1_000_000;

    /// <summary>Calls of the engine: instructions, data, directives.</summary>
    public const int MaxInstructions = 1_000_000;

    /// <summary>Calls within calls.</summary>
    public const int MaxDepth = 1_000;

    /// <summary>Characters of a text, elements of an array.</summary>
    public const int MaxElements = 1 << 24;

    private readonly SyntaxNode[] calls = new SyntaxNode[MaxDepth];
    private readonly HashSet<SyntaxTree> touched = [];
    private readonly List<SyntaxNode> bodies = [];
    private object?[]?[] statics = new object?[]?[16];
    private int depth;
    private int steps;
    private int instructions;

    public SourceProgram Program => program;

    /// <summary>The trees whose code was evaluated.</summary>
    public IEnumerable<SyntaxTree> Touched => touched;

    /// <summary>The methods that were evaluated.</summary>
    public IEnumerable<SyntaxNode> Bodies => bodies;

    /// <summary>The code being evaluated, for a diagnostic.</summary>
    public SyntaxNode? Site { get; set; }

    /// <summary>Gives, in a second run, the calls on a line numbers of their own, so that a late mistake tells which it was.</summary>
    public Func<int, int>? NumberCall { get; set; }

    /// <summary>The line a call of the engine is told.</summary>
    public int LineOf(object? line) => NumberCall is null ? (int)line! : NumberCall((int)line!);

    public CallStack Stack => new(Site, ImmutableArray.Create(calls, 0, depth));

    public int Depth => depth;

    /// <summary>Forgets the calls an exception has left.</summary>
    public void Unwind(int toDepth) => depth = toDepth;

    public void Touch(SyntaxTree tree) => touched.Add(tree);

    /// <summary>Counts a loop iteration or call.</summary>
    public void Step()
    {
        if (++steps > MaxSteps)
            throw new InterpretationFailure(Descriptors.TooManySteps, null, Grouped(MaxSteps));
        if ((steps & 63) == 0)
            cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Counts a call of the engine.</summary>
    public void CountInstruction(SyntaxNode site)
    {
        Site = site;
        if (++instructions > MaxInstructions)
            throw new InterpretationFailure(Descriptors.TooManyInstructions, null, Grouped(MaxInstructions));
        if ((instructions & 63) == 0)
            cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Refuses texts and arrays that would fill the compiler's memory.</summary>
    public static void CheckElements(long count)
    {
        if (count > MaxElements)
            throw new InterpretationFailure(Descriptors.TooLarge, null, Grouped(MaxElements));
    }

    /// <summary>Calls a method of the author. The arguments stand at the start of <paramref name="slots"/>, which <paramref name="code"/> has sized.</summary>
    public object? Call(Code code, object? self, object?[] slots, TypeArguments? types, Frame? outer, SyntaxNode site)
    {
        Step();
        CheckDepth(site);
        if (!ReferenceEquals(code.TouchedBy, this))
        {
            code.TouchedBy = this;
            touched.Add(code.Tree);
            bodies.Add(code.Syntax);
        }

        calls[depth++] = site;
        var activation = new Activation(this, self, types);
        code.Body(new Frame(slots, outer, activation));
        depth--;
        Site = site;
        return activation.Result;
    }

    /// <summary>Calls a lambda or local function.</summary>
    public object? Nested(SyntaxNode site, Func<object?> call)
    {
        Step();
        CheckDepth(site);
        calls[depth++] = site;
        var result = call();
        depth--;
        Site = site;
        return result;
    }

    /// <summary>The static fields of a type; the first access runs its initialisers in textual order, then its static constructor.</summary>
    public object?[] StaticsOf(TypeRecord type)
    {
        if (type.Index >= statics.Length)
            Array.Resize(ref statics, Math.Max(type.Index + 1, 2 * statics.Length));
        return statics[type.Index] ?? Initialise(type);
    }

    public bool InstancesEqual(Instance left, object? right) => left.Type.EqualsMethod is { } method
        ? (bool)Invoke(method, left, [right])!
        : Records.Equal(this, left, right);

    public int HashOf(Instance instance) => Records.Hash(instance);

    public string TextOf(Instance instance) => instance.Type.ToStringMethod is { } method
        ? (string?)Invoke(method, instance, []) ?? ""
        : Records.Text(instance);

    /// <summary>Calls a method of the author from native code.</summary>
    public object? Invoke(IMethodSymbol method, object? self, object?[] arguments)
    {
        var code = program.CodeOf(method);
        var slots = code.NewSlots();
        arguments.CopyTo(slots, 0);
        var site = Site;
        var result = Call(code, self, slots, (self as Instance)?.Type.Arguments, null, site ?? code.Syntax);
        Site = site;
        return result;
    }

    private void CheckDepth(SyntaxNode site)
    {
        if (depth == MaxDepth)
            throw new InterpretationFailure(Descriptors.TooDeep, site, Grouped(MaxDepth));
        RuntimeHelpers.EnsureSufficientExecutionStack();
    }

    private object?[] Initialise(TypeRecord type)
    {
        var site = Site;
        var values = statics[type.Index] = type.NewStatics(this);
        type.StaticInitialiser(new Frame([], null, new Activation(this, null, type.Arguments)));
        Site = site;
        return values;
    }

    public static string Grouped(int number) => number.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture);
}
