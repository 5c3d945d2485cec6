// SPDX-License-Identifier: MIT
using System.Reflection.Metadata;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Lowering;

/// <summary>One instruction at a time: variables, numbers, jumps, arithmetic.</summary>
internal sealed partial class Lowerer
{
    private static readonly Shape Int32 = Shape.Of(typeof(int)), Object = Shape.Of(typeof(object));

    private void LowerOne(Instruction instruction)
    {
        var operation = instruction.Operation;
        var operand = instruction.Operand;
        switch (operation)
        {
            case ILOpCode.Nop or ILOpCode.Break or ILOpCode.Unaligned or ILOpCode.Volatile or ILOpCode.Tail or ILOpCode.Readonly:
                break;
            case ILOpCode.Constrained:
                constrained = ResolveType(operand);
                break;
            case >= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3:
                Load(operation - ILOpCode.Ldarg_0);
                break;
            case ILOpCode.Ldarg_s or ILOpCode.Ldarg:
                Load((int)operand);
                break;
            case >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3:
                Load(code.Arguments.Length + (operation - ILOpCode.Ldloc_0));
                break;
            case ILOpCode.Ldloc_s or ILOpCode.Ldloc:
                Load(code.Arguments.Length + (int)operand);
                break;
            case >= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3:
                Store(code.Arguments.Length + (operation - ILOpCode.Stloc_0));
                break;
            case ILOpCode.Stloc_s or ILOpCode.Stloc:
                Store(code.Arguments.Length + (int)operand);
                break;
            case ILOpCode.Starg_s or ILOpCode.Starg:
                Store((int)operand);
                break;
            case ILOpCode.Ldarga_s or ILOpCode.Ldarga:
                LoadPlace((int)operand);
                break;
            case ILOpCode.Ldloca_s or ILOpCode.Ldloca:
                LoadPlace(code.Arguments.Length + (int)operand);
                break;
            case >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4_8:
                Number(StackKind.Int32, (int)operation - (int)ILOpCode.Ldc_i4_0);
                break;
            case ILOpCode.Ldc_i4_s or ILOpCode.Ldc_i4:
                Number(StackKind.Int32, operand);
                break;
            case ILOpCode.Ldc_i8:
                Number(StackKind.Int64, operand);
                break;
            case ILOpCode.Ldc_r4:
                Number(StackKind.Single, operand);
                break;
            case ILOpCode.Ldc_r8:
                Number(StackKind.Double, operand);
                break;
            case ILOpCode.Ldnull:
                Emit(Operation.Null);
                Push(StackKind.Object);
                break;
            case ILOpCode.Ldstr:
                Emit(Operation.Text, string.Intern(code.Layer.Module.ResolveString((int)operand)));
                Push(StackKind.Object, Shape.Of(typeof(string)));
                break;
            case ILOpCode.Dup:
                Duplicate();
                break;
            case ILOpCode.Pop:
                Pop();
                Emit(Operation.Pop);
                break;
            default:
                LowerFlow(instruction);
                break;
        }
    }

    private void LowerFlow(Instruction instruction)
    {
        var operation = instruction.Operation;
        switch (operation)
        {
            case ILOpCode.Br or ILOpCode.Br_s:
                Emit(Operation.Jump);
                Flow(index[(int)instruction.Operand]);
                break;
            case ILOpCode.Brtrue or ILOpCode.Brtrue_s:
                Branch(true, (int)instruction.Operand);
                break;
            case ILOpCode.Brfalse or ILOpCode.Brfalse_s:
                Branch(false, (int)instruction.Operand);
                break;
            case >= ILOpCode.Beq_s and <= ILOpCode.Blt_un_s:
                Compare(BranchComparison(operation - ILOpCode.Beq_s), (int)instruction.Operand);
                break;
            case >= ILOpCode.Beq and <= ILOpCode.Blt_un:
                Compare(BranchComparison(operation - ILOpCode.Beq), (int)instruction.Operand);
                break;
            case ILOpCode.Switch:
                Pop();
                Emit(Operation.Switch, instruction.Targets!.Select(target => index[target]).ToArray());
                foreach (var target in instruction.Targets!)
                    Flow(index[target]);
                break;
            case ILOpCode.Ceq or ILOpCode.Cgt or ILOpCode.Cgt_un or ILOpCode.Clt or ILOpCode.Clt_un:
                Compare(operation switch
                {
                    ILOpCode.Ceq => Comparison.Equal,
                    ILOpCode.Cgt => Comparison.Greater,
                    ILOpCode.Cgt_un => Comparison.GreaterUnsigned,
                    ILOpCode.Clt => Comparison.Less,
                    _ => Comparison.LessUnsigned,
                }, null);
                break;
            case ILOpCode.Ret:
                if (code.Result.Form != Form.Void)
                    Pop();
                Emit(Operation.Return);
                steps[current].Variant = (byte)code.Result.Form;
                break;
            case ILOpCode.Throw:
                Pop();
                Emit(Operation.Throw);
                break;
            case ILOpCode.Rethrow:
                Emit(Operation.Rethrow, code.Clauses.First(clause => !clause.IsFinal && current >= clause.HandlerStart && current < clause.HandlerEnd));
                break;
            case ILOpCode.Leave or ILOpCode.Leave_s:
                Leave(index[(int)instruction.Operand]);
                break;
            case ILOpCode.Endfinally:
                Emit(Operation.EndFinally);
                break;
            case ILOpCode.Endfilter:
                Pop();
                Emit(Operation.EndFilter);
                break;
            default:
                LowerArithmetic(instruction);
                break;
        }
    }

    private void LowerArithmetic(Instruction instruction)
    {
        switch (instruction.Operation)
        {
            case >= ILOpCode.Add and <= ILOpCode.Shr_un:
                Binary((Arithmetic)(instruction.Operation - ILOpCode.Add));
                break;
            case >= ILOpCode.Add_ovf and <= ILOpCode.Sub_ovf_un:
                Binary(instruction.Operation switch
                {
                    ILOpCode.Add_ovf => Arithmetic.AddChecked,
                    ILOpCode.Add_ovf_un => Arithmetic.AddCheckedUnsigned,
                    ILOpCode.Mul_ovf => Arithmetic.MultiplyChecked,
                    ILOpCode.Mul_ovf_un => Arithmetic.MultiplyCheckedUnsigned,
                    ILOpCode.Sub_ovf => Arithmetic.SubtractChecked,
                    _ => Arithmetic.SubtractCheckedUnsigned,
                });
                break;
            case ILOpCode.Neg or ILOpCode.Not:
                Emit(instruction.Operation == ILOpCode.Neg ? Operation.Negate : Operation.Not);
                steps[current].Kind = stack[stack.Count - 1].Kind;
                break;
            case ILOpCode.Ckfinite:
                Emit(Operation.CheckFinite);
                break;
            default:
                // An unsigned number becomes a float in one step.
                if (instruction.Operation == ILOpCode.Conv_r_un && current + 1 < instructions.Count && instructions[current + 1].Operation == ILOpCode.Conv_r4)
                    ConvertTo(Form.Single, isChecked: false, isUnsigned: true);
                else if (Conversion(instruction.Operation) is { } conversion)
                    ConvertTo(conversion.Form, conversion.IsChecked, conversion.IsUnsigned);
                else
                    LowerObject(instruction);
                break;
        }
    }

    private void Load(int variable)
    {
        var shape = variables[variable];
        Emit(shape.IsCopied ? Operation.LoadCopy : Operation.Load, shape);
        steps[current].Target = variable;
        Push(shape);
    }

    private void Store(int variable)
    {
        Pop();
        var shape = variables[variable];
        Emit(shape.Form is Form.SByte or Form.Byte or Form.Int16 or Form.UInt16 or Form.Char or Form.Boolean or Form.Single ? Operation.StoreFitted : Operation.Store, shape);
        steps[current].Target = variable;
    }

    private void LoadPlace(int variable)
    {
        Emit(Operation.PlaceOf);
        steps[current].Target = variable;
        Push(StackKind.Place, variables[variable]);
    }

    private void Number(StackKind kind, long number)
    {
        Emit(Operation.Number);
        steps[current].Number = number;
        Push(kind);
    }

    private void Duplicate()
    {
        var top = stack[stack.Count - 1];
        Emit(top is { Kind: StackKind.Struct, Shape.IsCopied: true } ? Operation.DuplicateCopy : Operation.Duplicate, top.Shape);
        Push(top.Kind, top.Shape);
    }

    private void Branch(bool when, int target)
    {
        var kind = Pop().Kind;
        var isObject = kind is StackKind.Object or StackKind.Place or StackKind.Native;
        Emit(isObject ? when ? Operation.JumpIfTrueObject : Operation.JumpIfFalseObject : when ? Operation.JumpIfTrue : Operation.JumpIfFalse);
        Flow(index[target]);
    }

    private void Compare(Comparison comparison, int? target)
    {
        var right = Pop().Kind;
        var left = Pop().Kind;
        Emit(target is null ? Operation.Compare : left == StackKind.Int32 && right == StackKind.Int32 ? Operation.JumpIfInt32 : Operation.JumpIf);
        steps[current].Variant = (byte)comparison;
        steps[current].Kind = left is StackKind.Int32 && right is StackKind.Native ? right : left;
        if (target is { } offset)
            Flow(index[offset]);
        else
            Push(StackKind.Int32);
    }

    private static Comparison BranchComparison(int number) => number switch
    {
        0 => Comparison.Equal,
        1 => Comparison.GreaterOrEqual,
        2 => Comparison.Greater,
        3 => Comparison.LessOrEqual,
        4 => Comparison.Less,
        5 => Comparison.NotEqual,
        6 => Comparison.GreaterOrEqualUnsigned,
        7 => Comparison.GreaterUnsigned,
        8 => Comparison.LessOrEqualUnsigned,
        _ => Comparison.LessUnsigned,
    };

    private void Binary(Arithmetic arithmetic)
    {
        var right = Pop();
        var left = Pop();
        var isShift = arithmetic is Arithmetic.ShiftLeft or Arithmetic.ShiftRight or Arithmetic.ShiftRightUnsigned;
        var kind = isShift ? left.Kind : Wider(left.Kind, right.Kind);
        Emit((arithmetic, kind) switch
        {
            (Arithmetic.Add, StackKind.Int32) => Operation.AddInt32,
            (Arithmetic.Subtract, StackKind.Int32) => Operation.SubtractInt32,
            _ => Operation.Binary,
        });
        steps[current].Variant = (byte)arithmetic;
        steps[current].Kind = kind;
        Push(kind, left.Shape);
    }

    private static StackKind Wider(StackKind left, StackKind right)
    {
        if (left == right)
            return left;
        if (left is StackKind.Place || right is StackKind.Place)
            return StackKind.Native;
        if (left is StackKind.Native || right is StackKind.Native)
            return StackKind.Native;
        return left is StackKind.Double || right is StackKind.Double ? StackKind.Double : left;
    }

    private void Leave(int target)
    {
        stack.Clear();
        Emit(Operation.Leave, new Exit(target, [.. code.Clauses.Where(clause => clause.Kind == ExceptionRegionKind.Finally && clause.Protects(current) && !clause.Protects(target))]));
        Flow(target);
    }

    private void ConvertTo(Form form, bool isChecked, bool isUnsigned)
    {
        var from = Pop();
        Emit(Operation.Convert);
        steps[current].Variant = (byte)form;
        steps[current].Kind = from.Kind;
        steps[current].Number = (isChecked ? 1 : 0) | (isUnsigned ? 2 : 0);
        Push(Lowered(form));
    }

    private static StackKind Lowered(Form form) => form switch
    {
        Form.Int64 or Form.UInt64 => StackKind.Int64,
        Form.IntPtr or Form.UIntPtr => StackKind.Native,
        Form.Single => StackKind.Single,
        Form.Double => StackKind.Double,
        _ => StackKind.Int32,
    };

    private static (Form Form, bool IsChecked, bool IsUnsigned)? Conversion(ILOpCode operation) => operation switch
    {
        ILOpCode.Conv_i1 => (Form.SByte, false, false),
        ILOpCode.Conv_i2 => (Form.Int16, false, false),
        ILOpCode.Conv_i4 => (Form.Int32, false, false),
        ILOpCode.Conv_i8 => (Form.Int64, false, false),
        ILOpCode.Conv_r4 => (Form.Single, false, false),
        ILOpCode.Conv_r8 => (Form.Double, false, false),
        ILOpCode.Conv_u1 => (Form.Byte, false, false),
        ILOpCode.Conv_u2 => (Form.UInt16, false, false),
        ILOpCode.Conv_u4 => (Form.UInt32, false, false),
        ILOpCode.Conv_u8 => (Form.UInt64, false, false),
        ILOpCode.Conv_i => (Form.IntPtr, false, false),
        ILOpCode.Conv_u => (Form.UIntPtr, false, false),
        ILOpCode.Conv_r_un => (Form.Double, false, true),
        ILOpCode.Conv_ovf_i1 => (Form.SByte, true, false),
        ILOpCode.Conv_ovf_i2 => (Form.Int16, true, false),
        ILOpCode.Conv_ovf_i4 => (Form.Int32, true, false),
        ILOpCode.Conv_ovf_i8 => (Form.Int64, true, false),
        ILOpCode.Conv_ovf_u1 => (Form.Byte, true, false),
        ILOpCode.Conv_ovf_u2 => (Form.UInt16, true, false),
        ILOpCode.Conv_ovf_u4 => (Form.UInt32, true, false),
        ILOpCode.Conv_ovf_u8 => (Form.UInt64, true, false),
        ILOpCode.Conv_ovf_i => (Form.IntPtr, true, false),
        ILOpCode.Conv_ovf_u => (Form.UIntPtr, true, false),
        ILOpCode.Conv_ovf_i1_un => (Form.SByte, true, true),
        ILOpCode.Conv_ovf_i2_un => (Form.Int16, true, true),
        ILOpCode.Conv_ovf_i4_un => (Form.Int32, true, true),
        ILOpCode.Conv_ovf_i8_un => (Form.Int64, true, true),
        ILOpCode.Conv_ovf_u1_un => (Form.Byte, true, true),
        ILOpCode.Conv_ovf_u2_un => (Form.UInt16, true, true),
        ILOpCode.Conv_ovf_u4_un => (Form.UInt32, true, true),
        ILOpCode.Conv_ovf_u8_un => (Form.UInt64, true, true),
        ILOpCode.Conv_ovf_i_un => (Form.IntPtr, true, true),
        ILOpCode.Conv_ovf_u_un => (Form.UIntPtr, true, true),
        _ => null,
    };
}
