// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryAsm.Generators.Interpretation;

/// <summary>
/// Turns the operation tree of one body into delegates that evaluate it. The files beside this one hold a subject each: statements, loops, expressions,
/// calls, conversions, patterns. What lies outside the subset fails only when it is evaluated.
/// </summary>
internal sealed partial class Lowering(SourceProgram program, SemanticModel model, Scope? scope = null)
{
    /// <summary>Slots of the values that <c>?.</c>, object initialisers and the like refer to.</summary>
    private readonly Stack<(Scope Scope, int Slot)> implicitReceivers = new();
    private readonly Stack<(Scope Scope, int Slot)> conditionalReceivers = new();
    private const int LevelsPerStackCheck = 32;

    private int nesting;
    private readonly Dictionary<IMethodSymbol, LocalFunction> localFunctions = new(SymbolEqualityComparer.Default);

    /// <summary>The scope in which variables are being declared.</summary>
    public Scope Scope { get; private set; } = scope ?? new Scope(null);

    /// <summary>The body of a method, constructor, operator or accessor.</summary>
    public Execute Body(IMethodSymbol method, SyntaxNode syntax)
    {
        if (syntax is TypeDeclarationSyntax declaration)
            return PrimaryConstructor(method, declaration);

        return model.GetOperation(syntax, program.Cancellation) switch
        {
            IConstructorBodyOperation constructor => ConstructorBody(method, constructor),
            IMethodBodyOperation body when (body.BlockBody ?? body.ExpressionBody) is { } block => Statement(block),
            IBlockOperation block => Statement(block),
            _ => OutsideStatement(syntax, "'" + method.Name + "', which has no body here,", "give it a body in C#"),
        };
    }

    /// <summary>The initialiser of a field or property: assigns it.</summary>
    public Execute Initialiser(EqualsValueClauseSyntax syntax)
    {
        switch (model.GetOperation(syntax, program.Cancellation))
        {
            case IFieldInitializerOperation field:
                return StoreField(field.InitializedFields[0], Stored(field.Value), syntax);
            case IPropertyInitializerOperation property:
                return StoreField(property.InitializedProperties[0], Stored(property.Value), syntax);
            default:
                return OutsideStatement(syntax, "this initializer", "use a constant or call");
        }
    }

    /// <summary>An expression; when it cannot be lowered, one that fails when evaluated.</summary>
    private Evaluate Expression(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: var constant } && operation is not IInvalidOperation)
            return Constant(constant, operation.Type);
        nesting++;
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return Guarded(LowerExpression(operation));
        }
        catch (InterpretationFailure failure)
        {
            return frame => throw At(failure, frame, operation.Syntax);
        }
        catch (InvalidCodeException invalid)
        {
            return _ => throw invalid;
        }
        finally
        {
            nesting--;
        }
    }

    /// <summary>Every so many levels an expression asks whether the stack still has room: it may stand in a recursion.</summary>
    private Evaluate Guarded(Evaluate value)
    {
        if (nesting % LevelsPerStackCheck != 0)
            return value;
        return frame =>
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return value(frame);
        };
    }

    /// <summary>An expression whose value is about to be stored: structs and tuples are copied.</summary>
    private Evaluate Stored(IOperation operation)
    {
        var value = Expression(operation);
        if (operation.Type is null || !SourceProgram.IsCopied(operation.Type))
            return value;
        return frame => Values.Copy(value(frame));
    }

    private Evaluate Constant(object? value, ITypeSymbol? type)
    {
        if (value is null && type is { IsValueType: true })
            return frame => program.DefaultOf(program.Resolve(type, frame.Activation.Types), frame.Machine);
        var boxed = value is not null && Underlying(type) is { TypeKind: TypeKind.Enum } enumeration ? EnumOf(enumeration, value) : value;
        return _ => boxed;
    }

    /// <summary>The number <paramref name="value"/> as a value of an enum.</summary>
    private object EnumOf(ITypeSymbol type, object value)
    {
        var named = (INamedTypeSymbol)type;
        var number = NumericTypes.Convert(value, named.EnumUnderlyingType!.SpecialType, false);
        return SourceProgram.HasSource(named) ? new EnumValue(program.EnumOf(named), number) : Enum.ToObject(NativeTypes.Of(named), number);
    }

    /// <summary>The number behind an enum value; any other value as it is.</summary>
    private static object? Number(object? value) => value switch
    {
        EnumValue enumeration => enumeration.Underlying,
        Enum native => Convert.ChangeType(native, Enum.GetUnderlyingType(native.GetType()), System.Globalization.CultureInfo.InvariantCulture),
        _ => value,
    };

    /// <summary>T of T?, or the type itself.</summary>
    private static ITypeSymbol? Underlying(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    /// <summary>The type as it is in the current call.</summary>
    private ITypeSymbol Resolve(ITypeSymbol type, Frame frame) => program.Resolve(type, frame.Activation.Types);

    private static InterpretationFailure Outside(IOperation operation, string what, string cure) => new(Descriptors.OutsideSubset, operation.Syntax, what, cure);

    private static Execute OutsideStatement(SyntaxNode site, string what, string cure) => _ => throw new InterpretationFailure(Descriptors.OutsideSubset, site, what, cure);

    private static InterpretationFailure At(InterpretationFailure failure, Frame frame, SyntaxNode site)
    {
        frame.Machine.Site = failure.Site ?? site;
        return failure;
    }

    /// <summary>
    /// Runs <paramref name="lower"/> in a scope of its own when it declares variables: a lambda may capture them, and C# gives each iteration its own.
    /// </summary>
    private Execute Scoped(ImmutableArray<ILocalSymbol> locals, Func<Execute> lower)
    {
        if (locals.IsEmpty)
            return lower();

        var own = new Scope(Scope);
        foreach (var local in locals)
            own.Add(local);
        Scope = own;
        var body = lower();
        Scope = own.Outer!;
        return frame => body(new Frame(new object?[own.Count], frame, frame.Activation));
    }

    private int Temporary() => Scope.AddTemporary();

    /// <summary>Reads a slot of an enclosing scope.</summary>
    private Evaluate ReadTemporary((Scope Scope, int Slot) place)
    {
        var distance = Distance(place.Scope);
        return frame => Outer(frame, distance).Slots[place.Slot];
    }

    private int Distance(Scope target)
    {
        var distance = 0;
        for (var current = Scope; current != target; current = current.Outer!)
            distance++;
        return distance;
    }

    private static Frame Outer(Frame frame, int distance)
    {
        for (; distance > 0; distance--)
            frame = frame.Outer!;
        return frame;
    }
}
