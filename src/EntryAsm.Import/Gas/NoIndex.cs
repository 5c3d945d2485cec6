// SPDX-License-Identifier: MIT
using EntryAsm.Import.Engine;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>
/// The index <c>%riz</c>, which is none, written out: the engine has no word for a SIB byte that holds no register. The instruction becomes its bytes.
/// </summary>
internal static class NoIndex
{
    private const byte IndexField = 0x38, None = 0x20;

    public static bool IsIn(IEnumerable<Operand> operands) => operands.Any(static operand => operand is MemoryOperand { Index: "riz" or "eiz" });

    /// <param name="choose">Makes a call of the operands.</param>
    /// <param name="operands">The operands with the index that is none.</param>
    /// <param name="bitness">The mode.</param>
    /// <param name="source">The instruction as the source has it.</param>
    public static CallStatement Encode(Func<List<Operand>, CallStatement> choose, List<Operand> operands, int bitness, string source)
    {
        var (bytes, isWhole) = OneInstruction.Encode(choose(With(operands, "cx")), bitness);
        var (others, _) = OneInstruction.Encode(choose(With(operands, "dx")), bitness);
        var call = choose(With(operands, "cx"));
        var at = bytes.AsSpan().CommonPrefixLength(others);
        if (!isWhole || at == bytes.Length)
            throw new ImportException(call.Line, "'" + source + "' cannot be imported: a pseudo index register together with a symbol");
        bytes[at] = (byte)((bytes[at] & ~IndexField) | None);
        return ByteMnemonics.Bytes(bytes, call.Line) with { Comment = source };
    }

    private static List<Operand> With(List<Operand> operands, string register) =>
        operands.ConvertAll(operand => operand is MemoryOperand { Index: "riz" or "eiz" } memory ? memory with { Index = memory.Index[0] + register, Scale = Math.Max(memory.Scale, 1) } : operand);
}
