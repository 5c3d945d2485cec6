// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace EntryAsm.Primitives;

/// <summary>Arrays that are filled once and then never change.</summary>
internal static class ResultArray
{
    /// <summary>An array whose every element the caller writes: clearing megabytes first would be work for nothing.</summary>
    public static T[] Uninitialized<T>(int length) =>
#if NET
        GC.AllocateUninitializedArray<T>(length);
#else
        new T[length];
#endif

    /// <summary>The array as an immutable one, without a copy; the caller writes to it no more.</summary>
    public static ImmutableArray<T> Freeze<T>(T[] array) => Unsafe.As<T[], ImmutableArray<T>>(ref array);
}
