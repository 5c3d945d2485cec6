// SPDX-License-Identifier: MIT
using System.Reflection;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Natives;

/// <summary>Members the evaluation does itself: of what cannot be boxed (spans, text handlers, nullables), and a few that the compiler writes.</summary>
internal static partial class KnownMethods
{
    /// <summary>What does a call; null where it is done as any other.</summary>
    public static Func<Budget, Value[], int, Value>? Find(Callee site)
    {
        var owner = site.Owner.Type;
        var name = site.Method.Name;
        if (site.Owner.Form == Form.Nullable)
            return OfNullable(site, name);
        if (site.Owner.Form == Form.Span)
            return OfSpan(site, name) ?? Refuse(site);
        if (site.Owner.Form == Form.TextHandler)
            return OfTextHandler(site, name) ?? Refuse(site);
        if (name.StartsWith("InlineArray", StringComparison.Ordinal) && owner.Name == "<PrivateImplementationDetails>")
            return OfInlineArray(site, name) ?? Refuse(site);
        if (owner.IsArray && name == "Address")
            return GridPlace(site);
        return (owner.FullName ?? owner.Name) switch
        {
            "System.Object" => OfObject(site, name),
            "System.Threading.Monitor" => OfMonitor(site, name),
            "System.Threading.Interlocked" when name is "CompareExchange" or "Exchange" && site.Parameters[1].Form == Form.Object => OfInterlocked(name),
            "System.Environment" when name == "get_CurrentManagedThreadId" => ThreadOfSequence,
            "System.MemoryExtensions" => OfMemory(site, name),
            "System.String" => OfString(site, name),
            "System.Text.StringBuilder" => OfBuilder(site, name),
            "System.Runtime.CompilerServices.RuntimeHelpers" when name == "CreateSpan" => DataSpan(site),
            "System.Runtime.CompilerServices.RuntimeHelpers" when name == "EnsureSufficientExecutionStack" => static (_, _, _) => default,
            "System.Runtime.CompilerServices.Unsafe" when name == "SizeOf" => StructLayouts.OfUnsafe(site),
            "System.Runtime.InteropServices.Marshal" => StructLayouts.OfMarshal(site, name),
            "System.Runtime.InteropServices.CollectionsMarshal" when name == "AsSpan" => ListSpan,
            "System.Exception" when name == "ToString" => Text(site, static (self, _) => self!.ToString()),
            "System.Type" when name == "get_FullName" => FullName,
            _ => name == "GetHashCode" && !site.Method.IsStatic ? HashCode(site, HashOf(site)) : null,
        };
    }

    /// <summary>What does a call that goes past all overrides; null where it is done as any other.</summary>
    public static Func<Budget, Value[], int, Value>? FindExactly(Callee site) => site.Method.Name switch
    {
        "ToString" when site.Parameters.Length == 0 => TextOfBase(site),
        "GetHashCode" when site.Parameters.Length == 0 => HashCode(site, MadeCalls.Of(site, isVirtual: false)),
        _ => null,
    };

    private static Func<Budget, Value[], int, Value> Refuse(Callee site) => (budget, _, _) => throw budget.Stop(new EvaluationStop(Descriptors.ForbiddenCall, NativeMethods.NameOf(site.Method)));

    /// <summary>An exception that running the module would meet too.</summary>
    public static Exception Thrown(Budget budget, Exception exception)
    {
        budget.Note(exception);
        return exception;
    }

    private static Func<Budget, Value[], int, Value> GridPlace(Callee site)
    {
        var element = Shape.Of(site.Owner.Type.GetElementType()!);
        return (budget, values, at) => Guarded(budget, () =>
        {
            var place = new GridElement((Array)(values[at].O ?? throw new NullReferenceException()), [.. Enumerable.Range(1, site.Parameters.Length).Select(index => (int)values[at + index].I)], element);
            place.Load();
            return Value.Of(place);
        });
    }

    private static Func<Budget, Value[], int, Value>? OfObject(Callee site, string name) => name switch
    {
        ".ctor" => static (_, values, at) => values[at],
        "GetType" => static (budget, values, at) => Value.Of((values[at].O ?? throw Thrown(budget, new NullReferenceException())).GetType()),
        "ReferenceEquals" => static (_, values, at) => Value.Of(ReferenceEquals(values[at].O, values[at + 1].O)),
        "ToString" => Text(site, static (self, _) => self!.ToString()),
        "GetHashCode" => HashCode(site, static (self, _) => self!.GetHashCode()),
        _ => null,
    };

    /// <summary>Texts of exceptions that were thrown tell where the generator was.</summary>
    private static Func<Budget, Value[], int, Value> Text(Callee site, Func<object?, object?[], object?> invoke)
    {
        var real = new RealMethod(site, invoke, isEngine: false);
        return (budget, values, at) =>
        {
            CheckText(budget, values[at].O);
            return real.Call(budget, values, at);
        };
    }

    public static void CheckText(Budget budget, object? value)
    {
        if (value is Exception exception && exception.GetType().GetMethod("ToString", Type.EmptyTypes)!.DeclaringType!.Assembly == typeof(object).Assembly)
            CheckThrown(budget, exception);
    }

    private static void CheckThrown(Budget budget, Exception exception)
    {
        Nesting.Count(budget, exception);
        if (WasThrown(exception))
            throw budget.Stop(new EvaluationStop(Descriptors.ForbiddenCall, "Exception.ToString"));
    }

    private static Func<Budget, Value[], int, Value> TextOfBase(Callee site)
    {
        var real = new RealMethod(site, MadeCalls.Of(site, isVirtual: false), isEngine: false);
        return (budget, values, at) =>
        {
            if (values[at].O is Exception exception)
                CheckThrown(budget, exception);
            return real.Call(budget, values, at);
        };
    }

    /// <summary>True when the text of an exception has a stack in it.</summary>
    private static bool WasThrown(Exception exception) => new System.Diagnostics.StackTrace(exception).FrameCount > 0
        || (exception.InnerException is { } inner && WasThrown(inner)) || (exception is AggregateException all && all.InnerExceptions.Any(WasThrown));

    /// <summary>The full name of a constructed type has the names and versions of assemblies in it.</summary>
    private static Value FullName(Budget budget, Value[] values, int at)
    {
        var type = (Type)(values[at].O ?? throw Thrown(budget, new NullReferenceException()));
        return type.IsConstructedGenericType || type.HasElementType ? throw budget.Stop(new EvaluationStop(Descriptors.ForbiddenCall, "Type.FullName")) : Value.Of(type.FullName);
    }

    /// <summary>Hash codes differ from run to run, so only those who make one for .NET's collections may ask for one. Those of numbers do not.</summary>
    private static Func<Budget, Value[], int, Value> HashCode(Callee site, Func<object?, object?[], object?> invoke)
    {
        var real = new RealMethod(site, invoke, isEngine: false);
        return (budget, values, at) =>
        {
            var self = values[at].O is ManagedPointer place ? site.Owner.ToObject(place.Load()) : values[at].O;
            if (!budget.IsHashing && !IsFixed(self))
                throw budget.Stop(new EvaluationStop(Descriptors.ForbiddenCall, NativeMethods.NameOf(site.Method)));
            return real.Call(budget, values, at);
        };
    }

    private static Func<object?, object?[], object?> HashOf(Callee site) =>
        site.Parameters.Length == 0 ? static (self, _) => self!.GetHashCode() : (self, arguments) => Reflection.Invoke(site.Method, self, arguments);

    private static bool IsFixed(object? value) => value is int or uint or long or ulong or short or ushort or byte or sbyte or char or bool or Enum;

    private static Func<Budget, Value[], int, Value>? OfMonitor(Callee site, string name) => name switch
    {
        "Enter" when site.Parameters.Length == 2 => static (budget, values, at) =>
        {
            var isTaken = false;
            var place = (ManagedPointer)values[at + 1].O!;
            return Guarded(budget, () =>
            {
                System.Threading.Monitor.Enter(values[at].O!, ref isTaken);
                System.Threading.Monitor.Exit(values[at].O!);
                place.Store(Value.Of(isTaken));
                return default;
            });
        },
        "Exit" => static (_, _, _) => default,
        _ => null,
    };

    private static Func<Budget, Value[], int, Value> OfInterlocked(string name) => name == "Exchange" ? static (_, values, at) =>
    {
        var place = (ManagedPointer)values[at].O!;
        var before = place.Load();
        place.Store(values[at + 1]);
        return before;
    } : static (_, values, at) =>
    {
        var place = (ManagedPointer)values[at].O!;
        var before = place.Load();
        if (ReferenceEquals(before.O, values[at + 2].O))
            place.Store(values[at + 1]);
        return before;
    };

    /// <summary>The compiler's iterators ask whether they are on the thread that made them; they are.</summary>
    private static Value ThreadOfSequence(Budget budget, Value[] values, int at) => budget.Caller?.DeclaringType?.Name.StartsWith("<", StringComparison.Ordinal) == true
        ? Value.Of(1L) : throw budget.Stop(new EvaluationStop(Descriptors.ForbiddenCall, "Environment.CurrentManagedThreadId"));

    private static Func<Budget, Value[], int, Value>? OfString(Callee site, string name) => name switch
    {
        "get_Length" => static (budget, values, at) => Value.Of((long)((string)(values[at].O ?? throw Thrown(budget, new NullReferenceException()))).Length),
        "get_Chars" => static (budget, values, at) =>
        {
            var text = (string)(values[at].O ?? throw Thrown(budget, new NullReferenceException()));
            var index = (int)values[at + 1].I;
            return (uint)index < (uint)text.Length ? Value.Of((long)text[index]) : throw Thrown(budget, new IndexOutOfRangeException());
        },
        "op_Implicit" => static (_, values, at) => Value.Of(SpanValue.Of((string?)values[at].O, 0, ((string?)values[at].O)?.Length ?? 0)),
        "Concat" => Checked(site),
        "Create" when site.Parameters is [_, { Form: Form.Place }] => static (budget, values, at) => Value.Of(((TextHandler)((ManagedPointer)values[at + 1].O!).Load().O!).Take(budget)),
        "Format" or "Join" => Checked(site),
        _ => null,
    };

    /// <summary>What makes a text of objects: not of exceptions.</summary>
    private static Func<Budget, Value[], int, Value>? Checked(Callee site)
    {
        if (site.Parameters.Any(static shape => shape.Form == Form.Span))
            return null;
        var real = new RealMethod(site, (self, arguments) => Reflection.Invoke(site.Method, self, arguments), isEngine: false);
        return (budget, values, at) =>
        {
            long length = 0;
            for (var index = 0; index < site.Count; index++)
            {
                CheckText(budget, values[at + index].O);
                if (values[at + index].O is object?[] all)
                {
                    foreach (var one in all)
                    {
                        CheckText(budget, one);
                        length += (one as string)?.Length ?? 0;
                    }
                }
                else
                {
                    length += (values[at + index].O as string)?.Length ?? 0;
                }
            }

            budget.CheckElements(length);
            return real.Call(budget, values, at);
        };
    }

    private static Func<Budget, Value[], int, Value> DataSpan(Callee site) => (budget, values, at) =>
    {
        var element = ((MethodInfo)site.Method).GetGenericArguments()[0];
        var field = FieldInfo.GetFieldFromHandle((RuntimeFieldHandle)values[at].O!);
        var array = Array.CreateInstance(element, SizeOf(field.FieldType) / SizeOf(element));
        System.Runtime.CompilerServices.RuntimeHelpers.InitializeArray(array, (RuntimeFieldHandle)values[at].O!);
        budget.Memory(SizeOf(field.FieldType));
        return Value.Of(SpanValue.Of(element, array, 0, array.Length));
    };

    /// <summary>Bytes of a field that holds the compiler's data, or of a number.</summary>
    public static int SizeOf(Type type)
    {
        if (type.IsEnum)
            type = Enum.GetUnderlyingType(type);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte => 1,
            TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
            TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
            TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
            _ => type.StructLayoutAttribute!.Size,
        };
    }

    private static Value ListSpan(Budget budget, Value[] values, int at)
    {
        if (values[at].O is not System.Collections.IList list)
            return Value.Of(SpanValue.Empty(typeof(object)));
        var type = list.GetType();
        while (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(List<>))
            type = type.BaseType!;
        var array = (Array)type.GetField("_items", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(list)!;
        return Value.Of(SpanValue.Of(type.GetGenericArguments()[0], array, 0, list.Count));
    }
}
