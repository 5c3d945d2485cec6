// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Objects;

namespace EntryAsm.Linking;

/// <summary>
/// The address of every symbol of every linked object (gABI, "Symbol Binding": a global definition beats weak ones, an undefined weak symbol is 0).
/// </summary>
internal sealed class LinkSymbols
{
    private readonly IReadOnlyList<EntryObject> objects;
    private readonly Dictionary<string, (int Object, int Symbol)> definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ulong?> resolved = new(StringComparer.Ordinal);
    private readonly Func<string, ulong?>? resolve;
    private readonly ulong[][] addresses;

    /// <summary>Per object its undefined symbols that nothing resolved; null when there are none.</summary>
    private readonly HashSet<int>?[] unresolved;

    public LinkSymbols(IReadOnlyList<EntryObject> objects, ImageLayout layout, Func<string, ulong?>? resolve)
    {
        this.objects = objects;
        this.resolve = resolve;
        addresses = new ulong[objects.Count][];
        unresolved = new HashSet<int>?[objects.Count];
        for (var i = 0; i < objects.Count; i++)
            Define(i, layout);
        for (var i = 0; i < objects.Count; i++)
            Connect(i);
    }

    /// <summary>The addresses of an object's symbols, by index.</summary>
    public ulong[] Of(int entryObject) => addresses[entryObject];

    /// <summary>Fails when a relocation names a symbol that has no address.</summary>
    public void RequireResolved(int entryObject, EntrySection section)
    {
        if (unresolved[entryObject] is not { } missing)
            return;
        foreach (var relocation in section.Relocations)
        {
            if (missing.Contains(relocation.Symbol))
                throw Error.LinkUndefined(objects[entryObject].Symbols[relocation.Symbol].Name, objects[entryObject].LineOf(section, relocation.Offset));
        }
    }

    /// <summary>Fails when a symbol has no address.</summary>
    public void RequireResolved(int entryObject, int symbol, SourceLocation usedAt)
    {
        if (unresolved[entryObject] is { } missing && missing.Contains(symbol))
            throw Error.LinkUndefined(objects[entryObject].Symbols[symbol].Name, usedAt);
    }

    /// <summary>The global and weak symbols the objects define.</summary>
    public Dictionary<string, ulong> Globals()
    {
        if (objects.Count == 1)
            PublishOnly();
        var globals = new Dictionary<string, ulong>(definitions.Count, StringComparer.Ordinal);
        foreach (var definition in definitions)
            globals.Add(definition.Key, addresses[definition.Value.Object][definition.Value.Symbol]);
        return globals;
    }

    /// <summary>The names of a single object, whose linking needed none.</summary>
    private void PublishOnly()
    {
        for (var i = 0; i < addresses[0].Length; i++)
        {
            var symbol = objects[0].Symbols[i];
            if (symbol.IsDefined && symbol.Binding != SymbolBinding.Local)
                Publish(symbol, 0, i);
        }
    }

    private void Define(int index, ImageLayout layout)
    {
        var symbols = objects[index].Symbols;
        var own = addresses[index] = new ulong[symbols.Length];
        for (var i = 0; i < own.Length; i++)
        {
            var symbol = symbols[i];
            if (!symbol.IsDefined)
                continue;
            own[i] = unchecked((ulong)symbol.Value + (symbol.Section >= 0 ? layout.AddressOf(index, symbol.Section) : 0));
            if (symbol.Binding != SymbolBinding.Local && objects.Count > 1)
                Publish(symbol, index, i);
        }
    }

    private void Publish(EntrySymbol symbol, int index, int number)
    {
        if (!definitions.TryGetValue(symbol.Name, out var other))
        {
            definitions.Add(symbol.Name, (index, number));
            return;
        }

        var first = objects[other.Object].Symbols[other.Symbol];
        if (symbol.Binding == SymbolBinding.Weak)
            return;
        if (first.Binding != SymbolBinding.Weak)
            throw Error.LinkClash(symbol.Name, objects[other.Object].Name, objects[index].Name, symbol.Line);
        definitions[symbol.Name] = (index, number);
    }

    /// <summary>Undefined symbols take the address of another object's definition or the resolver's; a weak definition yields to a global one.</summary>
    private void Connect(int index)
    {
        var symbols = objects[index].Symbols;
        for (var i = 0; i < symbols.Length; i++)
        {
            var symbol = symbols[i];
            if (symbol.IsDefined && symbol.Binding != SymbolBinding.Weak)
                continue;
            if (definitions.TryGetValue(symbol.Name, out var definition) && symbol.Binding != SymbolBinding.Local)
                addresses[index][i] = addresses[definition.Object][definition.Symbol];
            else if (Resolve(symbol.Name) is { } address)
                addresses[index][i] = address;
            else if (symbol.Binding != SymbolBinding.Weak)
                (unresolved[index] ??= []).Add(i);
        }
    }

    private ulong? Resolve(string name)
    {
        if (resolve is null)
            return null;
        if (objects.Count == 1)
            return resolve(name);
        if (!resolved.TryGetValue(name, out var address))
        {
            address = resolve(name);
            resolved.Add(name, address);
        }

        return address;
    }
}
