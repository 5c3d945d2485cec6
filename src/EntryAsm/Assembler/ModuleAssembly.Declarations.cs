// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Errors;
using EntryAsm.Operands;

namespace EntryAsm.Assembler;

internal sealed partial class ModuleAssembly
{
    private readonly List<EntryRecord> entries = [];
    private readonly List<CalleeRecord> callees = [];
    private readonly List<FactRecord> facts = [];
    private readonly List<EntryFeature> features = [];

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

    /// <summary>The declarations, now that it is known which symbols the module has: to declare something makes no symbol.</summary>
    public Declarations Declared(ErrorSink errors) => new(DeclaredEntries(errors), DeclaredCallees(), DeclaredFacts(), features.ToImmutableArray());

    private List<(EntryRecord, SymbolState)> DeclaredEntries(ErrorSink errors)
    {
        var declared = new List<(EntryRecord, SymbolState)>(entries.Count);
        foreach (var entry in entries)
        {
            var state = Known(entry.Symbol);
            declared.Add((entry, state));
            if (state.IsDefined)
                continue;
            errors.Add(Error.UndefinedSymbol(entry.Symbol.Name, files.Locate(entry.Line)));
            state.Record.StandIn();
        }

        return declared;
    }

    private List<(CalleeRecord, SymbolState)> DeclaredCallees()
    {
        var declared = new List<(CalleeRecord, SymbolState)>(callees.Count);
        foreach (var callee in callees)
        {
            if (Known(callee.Symbol) is var state && (state.IsDefined || state.IsUsed))
                declared.Add((callee, state));
        }

        return declared;
    }

    private List<(FactRecord, SymbolState?)> DeclaredFacts()
    {
        var declared = new List<(FactRecord, SymbolState?)>(facts.Count);
        foreach (var fact in facts)
        {
            if (fact.Symbol is not { } symbol)
                declared.Add((fact, null));
            else if (Known(symbol) is var state && (state.IsDefined || state.IsUsed))
                declared.Add((fact, state));
        }

        return declared;
    }

    private Symbol Named(Symbol symbol)
    {
        if (symbol is null)
            throw Fail(Error.NullSymbol());
        if (symbol is Label)
            throw Fail(Error.BadArgument("'" + symbol + "' is a label; name a symbol"));
        return symbol;
    }
}
