// SPDX-License-Identifier: MIT
using System.Collections;
using System.Reflection;
using System.Text;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Natives;

/// <summary>Counts what a call inside .NET costs, before it is made: elements it walks, characters it copies, memory it fills from a single number.</summary>
internal sealed class NativeLimits
{
    private const int EntrySize = 40, FewElements = 1_000;

    /// <summary>Calls themselves: of what reads or changes one element, of what makes new nodes down a tree, of all else.</summary>
    private const int ShortCost = 100, TreeCost = 800, CallCost = 300;

    /// <summary>An element among those that are sorted; a digit of a number; one of the calls that a delegate holds; a text that is cut off another.</summary>
    private const int SortCost = 20, DigitCost = 8, JoinCost = 20, PieceCost = 60;

    /// <summary>What an exception costs as it is made, and the bytes it takes.</summary>
    private const int ExceptionCost = 700, ExceptionSize = 160;

    /// <summary>What takes the same time however long the text or collection is.</summary>
    private static readonly HashSet<string> Short = new(StringComparer.Ordinal)
    {
        "get_Item", "set_Item", "get_Count", "get_Length", "get_Chars", "get_Current", "MoveNext", "GetEnumerator", "Add", "TryGetValue", "ContainsKey", "TryAdd", "Push", "Pop", "Peek", "Enqueue",
        "Dequeue", "get_Keys", "get_Values", "get_Capacity", "GetLength", "get_IsEmpty", "get_Comparer", "Append", "AppendLine", "get_Rank", "GetLowerBound", "GetUpperBound", "GetValue", "SetValue",
        "ReferenceEquals", "op_Equality", "IsNullOrEmpty", "AsEnumerable", "get_Key", "Dispose", "TryPeek", "TryPop", "TryDequeue", "get_IsDefault", "get_IsDefaultOrEmpty",
    };

    /// <summary>Numbers with these names say how much is made.</summary>
    private static readonly HashSet<string> Sizes = new(StringComparer.Ordinal)
    {
        "capacity", "count", "totalWidth", "repeatCount", "newSize", "length", "size", "minCapacity", "maxCapacity", "initialCapacity", "newLength",
    };

    private readonly MethodBase method;
    private readonly bool isShort;
    private readonly bool isSequence;
    private readonly bool isLazy;
    private readonly bool isSorting;
    private readonly bool isFirst;
    private readonly bool makes;
    private readonly bool adds;
    private readonly bool formats;
    private readonly bool joins;
    private readonly bool isTree;
    private readonly bool copiesAll;
    private readonly bool makesException;
    private readonly bool entersExceptions;
    private readonly bool entersArrays;
    private readonly bool nests;
    private readonly int elementSize;

    /// <summary>The only way to the sequences that .NET makes as they are walked: their types are its own.</summary>
    private readonly bool isThroughInterface;
    private readonly ParameterInfo[] parameters;

    public NativeLimits(MethodBase method)
    {
        this.method = method;
        parameters = method.GetParameters();
        copiesAll = CopiesAll(method);
        isShort = (Short.Contains(method.Name) && !copiesAll) || Hashes(method);
        isLazy = method.DeclaringType == typeof(Enumerable) && typeof(IEnumerable).IsAssignableFrom((method as MethodInfo)?.ReturnType ?? typeof(void)) && method.Name is not ("ToList" or "ToArray" or "ToDictionary" or "ToHashSet" or "ToLookup");
        isSequence = Array.Exists(parameters, static parameter => IsSequence(parameter.ParameterType));
        isSorting = method.Name is "Sort" or "OrderBy" or "Order" or "BinarySearch";
        isFirst = method.Name is "First" or "FirstOrDefault" or "Any" or "ElementAt" or "ElementAtOrDefault" or "TryGetNonEnumeratedCount" or "Single" or "SingleOrDefault";
        makes = !isLazy && (method.IsConstructor || method.Name is "AddRange" or "InsertRange" or "UnionWith" or "ToList" or "ToArray" or "ToHashSet" or "ToDictionary" or "ToLookup" or "CreateRange" or "ToImmutableArray");
        adds = method.Name is "Add" or "TryAdd" or "set_Item" or "Push" or "Enqueue" or "Insert" or "AddLast" or "AddFirst" or "AddBefore" or "AddAfter";
        formats = Array.Exists(parameters, static parameter => parameter.Name == "format" && parameter.ParameterType == typeof(string));
        joins = TextSums.Makes(method);
        isThroughInterface = method.DeclaringType is { IsInterface: true };
        elementSize = ValueSize.OfElements(method);
        entersExceptions = method.Name is "get_Message" or "Flatten" or "Handle" && typeof(Exception).IsAssignableFrom(method.DeclaringType);
        entersArrays = IsStructural(method.DeclaringType) || Array.Exists(parameters, static parameter => IsStructural(parameter.ParameterType));
        nests = method.IsConstructor || method.Name == "Create";
        makesException = method.IsConstructor && typeof(Exception).IsAssignableFrom(method.DeclaringType);
        isTree = isShort && method.DeclaringType is { } type && (type.Namespace == "System.Collections.Immutable" || type.Name.StartsWith("Sorted", StringComparison.Ordinal));
    }

    public void Before(Budget budget, object? self, object?[] arguments)
    {
        budget.Work(isTree ? TreeCost : isShort ? ShortCost : CallCost + (Cost(self) * PerElement));
        if (makesException)
        {
            budget.Work(ExceptionCost);
            budget.Memory(ExceptionSize);
        }

        if (isThroughInterface && SequenceFacts.Of(self) is { } facts)
            budget.Work(method.Name == "GetEnumerator" && facts.Skips ? facts.Steps : facts.Depth);
        if (adds && self is not null)
            budget.Memory(EntrySize - 8 + elementSize);
        if (self is StringBuilder builder)
            GrowText(budget, builder, arguments);
        if (method.DeclaringType == typeof(Delegate) || method.DeclaringType == typeof(MulticastDelegate))
            CountDelegates(budget, self, arguments);
        if (entersExceptions)
            Nesting.Count(budget, self);
        if (entersArrays)
        {
            foreach (var value in Given(self, arguments))
                Nesting.Count(budget, value, entersArrays: true);
        }

        if (joins)
            TextSums.Count(budget, parameters, arguments);
        for (var index = 0; index < arguments.Length; index++)
            Before(budget, index, arguments);
        if (method.Name == "Replace" && self is string text && arguments is [string { Length: > 0 } old, string with, ..])
            budget.CheckElements((long)text.Length / old.Length * Math.Max(with.Length, old.Length));
        if (formats || method.Name is "Format" or "AppendFormat")
            CheckFormats(budget, self, arguments);
    }

    /// <summary>Counts what came of it.</summary>
    public void After(Budget budget, object? self, object?[] arguments, object? result)
    {
        if (isLazy && result is not null)
            SequenceFacts.Note(budget, method, arguments, result);
        else if (method.Name == "GetEnumerator" && result is not null)
            SequenceFacts.NoteEnumerator(self, result);
        if (nests && !makesException)
            Nesting.Count(budget, result);
        if (result is string text)
        {
            budget.CheckElements(text.Length);
            budget.Memory(24 + (2L * text.Length));
            if (formats)
                budget.Work(DigitCost * text.Length);
        }
        else if (result is Array array)
        {
            budget.Memory(24 + ((long)Math.Max(elementSize, 8) * array.Length));
            if (method.Name == "Split")
                budget.Work(PieceCost * array.Length);
        }
        else if (result is StringBuilder builder)
        {
            budget.CheckElements(builder.Length);
        }
        else if (!isShort && !copiesAll && result is IEnumerable && ElementCounts.Of(result) is { } count)
        {
            budget.Memory(64 + (8L * count));
        }
    }

    private void Before(Budget budget, int index, object?[] arguments)
    {
        var parameter = parameters[index];
        switch (arguments[index])
        {
            case int number when number > 0:
                if (Sizes.Contains(parameter.Name!) && !(method.Name == "Range" && isLazy) && !(method.Name == "Repeat" && isLazy) && method.Name is not ("Take" or "Skip" or "Substring" or "Remove" or "GetRange" or "Copy"))
                    Sized(budget, number);
                else if (method.Name is "set_Length" or "set_Capacity" or "EnsureCapacity")
                    Sized(budget, number);
                break;
            case string text:
                budget.Work(text.Length >> 3);
                break;
            case IEnumerable sequence when isSequence && IsSequence(parameter.ParameterType):
                Walk(budget, sequence);
                break;
            case IEnumerable sequence when !isShort:
                budget.Work(Cost(sequence) * PerElement);
                break;
        }
    }

    /// <summary>What one element of a collection costs that is handed over as a whole.</summary>
    private int PerElement => method.Name == "Sort" ? SortCost : 1;

    /// <summary>True for what compares arrays by their elements, or may be given one that does.</summary>
    private static bool IsStructural(Type? type) => type == typeof(IStructuralEquatable) || type == typeof(IStructuralComparable) || type == typeof(IEqualityComparer) || type == typeof(IComparer);

    private static void Sized(Budget budget, int number)
    {
        budget.CheckElements(number);
        budget.Memory(2L * number);
    }

    /// <summary>Elements that .NET will walk by itself.</summary>
    private void Walk(Budget budget, IEnumerable sequence)
    {
        if (isLazy)
            return;
        var length = SequenceFacts.LengthOf(sequence);
        var facts = SequenceFacts.Of(sequence);
        if (isFirst && length > FewElements && facts is { Skips: false })
            length = FewElements;
        budget.Work(length * ((isSorting ? SortCost : 4) + (facts?.Depth ?? 0) + (elementSize >> 4)));
        if (makes)
            budget.Memory(elementSize * length);
    }

    /// <summary>True for what moves or copies all elements to put one among them.</summary>
    private static bool CopiesAll(MethodBase method) => method.Name is "Add" or "TryAdd" or "set_Item" && method.DeclaringType is { IsGenericType: true } type
        && (type.GetGenericTypeDefinition() == typeof(SortedList<,>) || type.Name is "ImmutableArray`1");

    /// <summary>True for what finds one element by its hash or in a tree.</summary>
    private static bool Hashes(MethodBase method) => method.Name is "Contains" or "Remove" && method.DeclaringType is { IsGenericType: true } type
        && (type.Name.Contains("Set`") || type.Name.Contains("Dictionary`"));

    /// <summary>What a call is given, with what is in an array of arguments.</summary>
    private static IEnumerable<object?> Given(object? self, object?[] arguments) => arguments.Concat(arguments.OfType<object?[]>().SelectMany(static more => more)).Append(self);

    /// <summary>Delegates hold a list of what they call, made again for each that joins.</summary>
    private void CountDelegates(Budget budget, object? self, object?[] arguments)
    {
        long sum = 0, product = 1;
        foreach (var value in Given(self, arguments))
        {
            if (value is not Delegate calls)
                continue;
            var count = calls.GetInvocationList().Length;
            (sum, product) = (sum + count, product * Math.Min(count, 1 << 20));
        }

        budget.CheckElements(sum);
        budget.Memory(3 * 8 * sum);
        budget.Work(JoinCost * sum);
        if (method.Name is "Remove" or "RemoveAll")
            budget.Work(product);
    }

    private static long Cost(object? value) => value switch
    {
        string text => text.Length >> 2,
        StringBuilder => 10,
        IEnumerable => ElementCounts.Of(value) ?? 50,
        _ => 0,
    };

    private static bool IsSequence(Type type) => type == typeof(IEnumerable) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>));

    private void GrowText(Budget budget, StringBuilder builder, object?[] arguments)
    {
        var grown = arguments is [char, int count] && method.Name == "Append" ? count
            : arguments is [int, string inserted, int times] && method.Name == "Insert" ? (long)inserted.Length * times
            : arguments is [string text, ..] ? text.Length
            : arguments is [StringBuilder other, ..] ? other.Length : 16;
        budget.CheckElements(builder.Length + grown);
        budget.Memory(2 * grown);
        if (method.Name is "ToString" or "Insert" or "Remove" or "Replace" or "get_Chars" or "set_Chars")
            budget.Work(builder.Length >> 4);
        if (method.Name == "Replace" && arguments is [string { Length: > 0 } old, string with, ..])
            budget.CheckElements((long)builder.Length / old.Length * Math.Max(with.Length, old.Length));
        TextPieces.Count(budget, builder, method.Name, arguments);
    }

    /// <summary>A format such as <c>D999999999</c> or <c>{0,999999999}</c> makes as much text as its number says.</summary>
    private static void CheckFormats(Budget budget, object? self, object?[] arguments)
    {
        foreach (var format in arguments.OfType<string>())
        {
            CheckFormat(budget, format);
            TextSums.CountFormat(budget, format, Given(self, arguments));
            foreach (var value in Given(self, arguments))
                CheckZone(budget, value, format);
        }
    }

    /// <summary>Some formats of a point in time ask for the zone of the machine.</summary>
    public static void CheckZone(Budget budget, object? value, string format)
    {
        if (value is DateTime time && format.IndexOfAny(time.Kind == DateTimeKind.Local ? ['z', 'U', 'K', 'o', 'O'] : ['z', 'U']) >= 0)
            throw budget.Stop(new EvaluationStop(Descriptors.ForbiddenCall, "DateTime.ToString(\"" + format + "\")"));
    }

    public static void CheckFormat(Budget budget, string format)
    {
        long number = 0;
        foreach (var c in format)
        {
            number = c is >= '0' and <= '9' ? Math.Min((10 * number) + (c - '0'), int.MaxValue) : 0;
            if (number > 1_000_000)
                budget.CheckElements(int.MaxValue);
        }
    }
}
