// SPDX-License-Identifier: MIT
using System.Collections;
using System.Collections.Concurrent;

namespace EntryAsm.Generators.Natives;

/// <summary>How many elements a collection of .NET's has, also where it says so in its own <c>Count</c> alone. Collections of the author's are not asked: that would run his code.</summary>
internal static class ElementCounts
{
    private static readonly ConcurrentDictionary<Type, Func<object, int>?> Counts = new();

    /// <summary>The number of elements, or null where nothing of .NET's says it.</summary>
    public static int? Of(object? value) => value switch
    {
        null => null,
        string text => text.Length,
        Array array => array.Length,
        _ => Counts.GetOrAdd(value.GetType(), static type => ReaderOf(type)) is { } read ? Read(read, value) : null,
    };

    private static Func<object, int>? ReaderOf(Type type)
    {
        if (type.Assembly != typeof(object).Assembly && !type.Assembly.GetName().Name!.StartsWith("System.", StringComparison.Ordinal))
            return null;
        if (typeof(ICollection).IsAssignableFrom(type))
            return static value => ((ICollection)value).Count;
        return type.GetProperty("Count", typeof(int)) is { } count ? value => (int)count.GetValue(value)! : null;
    }

    private static int? Read(Func<object, int> read, object value)
    {
        try
        {
            return read(value);
        }
        catch (InvalidOperationException)
        {
            return null; // an immutable array that is none yet
        }
    }
}
