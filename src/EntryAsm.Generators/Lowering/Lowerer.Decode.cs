// SPDX-License-Identifier: MIT
using System.Reflection.Metadata;

namespace EntryAsm.Generators.Lowering;

/// <summary>Cuts the bytes of a body into instructions.</summary>
internal sealed partial class Lowerer
{
    private readonly record struct Instruction(int Offset, ILOpCode Operation, long Operand, int[]? Targets);

    private static List<Instruction> Decode(BlobReader reader)
    {
        var all = new List<Instruction>();
        while (reader.RemainingBytes > 0)
        {
            var offset = reader.Offset;
            int first = reader.ReadByte();
            var operation = (ILOpCode)(first == 0xFE ? 0xFE00 + reader.ReadByte() : first);
            int[]? targets = null;
            var operand = operation == ILOpCode.Switch ? ReadTargets(ref reader, out targets) : ReadOperand(ref reader, operation);
            all.Add(new Instruction(offset, operation, operand, targets));
        }

        return all;
    }

    private static long ReadTargets(ref BlobReader reader, out int[] targets)
    {
        targets = new int[reader.ReadInt32()];
        for (var index = 0; index < targets.Length; index++)
            targets[index] = reader.ReadInt32();
        for (var index = 0; index < targets.Length; index++)
            targets[index] += reader.Offset;
        return 0;
    }

    private static long ReadOperand(ref BlobReader reader, ILOpCode operation)
    {
        switch (operation)
        {
            case ILOpCode.Ldarg_s or ILOpCode.Ldarga_s or ILOpCode.Starg_s or ILOpCode.Ldloc_s or ILOpCode.Ldloca_s or ILOpCode.Stloc_s or ILOpCode.Unaligned:
                return reader.ReadByte();
            case ILOpCode.Ldc_i4_s:
                return reader.ReadSByte();
            case ILOpCode.Ldarg or ILOpCode.Ldarga or ILOpCode.Starg or ILOpCode.Ldloc or ILOpCode.Ldloca or ILOpCode.Stloc:
                return reader.ReadUInt16();
            case ILOpCode.Ldc_i8:
                return reader.ReadInt64();
            case ILOpCode.Ldc_r8:
                return BitConverter.DoubleToInt64Bits(reader.ReadDouble());
            case ILOpCode.Ldc_r4:
                return BitConverter.DoubleToInt64Bits(reader.ReadSingle());
            case ILOpCode.Br_s or ILOpCode.Leave_s or (>= ILOpCode.Brfalse_s and <= ILOpCode.Blt_un_s):
                var near = reader.ReadSByte();
                return near + reader.Offset;
            case ILOpCode.Br or ILOpCode.Leave or (>= ILOpCode.Brfalse and <= ILOpCode.Blt_un):
                var far = reader.ReadInt32();
                return far + reader.Offset;
            default:
                return HasToken(operation) ? reader.ReadInt32() : 0;
        }
    }

    private static bool HasToken(ILOpCode operation) => operation is ILOpCode.Ldc_i4 or ILOpCode.Jmp or ILOpCode.Call or ILOpCode.Calli or ILOpCode.Callvirt or ILOpCode.Cpobj or ILOpCode.Ldobj
        or ILOpCode.Ldstr or ILOpCode.Newobj or ILOpCode.Castclass or ILOpCode.Isinst or ILOpCode.Unbox or ILOpCode.Ldfld or ILOpCode.Ldflda or ILOpCode.Stfld or ILOpCode.Ldsfld
        or ILOpCode.Ldsflda or ILOpCode.Stsfld or ILOpCode.Stobj or ILOpCode.Box or ILOpCode.Newarr or ILOpCode.Ldelema or ILOpCode.Ldelem or ILOpCode.Stelem or ILOpCode.Unbox_any
        or ILOpCode.Refanyval or ILOpCode.Mkrefany or ILOpCode.Ldtoken or ILOpCode.Ldftn or ILOpCode.Ldvirtftn or ILOpCode.Initobj or ILOpCode.Constrained or ILOpCode.Sizeof;
}
