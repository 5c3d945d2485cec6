// SPDX-License-Identifier: MIT
// All that a core library has to have for the C# file of a module: what the language itself asks for, and ReadOnlySpan<T> with three members.
namespace System
{
    public class Object { }
    public abstract class ValueType { }
    public abstract class Enum : ValueType { }
    public struct Void { }
    public struct Boolean { }
    public struct Byte { }
    public struct SByte { }
    public struct Char { }
    public struct Int16 { }
    public struct UInt16 { }
    public struct Int32 { }
    public struct UInt32 { }
    public struct Int64 { }
    public struct UInt64 { }
    public struct Single { }
    public struct Double { }
    public struct IntPtr { }
    public struct UIntPtr { }
    public sealed class String { }
    public abstract class Array { }
    public abstract class Attribute { }
    public enum AttributeTargets { }
    public sealed class AttributeUsageAttribute : Attribute
    {
        public AttributeUsageAttribute(AttributeTargets validOn) { }
        public bool AllowMultiple { get; set; }
        public bool Inherited { get; set; }
    }

    public abstract class Delegate { }
    public abstract class MulticastDelegate : Delegate { }

    public readonly unsafe ref struct ReadOnlySpan<T> where T : unmanaged
    {
        private readonly T* first;
        private readonly int length;

        public ReadOnlySpan(void* pointer, int length)
        {
            first = (T*)pointer;
            this.length = length;
        }

        public ref T this[int index] => ref first[index];

        // The compiler looks for it and then puts the data into the image instead: it is never called.
        public static implicit operator ReadOnlySpan<T>(T[] array) => default;
    }
}

namespace System.Runtime.InteropServices
{
    public enum UnmanagedType { }
}

namespace System.Reflection
{
    public sealed class DefaultMemberAttribute : Attribute
    {
        public DefaultMemberAttribute(string name) { }
    }
}
