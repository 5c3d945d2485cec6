// SPDX-License-Identifier: MIT
using System.Reflection;
using EntryAsm.Import.Tree;
using Module = EntryAsm.Import.Tree.Module;

namespace EntryAsm.Import.Engine;

/// <summary>A tree assembled at once, without the C# between: it tells at which line of the source the engine refuses.</summary>
internal sealed class DirectModule : EntryAssembler
{
    private readonly Module module;
    private readonly Values values;
    private readonly Dictionary<string, long> variables = new(StringComparer.Ordinal);

    private DirectModule(Module module)
    {
        this.module = module;
        values = new Values(module.Symbols.SymbolOf, NumericLabel, Number);
    }

    /// <summary>The object of a tree.</summary>
    /// <exception cref="ImportException">The engine refuses a statement.</exception>
    public static EntryObject Assemble(Module module)
    {
        try
        {
            return new DirectModule(module).Build();
        }
        catch (EntryAsmException error)
        {
            throw new ImportException(error.Location, error.Reason);
        }
    }

    /// <inheritdoc/>
    protected override void Assemble()
    {
        Run(module.Statements);
        foreach (var (name, value) in module.Symbols.SetAtTheEnd(variables))
            set(module.Symbols.SymbolOf(name), value);
    }

    private void Run(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case CallStatement call:
                    Array.ForEach(call.Before, Invoke);
                    Invoke(call);
                    break;
                case AssignStatement assign:
                    Assign(assign);
                    break;
                case ExpandedStatement expanded:
                    Run(expanded.Body);
                    break;
            }
        }
    }

    private void Assign(AssignStatement assign) => variables[assign.Name] = values.Number(assign.Value)
        ?? throw new ImportException(assign.Line, "'" + assign.Name + "' is set to something that is not a number here");

    private long? Number(string name) => variables.TryGetValue(name, out var value) ? value : null;

    private Symbol NumericLabel(NumericLabelExpression label) => label.IsForward ? f(label.Number) : b(label.Number);

    private void Invoke(CallStatement call)
    {
        try
        {
            var overloads = Vocabulary.Overloads(call.Method);
            foreach (var method in overloads)
            {
                if (TryBind(method, call, out var arguments))
                {
                    method.Invoke(this, BindingFlags.DoNotWrapExceptions, null, arguments, null);
                    return;
                }
            }

            throw new ImportException(call.Line, "there is no '" + call.Method + "' with " + call.Arguments.Length + " operands");
        }
        catch (InexpressibleException failure)
        {
            throw new ImportException(call.Line, failure.Message);
        }
        catch (EntryAsmException error) when (error.Location.Line == 0)
        {
            throw new ImportException(call.Line, error.Reason);
        }
    }

    private bool TryBind(MethodInfo method, CallStatement call, out object?[] arguments)
    {
        var parameters = method.GetParameters();
        arguments = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
            arguments[i] = parameters[i].Name switch
            {
                "file" => call.Line.File,
                "line" => call.Line.Line,
                _ => parameters[i].DefaultValue is DBNull ? null : parameters[i].ParameterType == typeof(Op) ? default(Op) : parameters[i].DefaultValue,
            };
        if (parameters.Length > 0 && parameters[0].ParameterType == typeof(Op[]))
        {
            arguments[0] = call.Arguments.Select(argument => Convert(argument, typeof(Op))).Cast<Op>().ToArray();
            return true;
        }

        var required = parameters.Count(static parameter => !parameter.IsOptional);
        var place = 0;
        foreach (var argument in call.Arguments)
        {
            var at = argument.Name is { } name ? Array.FindIndex(parameters, parameter => parameter.Name == name) : place++;
            if (at < 0 || at >= parameters.Length || parameters[at].Name is "file" or "line" || !Takes(parameters[at].ParameterType, argument))
                return false;
            arguments[at] = Convert(argument, parameters[at].ParameterType);
            if (!parameters[at].IsOptional)
                required--;
        }

        return required == 0;
    }

    private static bool Takes(Type type, Argument argument) => argument switch
    {
        OperandArgument { Value: ValueOperand { Value: SymbolExpression or NumericLabelExpression } } => type == typeof(Op) || type == typeof(Symbol),
        OperandArgument => type == typeof(Op),
        TextArgument => type == typeof(string),
        NumberArgument => (Nullable.GetUnderlyingType(type) ?? type).IsPrimitive,
        ConstantArgument constant => type == constant.Value.GetType(),
        _ => false,
    };

    private object? Convert(Argument argument, Type type) => argument switch
    {
        OperandArgument operand when type == typeof(Symbol) => operand.Value is ValueOperand { Value: SymbolExpression named } ? module.Symbols.SymbolOf(named.Name)
            : operand.Value is ValueOperand { Value: NumericLabelExpression label } ? NumericLabel(label) : null,
        OperandArgument operand => values.Of(operand.Value),
        TextArgument text => text.Value,
        NumberArgument number => Narrow(values.Number(number.Value) ?? throw new InexpressibleException("a number is needed here that does not depend on the addresses of code"),
            Nullable.GetUnderlyingType(type) ?? type),
        ConstantArgument constant => constant.Value,
        _ => null,
    };

    private static object Narrow(long value, Type type)
    {
        try
        {
            return System.Convert.ChangeType(value, type, System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            throw new InexpressibleException("the number " + value.ToString(System.Globalization.CultureInfo.InvariantCulture) + " is out of range");
        }
    }
}
