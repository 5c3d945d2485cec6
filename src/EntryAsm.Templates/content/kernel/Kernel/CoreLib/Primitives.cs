// SPDX-License-Identifier: MIT
#pragma warning disable CS0649, CS0169 // the fields are the compiler's own
namespace System;

public class Object
{
    internal IntPtr m_pEEType;

    public virtual bool Equals(object? other) => this == other;

    public virtual int GetHashCode() => 0;

    public virtual string ToString() => "";
}

public abstract class ValueType;

public abstract class Enum : ValueType;

public struct Void;

public struct Boolean;

public struct Char;

public struct SByte;

public struct Byte;

public struct Int16;

public struct UInt16;

public struct Int32;

public struct UInt32;

public struct Int64;

public struct UInt64;

public struct IntPtr;

public struct UIntPtr;

public struct Single;

public struct Double;

public struct RuntimeTypeHandle
{
    private IntPtr value;
}

public struct RuntimeMethodHandle
{
    private IntPtr value;
}

public struct RuntimeFieldHandle
{
    private IntPtr value;
}

public struct Nullable<T>
    where T : struct
{
    private bool hasValue;
    private T value;
}

public abstract class Type;

public class RuntimeType : Type;

public abstract class Delegate;

public abstract class MulticastDelegate : Delegate;

public abstract class Array
{
    private int length;

    public int Length => length;
}

public class Array<T> : Array;

public class Exception;

public class Attribute;

/// <summary>A literal: the only strings there are.</summary>
public sealed class String
{
    private readonly int length;
    private char firstCharacter;

    public int Length => length;

    public unsafe char this[int index]
    {
        get
        {
            fixed (char* first = &firstCharacter)
                return first[index];
        }
    }
}

public sealed class ParamArrayAttribute : Attribute;

public sealed class FlagsAttribute : Attribute;

public sealed class AttributeUsageAttribute : Attribute
{
    public AttributeUsageAttribute(AttributeTargets targets)
    {
    }

    public bool AllowMultiple { get; set; }

    public bool Inherited { get; set; }
}

public enum AttributeTargets
{
    All = 32767,
}
