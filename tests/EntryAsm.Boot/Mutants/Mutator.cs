// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>Makes mutations of instructions, each as long as what it replaces, so that nothing else moves.</summary>
internal sealed class Mutator(ElfSymbols symbols, Random random, EntryMap map)
{
    private const byte Nop = 0x90;

    private static readonly Register[] General64 =
    [
        Register.RAX, Register.RCX, Register.RDX, Register.RBX, Register.RSP, Register.RBP, Register.RSI, Register.RDI,
        Register.R8, Register.R9, Register.R10, Register.R11, Register.R12, Register.R13, Register.R14, Register.R15,
    ];

    /// <summary>The mutation of an instruction by an operator, or null where the operator does not apply.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="next">The one behind it, if it follows directly.</param>
    /// <param name="operation">The operator.</param>
    public Mutation? Mutate(Instruction instruction, Instruction? next, MutationOperator operation) => operation switch
    {
        MutationOperator.Delete => New(instruction, operation, instruction.ToString(), "nothing", Filled([], instruction.Length)),
        MutationOperator.SwapWithNext => next is { } second ? Swap(instruction, second) : null,
        MutationOperator.ChangeRegister => ChangeRegister(instruction),
        MutationOperator.ChangeDisplacement => ChangeDisplacement(instruction),
        _ => InvertCondition(instruction),
    };

    private Mutation? Swap(Instruction first, Instruction second)
    {
        if (first.FlowControl != FlowControl.Next || second.FlowControl != FlowControl.Next || map.IsFree(first, second))
            return null;
        var length = first.Length + second.Length;
        byte[] swapped = [.. Encode(second, first.IP), .. Encode(first, first.IP + (ulong)second.Length)];
        return swapped.Length == length ? New(first, MutationOperator.SwapWithNext, first + "; " + second, second + "; " + first, swapped) : null;
    }

    private Mutation? ChangeRegister(Instruction instruction)
    {
        var places = new List<Action<Register>>();
        var mutant = instruction;
        for (var operand = 0; operand < instruction.OpCount; operand++)
        {
            var number = operand;
            if (instruction.GetOpKind(operand) == OpKind.Register && instruction.GetOpRegister(operand).IsGPR())
                places.Add(register => mutant.SetOpRegister(number, Resized(register, instruction.GetOpRegister(number))));
        }

        if (instruction.MemoryBase.IsGPR64())
            places.Add(register => mutant.MemoryBase = register);
        if (places.Count == 0)
            return null;

        var place = places[random.Next(places.Count)];
        foreach (var register in Shuffled())
        {
            mutant = instruction;
            place(register);
            if (mutant.ToString() != instruction.ToString() && TryEncode(mutant, instruction) is { } bytes)
                return New(instruction, MutationOperator.ChangeRegister, instruction.ToString(), mutant.ToString(), bytes);
        }

        return null;
    }

    private Mutation? ChangeDisplacement(Instruction instruction)
    {
        if (instruction.MemoryBase == Register.None && instruction.MemoryDisplSize == 0)
            return null;
        var mutant = instruction;
        mutant.MemoryDisplacement64 = unchecked(instruction.MemoryDisplacement64 + (random.Next(2) == 0 ? 8 : ulong.MaxValue - 7));
        if (mutant.MemoryDisplSize == 0)
            mutant.MemoryDisplSize = 1;
        return TryEncode(mutant, instruction) is { } bytes
            ? New(instruction, MutationOperator.ChangeDisplacement, instruction.ToString(), mutant.ToString(), bytes)
            : null;
    }

    private Mutation? InvertCondition(Instruction instruction)
    {
        if (instruction.FlowControl != FlowControl.ConditionalBranch || instruction.NearBranchTarget == instruction.NextIP)
            return null; // both ways lead to the same place
        var mutant = instruction;
        mutant.NegateConditionCode();
        return TryEncode(mutant, instruction) is { } bytes
            ? New(instruction, MutationOperator.InvertCondition, instruction.ToString(), mutant.ToString(), bytes)
            : null;
    }

    private Mutation New(Instruction at, MutationOperator operation, string before, string after, byte[] bytes)
    {
        var (routine, offset) = symbols.Nearest(at.IP);
        return new Mutation(at.IP, routine, offset, operation, before, after, bytes);
    }

    private static byte[]? TryEncode(Instruction mutant, Instruction original)
    {
        try
        {
            var bytes = Encode(mutant, original.IP);
            return bytes.Length <= original.Length ? Filled(bytes, original.Length) : null;
        }
        catch (EncoderException)
        {
            return null; // the instruction takes no such operand
        }
    }

    private static byte[] Encode(Instruction instruction, ulong address)
    {
        var writer = new Bytes();
        Encoder.Create(64, writer).Encode(instruction, address);
        return [.. writer.Written];
    }

    private static byte[] Filled(byte[] bytes, int length) => [.. bytes, .. Enumerable.Repeat(Nop, length - bytes.Length)];

    private static Register Resized(Register register, Register like)
    {
        var number = register - Register.RAX;
        return like.GetSize() switch
        {
            8 => register,
            4 => Register.EAX + number,
            2 => Register.AX + number,
            _ => like,
        };
    }

    private Register[] Shuffled()
    {
        var registers = General64.ToArray();
        random.Shuffle(registers);
        return registers;
    }

    private sealed class Bytes : CodeWriter
    {
        public List<byte> Written { get; } = [];

        public override void WriteByte(byte value) => Written.Add(value);
    }
}
