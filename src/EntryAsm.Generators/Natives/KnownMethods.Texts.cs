// SPDX-License-Identifier: MIT
using System.Text;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Natives;

/// <summary>Interpolated texts.</summary>
internal static partial class KnownMethods
{
    private static TextHandler Handler(Value value) => (TextHandler)((ManagedPointer)value.O!).Load().O!;

    private static Func<Budget, Value[], int, Value>? OfTextHandler(Callee site, string name) => name switch
    {
        ".ctor" => NewHandler(site),
        "AppendLiteral" => static (budget, values, at) =>
        {
            Handler(values[at]).Append(budget, (string?)values[at + 1].O);
            return default;
        },
        "AppendFormatted" => Append(site),
        "ToStringAndClear" => static (budget, values, at) => Value.Of(Handler(values[at]).Take(budget)),
        "ToString" => static (_, values, at) => Value.Of(Handler(values[at]).ToString()),
        "Clear" => static (_, values, at) =>
        {
            Handler(values[at]).Clear();
            return default;
        },
        _ => null,
    };

    private static Func<Budget, Value[], int, Value>? NewHandler(Callee site)
    {
        var parameters = site.Parameters;
        if (parameters.Any(static shape => shape.Form == Form.Span))
            return null;
        var builder = Array.FindIndex(parameters, static shape => shape.Type == typeof(StringBuilder));
        var provider = Array.FindIndex(parameters, static shape => shape.Type == typeof(IFormatProvider));
        return (budget, values, at) =>
        {
            if (builder >= 0 && values[at + 1 + builder].O is null)
                throw Thrown(budget, new NullReferenceException());
            var made = Value.Of(new TextHandler(builder < 0 ? null : (StringBuilder?)values[at + 1 + builder].O, provider < 0 ? null : (IFormatProvider?)values[at + 1 + provider].O));
            (values[at].O as ManagedPointer)?.Store(made);
            return made;
        };
    }

    private static Func<Budget, Value[], int, Value> Append(Callee site)
    {
        var shape = site.Parameters[0];
        var alignment = Array.FindIndex(site.Parameters, 1, static parameter => parameter.Form == Form.Int32);
        var format = Array.FindIndex(site.Parameters, 1, static parameter => parameter.Type == typeof(string));
        return (budget, values, at) =>
        {
            var value = values[at + 1].O is SpanValue span ? span.ToString() : shape.ToObject(values[at + 1]);
            return Guarded(budget, () =>
            {
                Handler(values[at]).Append(budget, value, alignment < 0 ? 0 : (int)values[at + 1 + alignment].I, format < 0 ? null : (string?)values[at + 1 + format].O);
                return default;
            });
        };
    }

    private static Func<Budget, Value[], int, Value>? OfBuilder(Callee site, string name)
    {
        // The handler has written into the builder already.
        var handler = Array.FindIndex(site.Parameters, static shape => shape is { Form: Form.Place } && Shape.Of(shape.Type.GetElementType()!).Form == Form.TextHandler);
        if (handler >= 0)
            return name == "AppendLine" ? static (_, values, at) => Value.Of(((StringBuilder)values[at].O!).AppendLine()) : static (_, values, at) => values[at];
        if (name is not ("Append" or "Insert" or "AppendJoin" or "AppendFormat") || site.Parameters.Any(static shape => shape.Form == Form.Span))
            return null;
        return Checked(site);
    }
}
