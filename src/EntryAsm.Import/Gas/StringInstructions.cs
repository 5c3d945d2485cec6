// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>String instructions that write out the operands they always have.</summary>
internal static class StringInstructions
{
    private static readonly string[] Stems = ["movs", "cmps", "stos", "lods", "scas", "ins", "outs"];

    public static bool IsStem(string name) => Stems.Contains(name);

    /// <summary>The instruction without its operands, or null when this is none.</summary>
    public static InstructionShape? Find(string name, int suffixSize, List<Operand> operands, int bitness)
    {
        var stem = Array.Find(Stems, stem => name == stem || (name.StartsWith(stem, StringComparison.Ordinal) && name.Length == stem.Length + 1 && name[^1] is 'b' or 'w' or 'd' or 'l' or 'q'));
        if (stem is null || !operands.Exists(static operand => operand is MemoryOperand) || operands.Exists(static operand => operand is RegisterOperand { Name: ['x' or 'y', 'm', ..] }))
            return null;
        var size = SizeOf(name, stem, suffixSize, operands);
        if (size == 0 || operands.Exists(static operand => operand is MemoryOperand memory && (memory.Index is not null || memory.Displacement is not null || memory.Base is null)))
            return null;

        var before = new List<CallStatement>();
        foreach (var memory in operands.OfType<MemoryOperand>())
        {
            if (memory.Base is "rsi" or "esi" or "si" && memory.Segment is { } segment and not "ds")
                before.Add(new("db", [new OperandArgument(new ValueOperand(new NumberExpression(PrefixNames.Bytes[segment], NumberStyle.Hexadecimal)))]));
        }

        if (bitness == 64 && operands.OfType<MemoryOperand>().First().Base is "esi" or "edi")
            before.Add(new("addr32", []));
        return new InstructionShape(stem + size switch { 1 => "b", 2 => "w", 4 => "d", _ => "q" }, []) { Before = [.. before] };
    }

    private static int SizeOf(string name, string stem, int suffixSize, List<Operand> operands)
    {
        if (suffixSize != 0)
            return suffixSize;
        if (name.Length > stem.Length)
            return name[^1] switch { 'b' => 1, 'w' => 2, 'q' => 8, _ => 4 };
        var size = operands.OfType<MemoryOperand>().Max(static memory => memory.Size);
        return size != 0 ? size : operands.OfType<RegisterOperand>().Where(static register => register.Name != "dx").Select(static register => RegisterNames.GeneralSize(register.Name)).FirstOrDefault();
    }
}
