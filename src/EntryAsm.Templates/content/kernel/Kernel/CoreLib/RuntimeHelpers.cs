// SPDX-License-Identifier: MIT
// What the ahead-of-time compiler refers to by name. A kernel without exceptions, casts and a heap never gets to most of it.
using System;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace System
{
    public static class Buffer
    {
        internal static unsafe void BulkMoveWithWriteBarrier(ref byte destination, ref byte source, nuint bytes) =>
            SpanHelpers.Memmove(ref destination, ref source, bytes);
    }

    internal static unsafe class SpanHelpers
    {
        internal static void Memmove(ref byte destination, ref byte source, nuint bytes)
        {
            fixed (byte* to = &destination, from = &source)
            {
                if (to < from)
                {
                    for (nuint i = 0; i < bytes; i++)
                        to[i] = from[i];
                }
                else
                {
                    for (var i = bytes; i > 0; i--)
                        to[i - 1] = from[i - 1];
                }
            }
        }

        internal static void Fill(ref byte destination, byte value, nuint bytes)
        {
            fixed (byte* to = &destination)
            {
                for (nuint i = 0; i < bytes; i++)
                    to[i] = value;
            }
        }

        internal static void ClearWithoutReferences(ref byte destination, nuint bytes) => Fill(ref destination, 0, bytes);
    }
}

namespace Internal.Runtime.CompilerHelpers
{
    /// <summary>Transitions between a runtime and unmanaged code: there is no runtime, and entry code calls the methods directly.</summary>
    internal static unsafe class Transitions
    {
        [RuntimeExport("RhpReversePInvoke")]
        private static void Enter(void* frame) => MyKernel.Machine.Panic("a transition from unmanaged code");

        [RuntimeExport("RhpReversePInvokeReturn")]
        private static void Leave(void* frame) => MyKernel.Machine.Panic("a transition to unmanaged code");
    }

    internal static class ThrowHelpers
    {
        private static void ThrowFeatureBodyRemoved() => MyKernel.Machine.Panic("a method body the compiler removed was called");

        private static void ThrowInvalidProgramException(int id) => MyKernel.Machine.Panic("invalid program");

        private static void ThrowInvalidProgramExceptionWithArgument(int id, string name) => MyKernel.Machine.Panic("invalid program");

        private static void ThrowOverflowException() => MyKernel.Machine.Panic("overflow");

        private static void ThrowIndexOutOfRangeException() => MyKernel.Machine.Panic("index out of range");

        private static void ThrowDivideByZeroException() => MyKernel.Machine.Panic("division by zero");

        private static void ThrowNullReferenceException() => MyKernel.Machine.Panic("null reference");

        private static void ThrowTypeLoadException(int id, string type, string assembly) => MyKernel.Machine.Panic("type load");

        private static void ThrowTypeLoadExceptionWithArgument(int id, string type, string assembly, string name) => MyKernel.Machine.Panic("type load");
    }
}

namespace System.Runtime
{
    /// <summary>Casts: nothing in the kernel casts a reference.</summary>
    internal static unsafe class TypeCast
    {
        private static object? IsInstanceOfInterface(void* target, object? value) => Refuse();

        private static object? IsInstanceOfClass(void* target, object? value) => Refuse();

        private static object? IsInstanceOfAny(void* target, object? value) => Refuse();

        private static object? IsInstanceOfException(void* target, object? value) => Refuse();

        private static object? CheckCastInterface(void* target, object? value) => Refuse();

        private static object? CheckCastClass(void* target, object? value) => Refuse();

        private static object? CheckCastClassSpecial(void* target, object? value) => Refuse();

        private static object? CheckCastAny(void* target, object? value) => Refuse();

        private static object? Refuse()
        {
            MyKernel.Machine.Panic("a cast of a reference");
            return null;
        }

        private static void CheckVectorElemAddr(void* type, object array) => Refuse();

        private static void StelemRef(object?[] array, nint index, object? value) => Refuse();

        private static ref object? LdelemaRef(object?[] array, nint index, void* type) => ref array[index];
    }
}

namespace System.Runtime.InteropServices
{
    internal static class IDynamicInterfaceCastable
    {
        private static System.IntPtr GetDynamicInterfaceImplementation() => default;
    }
}
