// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Tree;

/// <summary>What the names of a source are: defined or not, known to other objects or not.</summary>
internal sealed class SymbolTable
{
    private readonly Dictionary<string, SymbolFacts> facts = new(StringComparer.Ordinal);
    private readonly List<SymbolFacts> order = [];
    private readonly Dictionary<string, Symbol> symbols = new(StringComparer.Ordinal);

    /// <summary>In the order in which the source names them.</summary>
    public IReadOnlyList<SymbolFacts> All => order;

    public SymbolFacts this[string name]
    {
        get
        {
            if (!facts.TryGetValue(name, out var found))
            {
                facts.Add(name, found = new SymbolFacts(name));
                order.Add(found);
            }

            return found;
        }
    }

    public bool Contains(string name) => facts.ContainsKey(name);

    /// <summary>The engine's symbol, declared as the writer declares it.</summary>
    public Symbol SymbolOf(string name)
    {
        if (!symbols.TryGetValue(name, out var symbol))
        {
            symbol = this[name].Declaration switch
            {
                "Weak" => EntryAssembler.Weak(name),
                "Global" => EntryAssembler.Global(name),
                "Local" => EntryAssembler.Local(name),
                _ => EntryAssembler.Extern(name),
            };
            symbols.Add(name, symbol);
        }

        return symbol;
    }

    /// <summary>Names of numbers that the object's symbol table holds with their last value.</summary>
    public IEnumerable<(string Name, long Value)> SetAtTheEnd(IReadOnlyDictionary<string, long> values) =>
        from fact in order where fact.IsNumber && fact.IsInTable && values.ContainsKey(fact.Name) select (fact.Name, values[fact.Name]);
}

/// <summary>What one name is.</summary>
internal sealed class SymbolFacts(string name)
{
    public string Name { get; } = name;

    /// <summary>A label is at it, or it is set to a place.</summary>
    public bool IsDefined { get; set; }

    /// <summary>It stands for a number.</summary>
    public bool IsNumber { get; set; }

    /// <summary>How often the source gives it a number.</summary>
    public int Assignments { get; set; }

    /// <summary>The object's symbol table has it.</summary>
    public bool IsInTable { get; set; }

    public bool IsGlobal { get; set; }

    public bool IsWeak { get; set; }

    /// <summary>Said to be known to this object alone.</summary>
    public bool IsLocal { get; set; }

    /// <summary>It is used as a symbol.</summary>
    public bool IsUsed { get; set; }

    /// <summary>How often operands name it.</summary>
    public int References { get; set; }

    /// <summary>The engine's method that declares it.</summary>
    public string Declaration => IsWeak ? "Weak" : IsGlobal ? "Global" : IsDefined || IsNumber ? "Local" : "Extern";
}
