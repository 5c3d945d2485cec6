// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Reflection.Metadata;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Lowering;

/// <summary>Objects, fields, arrays, calls.</summary>
internal sealed partial class Lowerer
{
    private void LowerObject(Instruction instruction)
    {
        var operand = instruction.Operand;
        switch (instruction.Operation)
        {
            case ILOpCode.Ldobj:
                LoadThrough(Shape.Of(ResolveType(operand)));
                break;
            case ILOpCode.Stobj:
                StoreThrough(Shape.Of(ResolveType(operand)));
                break;
            case ILOpCode.Cpobj:
                Pop();
                Pop();
                Emit(Operation.CopyPlace, Shape.Of(ResolveType(operand)));
                break;
            case >= ILOpCode.Ldind_i1 and <= ILOpCode.Ldind_ref:
                LoadThrough(Indirect(instruction.Operation - ILOpCode.Ldind_i1));
                break;
            case ILOpCode.Stind_ref or (>= ILOpCode.Stind_i1 and <= ILOpCode.Stind_r8) or ILOpCode.Stind_i:
                StoreThrough(null);
                break;
            case ILOpCode.Castclass:
                Pop();
                OfType(Operation.CastClass, operand);
                break;
            case ILOpCode.Isinst:
                Pop();
                OfType(Operation.IsInstance, operand);
                steps[current].Object = Shape.Of(ResolveType(operand));
                break;
            case ILOpCode.Unbox:
                Pop();
                Emit(Operation.Unbox, Shape.Of(ResolveType(operand)));
                Push(StackKind.Place, Shape.Of(ResolveType(operand)));
                break;
            case ILOpCode.Unbox_any:
                Pop();
                var unboxed = Shape.Of(ResolveType(operand));
                Emit(unboxed.Form == Form.Object ? Operation.CastClass : Operation.UnboxAny, unboxed);
                Push(unboxed);
                break;
            case ILOpCode.Box:
                Pop();
                var boxed = Shape.Of(ResolveType(operand));
                Emit(boxed.Form == Form.Object ? Operation.Nothing : Operation.Box, boxed);
                Push(StackKind.Object, boxed);
                break;
            case ILOpCode.Initobj:
                Pop();
                Emit(Operation.Initialise, Shape.Of(ResolveType(operand)));
                break;
            case ILOpCode.Sizeof:
                Emit(Operation.SizeOf, ResolveType(operand));
                Push(StackKind.Int32);
                break;
            case ILOpCode.Ldtoken:
                LowerToken((int)operand);
                break;
            default:
                LowerField(instruction);
                break;
        }
    }

    private void LowerToken(int token)
    {
        object handle = code.Layer.Module.ResolveMember(token, typeArguments, methodArguments) switch
        {
            Type type => type.TypeHandle,
            FieldInfo field => field.FieldHandle,
            MethodBase method => method.MethodHandle,
            _ => throw new BadImageFormatException("token"),
        };
        Emit(Operation.Token, handle);
        Push(StackKind.Struct, Shape.Of(handle.GetType()));
    }

    private void OfType(Operation operation, long token)
    {
        var shape = Shape.Of(ResolveType(token));
        Emit(operation, shape);
        Push(StackKind.Object, shape);
    }

    private void LoadThrough(Shape shape)
    {
        Pop();
        Emit(Operation.LoadPlace, shape);
        Push(shape);
    }

    private void StoreThrough(Shape? shape)
    {
        Pop();
        Pop();
        Emit(Operation.StorePlace, shape);
        // How many bytes, for a store into memory that has no type.
        steps[current].Number = instructions[current].Operation switch
        {
            ILOpCode.Stind_i1 => 1,
            ILOpCode.Stind_i2 => 2,
            ILOpCode.Stind_i4 or ILOpCode.Stind_r4 => 4,
            ILOpCode.Stind_i8 or ILOpCode.Stind_r8 => 8,
            _ => 0,
        };
        steps[current].Kind = instructions[current].Operation == ILOpCode.Stind_r4 ? StackKind.Single : StackKind.Void;
    }

    private static Shape Indirect(int number) => Shape.Of(number switch
    {
        0 => typeof(sbyte),
        1 => typeof(byte),
        2 => typeof(short),
        3 => typeof(ushort),
        4 => typeof(int),
        5 => typeof(uint),
        6 => typeof(long),
        7 => typeof(IntPtr),
        8 => typeof(float),
        9 => typeof(double),
        _ => typeof(object),
    });

    private void LowerField(Instruction instruction)
    {
        var operation = instruction.Operation;
        if (operation is not (ILOpCode.Ldfld or ILOpCode.Ldflda or ILOpCode.Stfld or ILOpCode.Ldsfld or ILOpCode.Ldsflda or ILOpCode.Stsfld))
        {
            LowerArray(instruction);
            return;
        }

        var field = code.Layer.Module.ResolveField((int)instruction.Operand, typeArguments, methodArguments)!;
        var member = program.MemberOf(field);
        switch (operation)
        {
            case ILOpCode.Ldfld when !field.IsStatic:
                Emit(Pop().Kind is StackKind.Place or StackKind.Native ? Operation.LoadFieldOfPlace : Operation.LoadField, member);
                Push(member.Shape);
                break;
            case ILOpCode.Ldflda when !field.IsStatic:
                Emit(Pop().Kind is StackKind.Place or StackKind.Native ? Operation.PlaceOfFieldOfPlace : Operation.PlaceOfField, member);
                Push(StackKind.Place, member.Shape);
                break;
            case ILOpCode.Stfld when !field.IsStatic:
                Pop();
                Emit(Pop().Kind is StackKind.Place or StackKind.Native ? Operation.StoreFieldOfPlace : Operation.StoreField, member);
                break;
            case ILOpCode.Ldsfld or ILOpCode.Ldfld:
                Emit(program.IsAuthors(field) ? Operation.LoadStatic : Operation.LoadNativeStatic, program.IsAuthors(field) ? program.StaticOf(field) : field);
                Push(member.Shape);
                break;
            case ILOpCode.Ldsflda when (field.Attributes & FieldAttributes.HasFieldRVA) != 0:
                Emit(Operation.Data, field);
                Push(StackKind.Native);
                break;
            case ILOpCode.Ldsflda or ILOpCode.Ldflda when program.IsAuthors(field):
                Emit(Operation.PlaceOfStatic, program.StaticOf(field));
                Push(StackKind.Place, member.Shape);
                break;
            case ILOpCode.Stsfld or ILOpCode.Stfld when program.IsAuthors(field):
                Pop();
                Emit(Operation.StoreStatic, program.StaticOf(field));
                break;
            case ILOpCode.Ldsflda:
                Emit(Operation.LoadNativeStatic, field);
                steps[current].Variant = 1;
                Push(StackKind.Place, member.Shape);
                break;
            default:
                Pop();
                Refuse("A change of '" + field.DeclaringType!.Name + "." + field.Name + "'", "keep it in a field of your own");
                break;
        }
    }

    private void LowerArray(Instruction instruction)
    {
        var operation = instruction.Operation;
        var operand = instruction.Operand;
        switch (operation)
        {
            case ILOpCode.Newarr:
                Pop();
                Emit(Operation.NewArray, Shape.Of(ResolveType(operand)));
                Push(StackKind.Object);
                break;
            case ILOpCode.Ldlen:
                Pop();
                Emit(Operation.Length);
                Push(StackKind.Native);
                break;
            case ILOpCode.Ldelema:
                Pop();
                Pop();
                Emit(Operation.PlaceOfElement, Shape.Of(ResolveType(operand)));
                Push(StackKind.Place, Shape.Of(ResolveType(operand)));
                break;
            case ILOpCode.Ldelem or (>= ILOpCode.Ldelem_i1 and <= ILOpCode.Ldelem_ref):
                Pop();
                Pop();
                var element = operation == ILOpCode.Ldelem ? Shape.Of(ResolveType(operand)) : Indirect(operation - ILOpCode.Ldelem_i1);
                Emit(Operation.LoadElement, element);
                Push(element);
                break;
            case ILOpCode.Stelem or (>= ILOpCode.Stelem_i and <= ILOpCode.Stelem_ref):
                Pop();
                Pop();
                Pop();
                Emit(Operation.StoreElement, operation == ILOpCode.Stelem ? Shape.Of(ResolveType(operand)) : Stored(operation));
                break;
            case ILOpCode.Localloc:
                Pop();
                Emit(Operation.StackMemory);
                Push(StackKind.Native);
                break;
            case ILOpCode.Cpblk:
                Pop();
                Pop();
                Pop();
                Emit(Operation.CopyBytes);
                break;
            default:
                LowerCall(instruction);
                break;
        }
    }

    private static Shape Stored(ILOpCode operation) => Shape.Of(operation switch
    {
        ILOpCode.Stelem_i => typeof(IntPtr),
        ILOpCode.Stelem_i1 => typeof(sbyte),
        ILOpCode.Stelem_i2 => typeof(short),
        ILOpCode.Stelem_i4 => typeof(int),
        ILOpCode.Stelem_i8 => typeof(long),
        ILOpCode.Stelem_r4 => typeof(float),
        ILOpCode.Stelem_r8 => typeof(double),
        _ => typeof(object),
    });

    private void LowerCall(Instruction instruction)
    {
        switch (instruction.Operation)
        {
            case ILOpCode.Call or ILOpCode.Callvirt:
                Call(ResolveMethod(instruction.Operand), instruction.Operation == ILOpCode.Callvirt);
                break;
            case ILOpCode.Newobj:
                New(ResolveMethod(instruction.Operand));
                break;
            case ILOpCode.Ldftn:
                Emit(Operation.Function, Constrained(ResolveMethod(instruction.Operand)));
                Push(StackKind.Native);
                break;
            case ILOpCode.Ldvirtftn:
                Pop();
                Emit(Operation.VirtualFunction, ResolveMethod(instruction.Operand));
                Push(StackKind.Native);
                break;
            default:
                stack.Clear();
                Refuse("This code (" + instruction.Operation.ToString().ToLowerInvariant() + ")", "write it without pointers");
                break;
        }
    }

    private MethodBase ResolveMethod(long token) => code.Layer.Module.ResolveMethod((int)token, typeArguments, methodArguments)!;

    private void Call(MethodBase method, bool isVirtual)
    {
        var type = constrained;
        constrained = null;
        var callee = program.CalleeOf(method);
        if (type is not null && method.IsStatic)
            callee = program.CalleeOf(VirtualMethods.StaticOf(type, (MethodInfo)method));
        for (var count = callee.Count; count > 0; count--)
            Pop();
        if (type is not null && !method.IsStatic)
            ConstrainedTo(Shape.Of(type), callee);
        else
            Emit(isVirtual && callee.HasThis ? Operation.CallVirtual : Operation.Call, callee);
        if (callee.Result.Form != Form.Void)
            Push(callee.Result);
    }

    private MethodBase Constrained(MethodBase method)
    {
        var type = constrained;
        constrained = null;
        return type is not null && method.IsStatic ? VirtualMethods.StaticOf(type, (MethodInfo)method) : method;
    }

    /// <summary>The call of a member through a place of known type: on the place itself if the type has the member, else on what it holds.</summary>
    private void ConstrainedTo(Shape shape, Callee callee)
    {
        var own = shape.Type.IsValueType ? VirtualMethods.Find(shape.Type, (MethodInfo)callee.Method) : null;
        if (own is not null && own.DeclaringType == shape.Type)
            Emit(Operation.Call, program.CalleeOf(own));
        else
            Emit(Operation.CallVirtual, new ConstrainedCall(callee, shape));
    }

    private void New(MethodBase method)
    {
        var callee = program.CalleeOf(method);
        for (var count = callee.Parameters.Length; count > 0; count--)
            Pop();
        var isDelegate = typeof(MulticastDelegate).IsAssignableFrom(callee.Owner.Type);
        Emit(isDelegate ? Operation.NewDelegate : Operation.New, callee);
        Push(callee.Owner);
    }
}
