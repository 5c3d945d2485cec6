// SPDX-License-Identifier: MIT
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>Operands in AT&amp;T syntax.</summary>
internal sealed class AttOperands(TokenReader tokens, bool hasNakedRegisters)
{
    /// <summary>True when an operand had a star: an indirect branch.</summary>
    public bool IsIndirect { get; private set; }

    /// <summary>All operands of a statement in the order of the source, and what is in braces as an operand of its own.</summary>
    public List<Operand> ReadAll(out List<string> rounding)
    {
        var operands = new List<Operand>();
        rounding = [];
        if (tokens.AtEnd)
            return operands;
        do
        {
            if (tokens.Current.Is("{"))
                rounding.Add(Braces.Read(tokens));
            else
                operands.Add(Read());
        }
        while (tokens.Accept(","));
        tokens.ExpectEnd();
        return operands;
    }

    private Operand Read()
    {
        if (tokens.Accept("*"))
            IsIndirect = true;
        Operand operand;
        if (tokens.Accept("$"))
            operand = new ValueOperand(GasExpressions.Parse(tokens));
        else if (TryRegister(out var register))
            operand = tokens.Current.Is(":") && RegisterNames.IsSegment(register) ? ReadMemory(TakeSegment(register)) : new RegisterOperand(register);
        else
            operand = ReadMemory(null);
        return Braces.ReadDecorations(tokens, operand);
    }

    private string TakeSegment(string register)
    {
        tokens.Next();
        return register;
    }

    private bool TryRegister(out string register)
    {
        register = "";
        if (tokens.Current.Is("%") && tokens.Peek().Kind == TokenKind.Name)
        {
            tokens.Next();
        }
        else if (!hasNakedRegisters || tokens.Current.Kind != TokenKind.Name || RegisterNames.Find(tokens.Current.Text) is null)
        {
            return false;
        }

        var name = tokens.Next().Text;
        register = RegisterNames.Find(name) ?? throw tokens.Fail("there is no register '%" + name + "'");
        if (register == "st0" && tokens.Current.Is("(") && tokens.Peek().Kind == TokenKind.Number)
        {
            tokens.Next();
            register = "st" + tokens.Next().Text;
            tokens.Expect(")");
        }

        return true;
    }

    private MemoryOperand ReadMemory(string? segment)
    {
        var memory = new MemoryOperand { Segment = segment };
        if (!AtRegisters())
            memory = memory with { Displacement = GasExpressions.Parse(tokens) };
        return AtRegisters() ? ReadRegisters(memory) : memory;
    }

    private bool AtRegisters()
    {
        if (!tokens.Current.Is("("))
            return false;
        var next = tokens.Peek();
        return next.Is(",") || (next.Is("%") && tokens.Peek(2).Kind == TokenKind.Name) || (hasNakedRegisters && next.Kind == TokenKind.Name && RegisterNames.Find(next.Text) is not null);
    }

    private MemoryOperand ReadRegisters(MemoryOperand memory)
    {
        tokens.Expect("(");
        if (TryRegister(out var first))
            memory = memory with { Base = first };
        if (tokens.Accept(","))
        {
            if (TryRegister(out var index))
                memory = memory with { Index = index, Scale = 1 };
            if (tokens.Accept(",") && !tokens.Current.Is(")"))
            {
                var scale = Arithmetic.Evaluate(GasExpressions.Parse(tokens), static _ => null) ?? throw tokens.Fail("the scale must be 1, 2, 4 or 8");
                memory = memory with { Scale = memory.Index is null ? 0 : (int)Math.Clamp(scale, 0, 99) };
            }
            else if (memory.Index is null && !tokens.Current.Is(")"))
            {
                // A scale without an index says nothing.
                GasExpressions.Parse(tokens);
            }
        }

        tokens.Expect(")");
        return memory;
    }
}
