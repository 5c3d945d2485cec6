// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>The layout of one frame: which variable stands in which slot.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<ISymbol, int> slots = new(SymbolEqualityComparer.Default);

    public Scope? Outer => outer;

    /// <summary>Slots in use.</summary>
    public int Count { get; private set; }

    public int Add(ISymbol variable)
    {
        if (!slots.TryGetValue(variable, out var slot))
            slots.Add(variable, slot = Count++);
        return slot;
    }

    /// <summary>A slot without a name, for a value the compiler would keep in a temporary.</summary>
    public int AddTemporary() => Count++;

    /// <summary>How many frames out, and which slot; null when unknown.</summary>
    public (int Distance, int Slot)? Find(ISymbol variable)
    {
        var distance = 0;
        for (var scope = this; scope is not null; scope = scope.Outer, distance++)
        {
            if (scope.slots.TryGetValue(variable, out var slot))
                return (distance, slot);
        }

        return null;
    }
}
