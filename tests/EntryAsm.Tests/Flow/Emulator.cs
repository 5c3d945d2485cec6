// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Tests.Flow;

/// <summary>Executes the instructions that <see cref="RandomProgram"/> writes, one at a time. Written from the manual, and of nothing that the analysis uses.</summary>
internal sealed class Emulator
{
    public const ulong CodeBase = 0x40_0000;

    private readonly byte[] code;
    private readonly Dictionary<ulong, byte> memory = [];

    public Emulator(EntryObject built, int seed)
    {
        code = built.FindSection(".text")!.Bytes.ToArray();
        var random = new Random(seed);
        for (var i = 0; i < Registers.Length; i++)
            Registers[i] = i < 12 && random.Next(6) == 0 ? (ulong)random.Next(8) : (ulong)(i + 1) << 36 | (ulong)random.Next(256) << 3;
        Registers[4] = 0x7fff_0000_1000UL + (ulong)random.Next(16) * 8;
        Initial = [.. Registers];
    }

    public ulong[] Registers { get; } = new ulong[16];

    public ulong[] Initial { get; }

    public ulong Ip { get; private set; } = CodeBase;

    public bool IsInCode => Ip >= CodeBase && Ip < CodeBase + (ulong)code.Length;

    private bool zero, carry, sign;

    /// <summary>What memory held in the beginning: something else everywhere.</summary>
    public static byte InitialByte(ulong address) => (byte)((address * 0x9e37_79b9_7f4a_7c15UL) >> 40);

    public static ulong InitialValue(ulong address, int bytes) => Gather(InitialByte, address, bytes);

    public ulong Load(ulong address, int bytes) => Gather(at => memory.TryGetValue(at, out var value) ? value : InitialByte(at), address, bytes);

    private static ulong Gather(Func<ulong, byte> read, ulong address, int bytes)
    {
        ulong result = 0;
        for (var i = bytes - 1; i >= 0; i--)
            result = result << 8 | read(unchecked(address + (ulong)i));
        return result;
    }

    private void Store(ulong address, int bytes, ulong value)
    {
        for (var i = 0; i < bytes; i++, value >>= 8)
            memory[unchecked(address + (ulong)i)] = (byte)value;
    }

    /// <summary>Executes the instruction at <see cref="Ip"/>.</summary>
    public void Step()
    {
        var decoder = Decoder.Create(64, new ByteArrayCodeReader(code, (int)(Ip - CodeBase), code.Length - (int)(Ip - CodeBase)), Ip);
        var instruction = decoder.Decode();
        Ip = instruction.NextIP;
        unchecked
        {
            Execute(instruction);
        }
    }

    private void Execute(in Instruction i)
    {
        unchecked
        {
            switch (i.Mnemonic)
            {
                case Mnemonic.Mov or Mnemonic.Movzx: Write(i, 0, Read(i, 1)); break;
                case Mnemonic.Nop: break;
                case Mnemonic.Lea: Write(i, 0, Address(i)); break;
                case Mnemonic.Push: var pushed = Read(i, 0); Push(pushed); break;
                case Mnemonic.Pop: Write(i, 0, Pop()); break;
                case Mnemonic.Add: Sum(i, Read(i, 0), Read(i, 1)); break;
                case Mnemonic.Sub: Write(i, 0, Difference(i, Read(i, 0), Read(i, 1))); break;
                case Mnemonic.Cmp: Difference(i, Read(i, 0), Read(i, 1)); break;
                case Mnemonic.Inc: Count(i, 1); break;
                case Mnemonic.Dec: Count(i, ulong.MaxValue); break;
                case Mnemonic.And: Write(i, 0, Logic(i, Read(i, 0) & Read(i, 1))); break;
                case Mnemonic.Or: Write(i, 0, Logic(i, Read(i, 0) | Read(i, 1))); break;
                case Mnemonic.Xor: Write(i, 0, Logic(i, Read(i, 0) ^ Read(i, 1))); break;
                case Mnemonic.Test: Logic(i, Read(i, 0) & Read(i, 1)); break;
                case Mnemonic.Shl: Shift(i, Read(i, 0) << (int)i.Immediate8); break;
                case Mnemonic.Shr: Shift(i, Read(i, 0) >> (int)i.Immediate8); break;
                case Mnemonic.Sar: Shift(i, (ulong)(Signed(i, Read(i, 0)) >> (int)i.Immediate8)); break;
                case Mnemonic.Bt: carry = (Read(i, 0) >> (int)i.Immediate8 & 1) != 0; break;
                case Mnemonic.Bts: carry = (Read(i, 0) >> (int)i.Immediate8 & 1) != 0; Write(i, 0, Read(i, 0) | 1UL << (int)i.Immediate8); break;
                case Mnemonic.Xchg: var (first, second) = (Read(i, 0), Read(i, 1)); Write(i, 0, second); Write(i, 1, first); break;
                case Mnemonic.Call: Push(Ip); Ip = i.NearBranchTarget; break;
                case Mnemonic.Ret: Ip = Pop(); break;
                case Mnemonic.Jmp: Ip = i.NearBranchTarget; break;
                case Mnemonic.Je: Jump(i, zero); break;
                case Mnemonic.Jne: Jump(i, !zero); break;
                case Mnemonic.Jb: Jump(i, carry); break;
                case Mnemonic.Js: Jump(i, sign); break;
                default: throw new NotSupportedException(i.ToString());
            }
        }
    }

    private void Jump(in Instruction i, bool isTaken)
    {
        if (isTaken)
            Ip = i.NearBranchTarget;
    }

    private static int Size(in Instruction i) => i.Op0Kind == OpKind.Register ? i.Op0Register.GetSize() : i.MemorySize.GetSize();

    private static ulong Mask(in Instruction i) => Size(i) == 8 ? ulong.MaxValue : (1UL << (8 * Size(i))) - 1;

    private static long Signed(in Instruction i, ulong value) => Size(i) == 8 ? (long)value : (int)(uint)value;

    private void Flags(in Instruction i, ulong result)
    {
        zero = (result & Mask(i)) == 0;
        sign = Signed(i, result) < 0;
    }

    private ulong Logic(in Instruction i, ulong result)
    {
        Flags(i, result);
        carry = false;
        return result;
    }

    private void Sum(in Instruction i, ulong left, ulong right)
    {
        var result = unchecked(left + right);
        Flags(i, result);
        carry = (result & Mask(i)) < (left & Mask(i));
        Write(i, 0, result);
    }

    private ulong Difference(in Instruction i, ulong left, ulong right)
    {
        var result = unchecked(left - right);
        Flags(i, result);
        carry = (left & Mask(i)) < (right & Mask(i));
        return result;
    }

    private void Count(in Instruction i, ulong step)
    {
        var result = unchecked(Read(i, 0) + step);
        Flags(i, result);
        Write(i, 0, result);
    }

    private void Shift(in Instruction i, ulong result)
    {
        Flags(i, result);
        carry = false; // what a shift leaves there no program looks at
        Write(i, 0, result);
    }

    private void Push(ulong value)
    {
        Registers[4] = unchecked(Registers[4] - 8);
        Store(Registers[4], 8, value);
    }

    private ulong Pop()
    {
        var value = Load(Registers[4], 8);
        Registers[4] = unchecked(Registers[4] + 8);
        return value;
    }

    private ulong Address(in Instruction i) => unchecked((i.MemoryBase == Register.None ? 0 : Registers[i.MemoryBase - Register.RAX]) + i.MemoryDisplacement64);

    private ulong Read(in Instruction i, int operand) => i.GetOpKind(operand) switch
    {
        OpKind.Register => Registers[i.GetOpRegister(operand).GetFullRegister() - Register.RAX] & (i.GetOpRegister(operand).GetSize() == 8 ? ulong.MaxValue : uint.MaxValue),
        OpKind.Memory => Load(Address(i), i.MemorySize.GetSize()),
        _ => i.GetImmediate(operand),
    };

    private void Write(in Instruction i, int operand, ulong value)
    {
        if (i.GetOpKind(operand) == OpKind.Memory)
            Store(Address(i), i.MemorySize.GetSize(), value);
        else
            Registers[i.GetOpRegister(operand).GetFullRegister() - Register.RAX] = i.GetOpRegister(operand).GetSize() == 8 ? value : (uint)value;
    }
}
