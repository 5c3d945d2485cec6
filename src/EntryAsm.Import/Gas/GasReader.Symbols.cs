// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

internal sealed partial class GasReader
{
    private static readonly Dictionary<string, SymbolType> SymbolTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["function"] = SymbolType.Function, ["stt_func"] = SymbolType.Function, ["object"] = SymbolType.Object, ["stt_object"] = SymbolType.Object,
        ["tls_object"] = SymbolType.ThreadLocal, ["stt_tls"] = SymbolType.ThreadLocal, ["common"] = SymbolType.Common, ["stt_common"] = SymbolType.Common,
        ["gnu_indirect_function"] = SymbolType.IndirectFunction, ["stt_gnu_ifunc"] = SymbolType.IndirectFunction, ["notype"] = SymbolType.None, ["stt_notype"] = SymbolType.None,
    };

    private void AddSymbols(Dictionary<string, Action<string>> all)
    {
        all[".globl"] = all[".global"] = rest => Each(rest, static facts => facts.IsGlobal = true);
        all[".weak"] = rest => Each(rest, static facts => facts.IsWeak = facts.IsUsed = true);
        all[".local"] = rest => Each(rest, static facts => facts.IsLocal = true);
        all[".comm"] = all[".common"] = Common;
        all[".lcomm"] = LocalCommon;
        all[".hidden"] = rest => Visibility(rest, SymbolVisibility.Hidden);
        all[".internal"] = rest => Visibility(rest, SymbolVisibility.Internal);
        all[".protected"] = rest => Visibility(rest, SymbolVisibility.Protected);
        all[".type"] = Type;
        all[".size"] = Size;
        all[".set"] = all[".equ"] = rest => Set(rest);
        all[".equiv"] = all[".eqv"] = rest => Set(rest);
    }

    private void Each(string rest, Action<SymbolFacts> note)
    {
        foreach (var name in rest.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            note(symbols[name.Trim('"')]);
    }

    private void Visibility(string rest, SymbolVisibility kind) => Each(rest, facts =>
    {
        facts.IsUsed = true;
        Call("visibility", Named(facts.Name), new ConstantArgument(kind));
    });

    private void Type(string rest)
    {
        var tokens = Tokens(rest);
        var name = tokens.ExpectName("the symbol");
        tokens.Accept(",");
        if (!tokens.Accept("@") && !tokens.Accept("%"))
            tokens.Accept("#");
        var kind = tokens.ExpectName("the symbol's type");
        if (!SymbolTypes.TryGetValue(kind, out var type))
            throw tokens.Fail("the symbol type '" + kind + "' cannot be imported");
        symbols[name].IsUsed = true;
        Call("type", Named(name), new ConstantArgument(type));
    }

    private void Size(string rest)
    {
        var tokens = Tokens(rest);
        var name = tokens.ExpectName("the symbol");
        tokens.Expect(",");
        var size = GasExpressions.Parse(tokens);
        tokens.ExpectEnd();
        symbols[name].IsUsed = true;
        if (size is SymbolExpression distance && output.Statements is [.., CallStatement { Method: "set", Arguments: [OperandArgument { Value: ValueOperand { Value: SymbolExpression set } }, OperandArgument { Value: ValueOperand { Value: var value } }] }] && set == distance)
            size = value; // Linux' SYM_FUNC_END sets a name to the size, and the size to that name
        if (size is BinaryExpression { Operator: BinaryOperator.Subtract, Left: HereExpression, Right: SymbolExpression start } && start.Name == name)
            Call("size", Named(name));
        else
            Call("size", Named(name), Value(size));
    }

    private void Common(string rest)
    {
        var (name, bytes, alignment) = CommonOperands(rest);
        if (symbols[name].IsLocal)
        {
            Reserve(name, bytes, alignment ?? 1);
            return;
        }

        // Without an alignment the linker's own rule: a power of two that holds it, at most 16.
        symbols[name].IsGlobal = symbols[name].IsUsed = true;
        var size = Known(bytes, "the size");
        Call("comm", Named(name), new NumberArgument(bytes), new NumberArgument(new NumberExpression(alignment ?? (size >= 16 ? 16 : (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)Math.Max(size, 1))))));
    }

    private void LocalCommon(string rest)
    {
        var (name, bytes, alignment) = CommonOperands(rest);
        Reserve(name, bytes, alignment ?? Known(bytes, "the size") switch { >= 8 => 8, >= 4 => 4, >= 2 => 2, _ => 1 });
    }

    /// <summary><c>name, size, alignment</c>.</summary>
    private (string Name, Expression Bytes, long? Alignment) CommonOperands(string rest)
    {
        var parts = Parts(rest);
        if (parts.Count is not (2 or 3))
            throw new ImportException(line, "a name and a size are needed, and perhaps an alignment");
        return (parts[0].Trim('"'), ParseAll(parts[1], "a size"), parts.Count == 3 ? Known(ParseAll(parts[2], "an alignment"), "the alignment") : null);
    }

    /// <summary>Space of this object alone, in .bss.</summary>
    private void Reserve(string name, Expression bytes, long alignment)
    {
        symbols[name].IsDefined = symbols[name].IsUsed = true;
        // It comes after what the source itself puts there.
        Call("pushsection", new TextArgument(".bss"));
        output.Add(new SubsectionStatement(1) { Line = line, IsOfReserved = true });
        if (alignment > 1)
            Call("align", new NumberArgument(new NumberExpression(alignment)));
        Call("bind", Named(name));
        Call("skip", new NumberArgument(bytes));
        Call("type", Named(name), new ConstantArgument(SymbolType.Object));
        Call("size", Named(name), Value(bytes));
        Call("popsection");
    }

    private void Set(string rest)
    {
        var comma = rest.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
            throw new ImportException(line, "a value is missing");
        Assign(rest[..comma].Trim().Trim('"'), rest[(comma + 1)..]);
    }

    private void Assign(string name, string text)
    {
        if (state.Aliases.TryGetValue(text.Trim(), out var other))
            text = other;
        if (RegisterNames.Find(text.Trim().TrimStart('%')) is not null && (text.Trim()[0] == '%' || state.HasNakedRegisters))
        {
            state.Aliases[name] = text.Trim();
            return;
        }

        var value = ParseAll(text, "a value");
        if (name == ".")
        {
            MoveTo(value, 0);
            return;
        }

        var facts = symbols[name];
        if (Arithmetic.Evaluate(value, state.Number) is not { } number)
        {
            state.Set(name, null);
            facts.IsDefined = true;
            facts.IsUsed = true;
            if (value is HereExpression)
                Call("bind", Named(name));
            else
                Call("set", Named(name), Value(value));
            return;
        }

        state.Set(name, number);
        facts.IsInTable = true;
        facts.Assignments++;
        if (facts.IsUsed && !facts.IsNumber)
        {
            facts.IsDefined = true;
            Call("set", Named(name), new NumberArgument(value));
            return;
        }

        facts.IsNumber = true;
        output.Add(new AssignStatement(name, value) { Line = line });
    }
}
