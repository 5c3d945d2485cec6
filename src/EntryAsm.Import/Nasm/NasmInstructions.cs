// SPDX-License-Identifier: MIT
using EntryAsm.Import.Engine;
using EntryAsm.Import.Gas;
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Nasm;

/// <summary>One instruction of NASM as a call of the engine's.</summary>
internal sealed class NasmInstructions(GasState state, GasInstructions gas, NasmExpressions expressions, bool isRelative)
{
    private static readonly string[] SizePrefixes = ["o16", "o32", "o64", "a16", "a32", "a64"];

    /// <summary>Whether a word opens an instruction.</summary>
    public static bool IsWord(string word) => Vocabulary.IsInstruction(word) || PrefixNames.Methods.ContainsKey(word) || PrefixNames.Bytes.ContainsKey(word) || SizePrefixes.Contains(word)
        || StringInstructions.IsStem(word) || ComparePredicates.Find(word) is not null || IntelMnemonics.IsName(word) || word is "wait";

    public IEnumerable<Statement> Read(TokenReader tokens, string source)
    {
        var before = new List<CallStatement>();
        var bytes = new List<byte>();
        var request = EncodingRequest.None;
        while (true)
        {
            if (tokens.Current.Is("{"))
            {
                var word = Braces.Read(tokens);
                request |= PrefixNames.Requests.TryGetValue(word, out var found) ? found : throw tokens.Fail("'{" + word + "}' is not known");
                continue;
            }

            var name = tokens.ExpectName("an instruction").ToLowerInvariant();
            if (PrefixNames.Methods.TryGetValue(name, out var prefix))
            {
                if (tokens.AtEnd)
                    return [ByteMnemonics.Bytes([prefix.Byte], tokens.Line)];
                before.Add(new CallStatement(prefix.Method, []) { Line = tokens.Line });
            }
            else if (PrefixNames.Bytes.TryGetValue(name, out var value))
            {
                bytes.Add(value);
                if (tokens.AtEnd)
                    return [ByteMnemonics.Bytes(bytes, tokens.Line)];
            }
            else if (SizePrefixes.Contains(name))
            {
                if (int.Parse(name[1..], System.Globalization.CultureInfo.InvariantCulture) is var bits && name == "o64")
                    bytes.Add(0x48);
                else if (bits != (name[0] == 'o' && state.Bitness == 64 ? 32 : state.Bitness))
                    before.Add(new CallStatement(name[0] == 'o' ? "data16" : "addr32", []) { Line = tokens.Line });
                if (!tokens.AtEnd && SaysSize(tokens, bits))
                    before.RemoveAll(static prefix => prefix.Method == "data16");
            }
            else
            {
                return ByteMnemonics.With(bytes, ReadOne(name, tokens, before, request), state.Bitness, source);
            }
        }
    }

    /// <summary>The instruction's own name asks for the operand size too: <c>o32 movsd</c>.</summary>
    private static bool SaysSize(TokenReader tokens, int bits) => tokens.Current.Text.ToLowerInvariant() is ['m' or 'c' or 's' or 'l' or 'i' or 'o' or 'p', .., 'd' or 'w'] name
        && bits == (name[^1] == 'd' ? 32 : 16) && (StringInstructions.IsStem(name[..^1]) || name[..^1] is "pusha" or "popa" or "pushf" or "popf" or "iret");

    private CallStatement ReadOne(string name, TokenReader tokens, List<CallStatement> before, EncodingRequest request)
    {
        var reader = new NasmOperands(tokens, expressions, state.Number, isRelative);
        var operands = reader.ReadAll(out var rounding);
        GasInstructions.Place(rounding, operands, tokens);
        var isBranch = Branches.IsBranch(name);
        request |= reader.Request & (isBranch && name is "call" or "jmp" or "jcxz" or "jecxz" or "jrcxz" && name != "jmp" ? ~EncodingRequest.Disp32 : (EncodingRequest)ushort.MaxValue);
        if (isBranch && operands is [MemoryOperand])
            request &= ~EncodingRequest.Disp32;
        if (name == "jmp" && operands is [ValueOperand] && reader.NumberSize > 1 && 8 * reader.NumberSize == Math.Min(state.Bitness, 32))
            request |= EncodingRequest.Disp32;
        if (reader.IsFar && operands is [MemoryOperand memory])
            operands = [memory with { Size = memory.Size switch { 2 => 4, 8 => 10, _ => state.Bitness == 16 && memory.Size == 0 ? 4 : 6 } }];
        // The size is given at the number: 'mov [rdi], byte 1'.
        if (reader.NumberSize != 0 && !isBranch && operands is [MemoryOperand { Size: 0 } place, ValueOperand])
            operands[0] = place with { Size = reader.NumberSize };
        if (name == "push" && reader.NumberSize == 2 && state.Bitness != 16)
            name = "pushw";
        if (state.Bitness != 64 && reader.NumberSize is 2 or 4 && 8 * reader.NumberSize != state.Bitness && operands.TrueForAll(static operand => operand is ValueOperand)
            && name is not "pushw" && !before.Exists(static prefix => prefix.Method == "data16"))
        {
            // A number that says another size than the mode's: 'push dword 5', 'jmp dword 8:place'.
            before.Add(new CallStatement("data16", []) { Line = tokens.Line });
        }

        // NASM keeps the long form, GNU as makes int3 of it.
        if (name == "int" && operands is [ValueOperand { Value: var vector }] && Arithmetic.Evaluate(vector, state.Number) == 3)
            return ByteMnemonics.Bytes([0xcd, 3], tokens.Line) with { Comment = "int 3" };

        if (name == "mov" && operands is [RegisterOperand register, ValueOperand value] && RegisterNames.GeneralSize(register.Name) == 8 && IsWide(value.Value, reader.NumberSize))
            name = "movabs";
        return gas.Choose(name, operands, before, request, tokens.Line);
    }

    /// <summary>NASM takes the 64-bit form for a symbol, and for a number that needs it.</summary>
    private bool IsWide(Expression value, int size) => Arithmetic.Evaluate(value, state.Number) is { } number ? number is < int.MinValue or > int.MaxValue : size is 0 or 8 && !state.IsDistance(value);
}
