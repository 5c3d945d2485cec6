// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>One way to write an instruction.</summary>
internal sealed record InstructionShape(string Name, List<Operand> Operands)
{
    public EncodingRequest Request { get; init; }

    public CallStatement[] Before { get; init; } = [];
}

/// <summary>The ways to write an instruction, the likeliest first: with the size its memory has, with operands that the source leaves out.</summary>
internal static class InstructionShapes
{
    private static readonly string[] Shifts = ["shl", "sal", "shr", "sar", "rol", "ror", "rcl", "rcr"];

    /// <summary>Memory that is an address alone, or as wide as the mnemonic says.</summary>
    private static readonly string[] Unsized = ["lea", "movsx", "movzx", "movsxd", "crc32", "invlpg", "lar", "lsl", "lgdt", "lidt", "sgdt", "sidt", "invpcid", "invept", "invvpid", "enqcmd", "enqcmds", "movdir64b", "bndmk", "bndcl", "bndcu", "bndcn", "bndmov", "bndldx", "bndstx", "ljmp", "lds", "les", "lfs", "lgs", "lss"];

    public static IEnumerable<InstructionShape> Of(MnemonicChoice choice, List<Operand> operands, GasState state)
    {
        if (StringInstructions.Find(choice.Name, choice.Size, operands, state.Bitness) is { } text)
            yield return text;
        var name = choice.Name switch { "ljmp" => "jmp", "lcall" => "call", var other => other };
        operands = WithPort(name, choice.Size, operands);
        if (name == "movsxd" && operands is [RegisterOperand { Name: var target }, _] && RegisterNames.GeneralSize(target) == 2)
            operands = [operands[0], Narrowed(operands[1])];
        if (name is "jmp" or "call" && operands is [MemoryOperand { Size: 0 }])
            operands = Sized(operands, choice.Name[0] == 'l' ? (choice.Size switch { 2 => 4, 4 => 6, 8 => 10, _ => state.Bitness == 16 ? 4 : 6 }) : choice.Size != 0 ? choice.Size : state.Bitness / 8);
        if (X87Shapes.Of(name, operands) is { } registers)
            yield return registers;
        if (name == "clr" && operands.Count == 1)
        {
            yield return new("xor", [operands[0], operands[0]]);
            yield break;
        }

        if (name.StartsWith("loop", StringComparison.Ordinal) && choice.Size == 4 && state.Bitness == 64)
        {
            yield return new(name, operands) { Before = [new("addr32", [])] };
            yield break;
        }

        foreach (var sized in WithSizes(choice, operands, state))
        {
            var request = choice.Size == 2 && state.Bitness != 16 && !sized.Exists(static operand => operand is MemoryOperand or RegisterOperand) ? EncodingRequest.OperandSize16 : EncodingRequest.None;
            if (sized.Count == 1 && Shifts.Contains(name))
                yield return new(name, [sized[0], new ValueOperand(new NumberExpression(1))]);
            if (sized.Count == 2 && name is "shld" or "shrd")
                yield return new(name, [.. sized, new RegisterOperand("cl")]);
            if (choice.Size == 4 && state.Bitness == 16 && !TellsSize(name, sized))
                yield return new(name, sized) { Before = [new("data16", [])] };
            if (request != EncodingRequest.None)
                yield return new(name, sized) { Request = request };
            yield return new(name, sized);
            if (name is "enqcmd" or "enqcmds" or "movdir64b" && sized is [RegisterOperand register, MemoryOperand { Base: null, Index: null }] && RegisterNames.GeneralSize(register.Name) < state.Bitness / 8)
                yield return new(name, sized) { Before = [new("addr32", [])] };
        }

        if (operands.Count == 0 && name is "aam" or "aad")
            yield return new(name, [new ValueOperand(new NumberExpression(10))]);
        if (Implied(name, operands) is { } fewer)
            yield return new(name, fewer) { Before = state.Bitness == 64 && IsNarrowAddress(name, operands) ? [new("addr32", [])] : [] };
    }

    /// <summary>How many times an element is repeated is said only where nothing else tells.</summary>
    private static IEnumerable<List<Operand>> WithSizes(MnemonicChoice choice, List<Operand> operands, GasState state)
    {
        foreach (var sized in WithMemorySizes(choice, operands, state))
            yield return sized;
        if (operands.Exists(static operand => operand is MemoryOperand { Broadcast: > 1 }))
            yield return operands.ConvertAll(static operand => operand is MemoryOperand memory ? memory with { IsCounted = true } : operand);
    }

    private static IEnumerable<List<Operand>> WithMemorySizes(MnemonicChoice choice, List<Operand> operands, GasState state)
    {
        if (!operands.Exists(static operand => operand is MemoryOperand { Size: 0 }) || choice.Name == "lea")
        {
            yield return operands;
            yield break;
        }

        if (choice.Size != 0)
        {
            yield return Sized(operands, choice.Size);
            yield return operands;
            yield break;
        }

        var register = Unsized.Contains(choice.Name) ? 0 : RegisterSize(operands);
        if (register != 0)
            yield return Sized(operands, register);
        yield return operands;
        if (register == 0)
            yield return Sized(operands, choice.Name.StartsWith("fi", StringComparison.Ordinal) || state.Bitness == 16 ? 2 : 4);
    }

    /// <summary>True when an operand says the size that the suffix says, so that no prefix has to.</summary>
    private static bool TellsSize(string name, List<Operand> operands) => operands.Exists(operand => operand switch
    {
        RegisterOperand register => RegisterNames.GeneralSize(register.Name) != 0,
        MemoryOperand => name is not ("lgdt" or "lidt" or "sgdt" or "sidt"),
        _ => false,
    });

    private static List<Operand> Sized(List<Operand> operands, int size) =>
        operands.ConvertAll(operand => operand is MemoryOperand { Size: 0, Broadcast: 0 } memory ? memory with { Size = size } : operand);

    /// <summary>The size that general registers beside memory tell; a count in <c>cl</c> tells none.</summary>
    private static int RegisterSize(List<Operand> operands)
    {
        if (operands.Exists(static operand => operand is RegisterOperand register && RegisterNames.VectorSize(register.Name) > 0))
            return 0;
        var registers = operands.OfType<RegisterOperand>().Select(static register => register.Name).ToList();
        if (registers.Count == 1 && operands is [MemoryOperand, RegisterOperand { Name: "cl" }])
            return operands.Count == 2 ? 1 : 0;
        return registers.Select(RegisterNames.GeneralSize).FirstOrDefault(static size => size != 0);
    }

    /// <summary><c>in (%dx), %al</c>; <c>outb $5</c>.</summary>
    private static List<Operand> WithPort(string name, int size, List<Operand> operands)
    {
        if (name is not ("in" or "out"))
            return operands;
        operands = operands.ConvertAll(static operand => operand is MemoryOperand { Base: "dx" } ? new RegisterOperand("dx") : operand);
        if (operands.Count != 1)
            return operands;
        var accumulator = new RegisterOperand(size switch { 1 => "al", 2 => "ax", _ => "eax" });
        return name == "in" ? [accumulator, operands[0]] : [operands[0], accumulator];
    }

    /// <summary>What 16 bits of a 32-bit source are: GNU as has it 32 bits wide where 'movsxd' to 16 bits reads 16.</summary>
    private static Operand Narrowed(Operand source) => source switch
    {
        RegisterOperand register when RegisterNames.GeneralSize(register.Name) == 4 => new RegisterOperand(register.Name[0] == 'e' ? register.Name[1..] : register.Name[..^1] + "w"),
        MemoryOperand { Size: 4 } memory => memory with { Size = 2 },
        _ => source,
    };

    /// <summary>The one operand that is an address is a 32-bit register.</summary>
    private static bool IsNarrowAddress(string name, List<Operand> operands)
    {
        var address = name is "monitor" or "monitorx" or "invlpga" or "vmload" or "vmrun" or "vmsave" or "clzero" or "invlpgb" or "pvalidate" or "rmpadjust" or "rmpupdate"
            ? operands.OfType<RegisterOperand>().FirstOrDefault(static register => register.Name is "eax" or "rax") : null;
        return address?.Name == "eax" || (name == "xlatb" && operands is [MemoryOperand { Base: "ebx" }]);
    }

    /// <summary>Operands that are always the same and that the engine leaves out.</summary>
    private static List<Operand>? Implied(string name, List<Operand> operands) => name switch
    {
        "monitor" or "mwait" or "monitorx" or "mwaitx" or "invlpga" or "skinit" or "vmload" or "vmrun" or "vmsave" or "clzero" or "invlpgb" or "tlbsync" or "pvalidate" or "rmpadjust" or "rmpupdate"
            or "psmash" or "xlatb" when operands.Count > 0 => [],
        "umwait" or "tpause" when operands.Count == 3 => [operands.Find(static operand => operand is RegisterOperand { Name: not ("eax" or "edx") }) ?? operands[0]],
        _ when operands.Count == 3 && operands[2] is RegisterOperand { Name: "xmm0" } => operands[..2],
        _ => null,
    };
}
