// SPDX-License-Identifier: MIT
namespace System;

/// <summary>Data in the image: what <c>new byte[] { … }</c> becomes where a span is asked for.</summary>
public readonly unsafe ref struct ReadOnlySpan<T>
    where T : unmanaged
{
    private readonly T* first;

    public ReadOnlySpan(void* pointer, int length)
    {
        first = (T*)pointer;
        Length = length;
    }

    /// <summary>The compiler asks for it and then does without: the data is in the image.</summary>
    public static implicit operator ReadOnlySpan<T>(T[]? array)
    {
        MyKernel.Machine.Panic("an array on a heap");
        return default;
    }

    public int Length { get; }

    public ref readonly T this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Length)
                MyKernel.Machine.Panic("an index outside a span", (ulong)index);
            return ref first[index];
        }
    }
}
