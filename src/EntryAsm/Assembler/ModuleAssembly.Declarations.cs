// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using EntryAsm.Primitives;

namespace EntryAsm.Assembler;

internal sealed partial class ModuleAssembly
{
    private readonly List<EntryFeature> features = [];
    private PooledList<EntryRecord> entries;
    private PooledList<CalleeRecord> callees;
    private PooledList<FactRecord> facts;

    public ReadOnlySpan<EntryRecord> Entries => entries.Items;

    public ReadOnlySpan<CalleeRecord> Callees => callees.Items;

    public ReadOnlySpan<FactRecord> Facts => facts.Items;

    public List<EntryFeature> Features => features;

    public void AddEntry(EntryKind kind, Symbol symbol, int vector, int count, int stride, string file, int line)
    {
        At(file, line);
        if (kind is < EntryKind.Function or > EntryKind.SavedRegisters)
            throw Fail(Error.BadArgument("there is no kind of entry " + OpText.Number((int)kind)));
        if (kind == EntryKind.Interrupt)
            RequireGate(vector is >= 0 and <= 255, "vector", vector, "0 to 255");
        else if (vector != -1)
            throw Fail(Error.BadArgument("an entry of kind " + kind + " has no vector; leave it out"));
        if (count is < 1 or > 256 || stride is < 0 or > 1 << 16 || count > 1 && stride == 0 || vector >= 0 && vector + count > 256)
            throw Fail(Error.BadArgument("a table of " + OpText.Number(count) + " stubs of " + OpText.Number(stride) + " bytes cannot be: count is 1 to 256 within the vectors, stride 1 to 65536"));
        entries.Add(new EntryRecord(kind, Named(symbol), vector, count, stride, CurrentLine));
    }

    public void AddCallee(Symbol function, CalleeTraits traits, string file, int line)
    {
        At(file, line);
        callees.Add(new CalleeRecord(Named(function), traits, CurrentLine));
    }

    public void AddFact(EntryFact fact, string file, int line)
    {
        At(file, line);
        facts.Add(new FactRecord(fact, null, current, current.Items.Length, CurrentLine));
    }

    public void AddStackAlignment(int bytes, string file, int line)
    {
        At(file, line);
        if (bytes is not (8 or 16))
            throw Fail(Error.BadArgument("the stack's alignment is 8 or 16 bytes, not " + OpText.Number(bytes)));
        facts.Add(new FactRecord(new EntryFact(FactKind.StackAlignment, true, -1, 0, 0, -1, bytes, SourceLocation.None), null, null, 0, CurrentLine));
    }

    public void AddOperation(Symbol table, int offset, EntryOperation operation, string file, int line)
    {
        At(file, line);
        if (operation > EntryOperation.SwapgsSysret)
            throw Fail(Error.BadArgument("there is no operation " + OpText.Number((int)operation)));
        facts.Add(new FactRecord(new EntryFact(FactKind.Operation, true, -1, offset, 0, -1, (long)operation, SourceLocation.None), Named(table), null, 0, CurrentLine));
    }

    public void AddFeature(int number, string name, string file, int line)
    {
        At(file, line);
        if (number is < 0 or > ushort.MaxValue)
            throw Fail(Error.BadArgument("a feature's number is 0 to 65535, not " + OpText.Number(number)));
        if (string.IsNullOrEmpty(name))
            throw Fail(Error.BadArgument("a feature's name is empty"));
        if (!features.Exists(feature => feature.Number == number))
            features.Add(new EntryFeature(number, name));
    }

    /// <summary>Finds the symbols that something was declared of, now that it is known which of them the module has.</summary>
    public void ResolveDeclarations(ErrorSink errors)
    {
        foreach (ref var entry in entries.Items)
        {
            var state = Known(entry.Symbol);
            entry = entry with { Id = state.Id };
            if (state.IsDefined)
                continue;
            errors.Add(Error.UndefinedSymbol(entry.Symbol.Name, files.Locate(entry.Line)));
            state.Record.StandIn();
        }

        foreach (ref var callee in callees.Items)
            callee = callee with { Id = IdInModule(callee.Symbol) };
        foreach (ref var fact in facts.Items)
            fact = fact with { Id = fact.Symbol is { } symbol ? IdInModule(symbol) : SymbolId.None };
    }

    /// <summary>Gives back what was borrowed for declarations.</summary>
    public void ReleaseDeclarations()
    {
        entries.Release();
        callees.Release();
        facts.Release();
        gates.Release();
    }

    private SymbolId IdInModule(Symbol symbol) => Known(symbol) is var state && (state.IsDefined || state.IsUsed) ? state.Id : SymbolId.None;

    private Symbol Named(Symbol symbol)
    {
        if (symbol is null)
            throw Fail(Error.NullSymbol());
        if (symbol is Label)
            throw Fail(Error.BadArgument("'" + symbol + "' is a label; name a symbol"));
        return symbol;
    }
}
