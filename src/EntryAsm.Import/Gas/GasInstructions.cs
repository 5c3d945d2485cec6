// SPDX-License-Identifier: MIT
using EntryAsm.Import.Engine;
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>One instruction of GNU as, in either syntax, as a call of the engine's.</summary>
internal sealed class GasInstructions(GasState state)
{
    private const byte RexW = 0x48;

    private Probe? probe;

    /// <summary>The calls that a statement is: one, or the bytes of prefixes before it.</summary>
    /// <param name="tokens">The statement.</param>
    /// <param name="source">Its text, for comments.</param>
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
                request |= PrefixNames.Requests.TryGetValue(word, out var found) ? found : throw tokens.Fail("the pseudo-prefix '{" + word + "}' is not known");
                continue;
            }

            var name = MnemonicAt(tokens);
            tokens.Next();
            if (tokens.Current.Is(",") && (tokens.Peek().IsWord("pt") || tokens.Peek().IsWord("pn")))
            {
                // Whether the branch is likely to be taken.
                tokens.Next();
                bytes.Add(tokens.Next().Text.EndsWith('t') ? (byte)0x3e : (byte)0x2e);
            }

            if (PrefixNames.Methods.TryGetValue(name, out var prefix))
            {
                if (tokens.AtEnd)
                    return [ByteMnemonics.Bytes([.. before.Select(static call => PrefixNames.ByteOf(call.Method)), .. bytes, prefix.Byte], tokens.Line)];
                before.Add(new CallStatement(prefix.Method, []) { Line = tokens.Line });
            }
            else if (PrefixNames.Bytes.TryGetValue(name, out var value))
            {
                bytes.Add(value);
                if (tokens.AtEnd)
                    return [ByteMnemonics.Bytes([.. before.Select(static call => PrefixNames.ByteOf(call.Method)), .. bytes], tokens.Line)];
            }
            else
            {
                if (bytes.Remove(0x40))
                    request |= EncodingRequest.Rex;
                return ReadInstruction(name, tokens, before, bytes, request, source);
            }
        }
    }

    private static string MnemonicAt(TokenReader tokens) => tokens.Current.Kind == TokenKind.Name ? tokens.Current.Text.ToLowerInvariant()
        : throw tokens.Fail("'" + tokens.Current.Text + "' is not the start of an instruction");

    private IEnumerable<Statement> ReadInstruction(string name, TokenReader tokens, List<CallStatement> before, List<byte> bytes, EncodingRequest request, string source)
    {
        (name, request) = WithoutDotSuffix(name, request);
        if (Branches.IsBranch(name))
            request &= ~EncodingRequest.Disp8;
        if (name is "pcmpestriq" or "pcmpestrmq" or "vpcmpestriq" or "vpcmpestrmq")
            name = name[..^1] + "64";

        var operands = state.IsIntel ? ReadIntel(tokens, ref name, out var rounding) : ReadAtt(tokens, ref name, out rounding);
        Place(rounding, operands, tokens);
        if (name == "movq" && (request & EncodingRequest.Load) != 0 && operands.TrueForAll(static operand => operand is RegisterOperand { Name: ['x', ..] or ['m', 'm', ..] }))
            request ^= EncodingRequest.Load | EncodingRequest.Store;
        if (Branches.IsBranch(name) && operands is [ValueOperand] && !Branches.IsLoop(name))
            before.RemoveAll(static prefix => prefix.Method == "addr32"); // GNU as leaves it out, too
        if (name == "movd" && operands.FindIndex(static operand => operand is MemoryOperand { Size: 8 }) is var wide and >= 0 && state.IsIntel)
        {
            // With 'qword' it is the form of general registers, which 'movq' does not take for memory.
            operands[wide] = (MemoryOperand)operands[wide] with { Size = 4 };
            bytes.Add(RexW);
        }

        if (NoIndex.IsIn(operands))
            return [NoIndex.Encode(given => Choose(name, given, before, request, tokens.Line), operands, state.Bitness, source)];
        try
        {
            return ByteMnemonics.With(bytes, Choose(name, operands, before, request, tokens.Line), state.Bitness, source);
        }
        catch (ImportException) when (before.RemoveAll(static prefix => prefix.Method == "data16") > 0)
        {
            // Where a branch is concerned, the prefix is its size.
            return ByteMnemonics.With(bytes, Choose(name, operands, before, request | EncodingRequest.OperandSize16, tokens.Line), state.Bitness, source);
        }
        catch (ImportException) when (WithoutBorrow(operands) is { } positive)
        {
            return ByteMnemonics.With(bytes, Choose(name, positive, before, request, tokens.Line), state.Bitness, source);
        }
        catch (ImportException) when ((request & (EncodingRequest.Load | EncodingRequest.Store)) != 0)
        {
            // A direction that the instruction does not have says nothing.
            return ByteMnemonics.With(bytes, Choose(name, operands, before, request & ~(EncodingRequest.Load | EncodingRequest.Store), tokens.Line), state.Bitness, source);
        }
        catch (ImportException) when (before.Exists(static prefix => prefix.Method is "rep" or "repe" or "repne" or "xacquire" or "xrelease"))
        {
            // A repetition that the instruction does not take is a byte that the processor passes over, or reads as part of another instruction.
            bytes.AddRange(before.Select(static prefix => PrefixNames.ByteOf(prefix.Method)));
            return ByteMnemonics.With(bytes, Choose(name, operands, [], request, tokens.Line), state.Bitness, source);
        }
    }

    /// <summary>
    /// GNU as takes the low bits of a number that is too negative for its operand (<c>$~0x80000000</c> in 32 bits): the operands with the number that they are; null where
    /// there is no such number.
    /// </summary>
    private List<Operand>? WithoutBorrow(List<Operand> operands)
    {
        var at = operands.FindIndex(static operand => operand is ValueOperand);
        if (at < 0 || operands[at] is not ValueOperand { Value: var value } || Arithmetic.Evaluate(value, state.Number) is not { } number)
            return null;
        foreach (var bits in (int[])[8, 16, 32])
        {
            if (number > -(1L << bits) && number < -(1L << (bits - 1)))
                return [.. operands.Select((operand, place) => place == at ? new ValueOperand(new NumberExpression(number + (1L << bits), NumberStyle.Hexadecimal)) : operand)];
        }

        return null;
    }

    /// <summary><c>mov.s</c>: the form that is not the usual one. <c>.d8</c> and <c>.d32</c> are displacements.</summary>
    private static (string, EncodingRequest) WithoutDotSuffix(string name, EncodingRequest request)
    {
        var dot = name.LastIndexOf('.');
        if (dot <= 0)
            return (name, request);
        return name[dot..] switch
        {
            ".s" => (name[..dot], request | (IsUsuallyStored(name[..dot]) ? EncodingRequest.Load : EncodingRequest.Store)),
            ".d8" => (name[..dot], request | EncodingRequest.Disp8),
            ".d32" => (name[..dot], request | EncodingRequest.Disp32),
            _ => (name, request),
        };
    }

    private static bool IsUsuallyStored(string name) => Stored.Contains(name) || (name.Length > 2 && name[^1] is 'b' or 'w' or 'l' or 'q' && Stored.Contains(name[..^1]));

    private static readonly string[] Stored = ["mov", "add", "adc", "and", "cmp", "or", "sbb", "sub", "xor"];

    private List<Operand> ReadAtt(TokenReader tokens, ref string name, out List<string> rounding)
    {
        var reader = new AttOperands(tokens, state.HasNakedRegisters);
        var operands = reader.ReadAll(out rounding);
        var isBranch = Branches.IsBranch(name);
        if (isBranch && !reader.IsIndirect)
            operands = operands.ConvertAll(static operand => operand is MemoryOperand { Base: null, Index: null, Segment: null, Displacement: { } target } ? new ValueOperand(target) : operand);
        else if (isBranch && !reader.IsIndirect && operands is [RegisterOperand])
            return operands;
        var keepsOrder = operands.Count == 2 && operands[0] is ValueOperand && operands[1] is ValueOperand;
        if (!keepsOrder && name.TrimEnd('w', 'l') != "bound" && name != "invlpga")
            operands.Reverse();
        name = X87.FromAtt(name, operands);
        return operands;
    }

    private List<Operand> ReadIntel(TokenReader tokens, ref string name, out List<string> rounding)
    {
        var reader = new IntelOperands(tokens, state.HasNakedRegisters, state.Number);
        var operands = reader.ReadAll(out rounding);
        if (Branches.IsBranch(name) && !reader.IsIndirect)
            operands = operands.ConvertAll(static operand => operand is MemoryOperand { Base: null, Index: null, Segment: null, Displacement: { } target } ? new ValueOperand(target) : operand);
        if (reader.IsFar && operands is [MemoryOperand { Size: 0 } memory])
            operands = [memory with { Size = state.Bitness == 16 ? 4 : 6 }];
        return operands;
    }

    /// <summary>Rounding stands on the last vector register.</summary>
    public static void Place(List<string> rounding, List<Operand> operands, TokenReader tokens)
    {
        foreach (var word in rounding)
        {
            var at = operands.FindLastIndex(static operand => operand is RegisterOperand register && !register.Name.StartsWith('k'));
            if (at < 0)
                throw tokens.Fail("'{" + word + "}' needs a register");
            operands[at] = operands[at] with { Decorations = [.. operands[at].Decorations, word] };
        }
    }

    public CallStatement Choose(string name, List<Operand> operands, List<CallStatement> before, EncodingRequest request, SourceLocation line)
    {
        string? refusal = null;
        if (operands.Exists(operand => operand is MemoryOperand memory && RegisterNames.GeneralSize(memory.Base ?? memory.Index ?? "") == 4))
            before.RemoveAll(prefix => prefix.Method == "addr32" && state.Bitness != 32); // the registers tell
        foreach (var choice in Choices(name, operands))
        {
            foreach (var sized in InstructionShapes.Of(choice, operands, state))
            {
                var asked = request | choice.Request | sized.Request;
                CallStatement[] prefixes = asked == EncodingRequest.None ? [.. before, .. sized.Before] : [.. before, .. sized.Before, Request(asked, line)];
                var call = new CallStatement(sized.Name, sized.Operands.Select(static operand => (Argument)new OperandArgument(operand)).ToArray())
                {
                    Line = line, Before = prefixes, IsInstruction = true,
                };
                var reason = Probe.Refusal(ref probe, call, state.Bitness, state.Number, state.IsNasm);
                if (reason is null)
                    return call;
                refusal ??= reason;
            }
        }

        throw new ImportException(line, refusal ?? "there is no instruction '" + name + "'");
    }

    private IEnumerable<MnemonicChoice> Choices(string name, List<Operand> operands)
    {
        if (ModeMnemonics.Find(name, operands.Count, state.Bitness) is { } ofMode)
            return [ofMode];
        if (!Vocabulary.IsInstruction(name) && ComparePredicates.Find(name) is { } compare)
        {
            operands.Add(new ValueOperand(new NumberExpression(compare.Predicate)));
            return [new(compare.Name)];
        }

        var hasVector = operands.Exists(static operand => operand is RegisterOperand register && (RegisterNames.VectorSize(register.Name) > 0 || register.Name[0] == 'k'));
        return state.IsIntel ? IntelMnemonics.Choices(name, operands, hasVector) : AttMnemonics.Choices(name, operands.Count, hasVector);
    }

    private static CallStatement Request(EncodingRequest request, SourceLocation line) => new("encoding", [new ConstantArgument(request)]) { Line = line };
}
