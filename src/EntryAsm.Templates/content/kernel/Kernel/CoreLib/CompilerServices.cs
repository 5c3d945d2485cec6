// SPDX-License-Identifier: MIT
#pragma warning disable CS9113, CS0649
using System.Runtime;

namespace System.Runtime.CompilerServices
{
    public static class RuntimeHelpers
    {
        public static unsafe int OffsetToStringData => sizeof(IntPtr) + sizeof(int);
    }

    public static class RuntimeFeature
    {
        public const string UnmanagedSignatureCallingConvention = nameof(UnmanagedSignatureCallingConvention);
    }

    public sealed class MethodImplAttribute(MethodImplOptions options) : Attribute;

    public enum MethodImplOptions
    {
        NoInlining = 8,
        AggressiveInlining = 256,
        InternalCall = 4096,
    }

    public sealed class InlineArrayAttribute(int length) : Attribute;

    public sealed class IntrinsicAttribute : Attribute;

    public sealed class IsReadOnlyAttribute : Attribute;

    public sealed class IsByRefLikeAttribute : Attribute;

    public sealed class IsVolatile;

    public sealed class UnsafeValueTypeAttribute : Attribute;

    public sealed class FixedBufferAttribute(Type type, int length) : Attribute;

    public sealed class CompilerGeneratedAttribute : Attribute;

    public sealed class RefSafetyRulesAttribute(int version) : Attribute;

    public sealed class NullableAttribute : Attribute
    {
        public NullableAttribute(byte flag)
        {
        }

        public NullableAttribute(byte[] flags)
        {
        }
    }

    public sealed class NullableContextAttribute(byte flag) : Attribute;

    public sealed class ExtensionAttribute : Attribute;
}

namespace System.Runtime.InteropServices
{
    public sealed class UnmanagedType;

    public sealed class StructLayoutAttribute(LayoutKind kind) : Attribute
    {
        public int Pack;
        public int Size;
    }

    public enum LayoutKind
    {
        Sequential = 0,
        Explicit = 2,
        Auto = 3,
    }

    public sealed class FieldOffsetAttribute(int offset) : Attribute;

    public sealed class InAttribute : Attribute;
}

namespace System.Runtime
{
    /// <summary>Gives a method the name under which entry code calls it.</summary>
    public sealed class RuntimeExportAttribute(string name) : Attribute;

    /// <summary>Calls a symbol of another object directly.</summary>
    public sealed class RuntimeImportAttribute(string library, string name) : Attribute;
}

namespace System.Reflection
{
    public sealed class DefaultMemberAttribute(string name) : Attribute;
}
