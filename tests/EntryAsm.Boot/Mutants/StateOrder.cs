// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>Pairs of instructions whose order no program can tell, beyond those that <see cref="InstructionOrder"/> knows.</summary>
internal static class StateOrder
{
    /// <param name="first">One.</param>
    /// <param name="second">The other, for which nothing is asked.</param>
    public static bool IsFree(in Instruction first, in Instruction second) => first.Mnemonic switch
    {
        Mnemonic.Xor => IsZeroing(first) && IsZeroing(second),
        Mnemonic.Cld or Mnemonic.Clac => first.Mnemonic != second.Mnemonic && !second.IsStringInstruction && (second.Mnemonic is Mnemonic.Cld or Mnemonic.Clac || second.MemoryBase == Register.RSP || Computes(second) || second.Mnemonic == Mnemonic.Push),
        Mnemonic.Swapgs => Computes(second),
        Mnemonic.Cli => Computes(second) || second.Mnemonic == Mnemonic.Mov && second.MemoryBase == Register.RSP && second.MemorySegment == Register.SS,
        Mnemonic.Mov when first.Op0Kind == OpKind.Register && first.Op0Register.IsCR() => Computes(second) && !UsesRegister(second, first.Op1Register),
        Mnemonic.Mov when first.Op1Kind == OpKind.Register && first.Op1Register.IsCR() => (Computes(second) || IsLoad(second)) && !UsesRegister(second, first.Op0Register),
        Mnemonic.Push or Mnemonic.Pop => first.Op0Kind == OpKind.Register && IsField(second) && !UsesRegister(second, first.Op0Register) && !UsesRegister(second, Register.RSP),
        Mnemonic.Rdmsr => Computes(second) && !UsesRegister(second, Register.RAX) && !UsesRegister(second, Register.RCX) && !UsesRegister(second, Register.RDX),
        Mnemonic.Mov => AreOtherPlaces(first, second),
        _ => false,
    };

    /// <summary>Both zero a register, and leave the same flags.</summary>
    private static bool IsZeroing(in Instruction instruction) => instruction.Mnemonic == Mnemonic.Xor && instruction.Op0Kind == OpKind.Register && instruction.Op1Kind == OpKind.Register && instruction.Op0Register == instruction.Op1Register;

    /// <summary>General registers and the arithmetic flags, and nothing else.</summary>
    private static bool Computes(in Instruction instruction)
    {
        if (instruction.Mnemonic is not (Mnemonic.Mov or Mnemonic.Test or Mnemonic.Cmp or Mnemonic.Inc or Mnemonic.Xor or Mnemonic.Or or Mnemonic.Add or Mnemonic.Sub or Mnemonic.Lea))
            return false;
        for (var operand = 0; operand < instruction.OpCount; operand++)
        {
            var kind = instruction.GetOpKind(operand);
            if (kind == OpKind.Memory && instruction.Mnemonic != Mnemonic.Lea || kind == OpKind.Register && !instruction.GetOpRegister(operand).IsGPR())
                return false;
        }

        return true;
    }

    private static bool IsLoad(in Instruction instruction) => instruction.Mnemonic == Mnemonic.Mov && instruction.Op0Kind == OpKind.Register && instruction.Op0Register.IsGPR() && instruction.Op1Kind == OpKind.Memory;

    /// <summary>A register and a field of the processor's area, which is not where the stacks are.</summary>
    private static bool IsField(in Instruction instruction) => instruction.Mnemonic == Mnemonic.Mov && instruction.MemorySegment == Register.GS && instruction.MemoryBase == Register.None && (instruction.Op0Kind == OpKind.Register || instruction.Op1Kind == OpKind.Register);

    private static bool UsesRegister(in Instruction instruction, Register register)
    {
        for (var operand = 0; operand < instruction.OpCount; operand++)
        {
            if (instruction.GetOpKind(operand) == OpKind.Register && instruction.GetOpRegister(operand).GetFullRegister() == register.GetFullRegister())
                return true;
        }

        return instruction.MemoryBase.GetFullRegister() == register || instruction.MemoryIndex.GetFullRegister() == register;
    }

    /// <summary>Two stores of registers by the same base that do not overlap.</summary>
    private static bool AreOtherPlaces(in Instruction first, in Instruction second)
    {
        const ulong widest = 8;
        return second.Mnemonic == Mnemonic.Mov && first.Op0Kind == OpKind.Memory && second.Op0Kind == OpKind.Memory && first.MemorySegment == second.MemorySegment && first.MemoryBase == second.MemoryBase
            && first.MemoryIndex == Register.None && second.MemoryIndex == Register.None
            && first.MemoryDisplacement64 - second.MemoryDisplacement64 + widest - 1 > 2 * (widest - 1);
    }
}
