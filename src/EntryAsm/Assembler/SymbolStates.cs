// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;
using EntryAsm.Primitives;

namespace EntryAsm.Assembler;

/// <summary>The records of every symbol and label of one assembly, in the order in which they were first used.</summary>
internal sealed class SymbolStates
{
    /// <summary>The symbols of a kernel's entry code fit without another allocation.</summary>
    private const int NameCapacity = 192;

    private static int lastId;

    private readonly List<SectionBuilder> sections;
    private readonly List<string> names = new(NameCapacity) { "" };

    /// <summary>By number of a name, the symbol that last had it.</summary>
    private readonly List<NamedSymbol?> lastSymbols = new(NameCapacity) { null };

    /// <summary>The symbols with a name; the first has number 1.</summary>
    private readonly List<SymbolId> named = new(NameCapacity);
    private readonly Dictionary<string, int> numbersByName = new(NameCapacity, StringComparer.Ordinal);
    private readonly List<SymbolDetails?> details = [null];
    private PooledList<SymbolRecord> records;

    /// <summary>How many of <see cref="lastSymbols"/> are forgotten.</summary>
    private int forgotten;

    public SymbolStates(List<SectionBuilder> sections) => this.sections = sections;

    /// <summary>A number that tells one assembly's labels from another's.</summary>
    public int Id { get; } = Interlocked.Increment(ref lastId);

    public int Count => records.Count;

    /// <summary>How many labels without a name were used and are not bound yet.</summary>
    public int UnboundLabels { get; private set; }

    /// <summary>The symbols with a name.</summary>
    public List<SymbolId> Named => named;

    public ref SymbolRecord this[SymbolId id] => ref records[id.Index];

    public SymbolState Handle(SymbolId id) => new(this, id);

    public string Name(int index) => names[index];

    public SymbolDetails? Details(int index) => details[index];

    public SectionBuilder? Section(SectionId id) => id.IsNone ? null : sections[id.Index];

    /// <summary>Where a place stands in its section in bytes, as the layout has it now.</summary>
    public int AddressOf(in SymbolRecord place) => sections[place.Section.Index].AddressOf(place.Fragment) + place.Offset;

    /// <summary>A label that stands nowhere yet.</summary>
    public SymbolId AddLabel()
    {
        records.AddEmpty().IsLabel = true;
        return SymbolId.At(records.Count - 1);
    }

    public SymbolState Add(in SymbolRecord record)
    {
        records.Add(record);
        return new SymbolState(this, SymbolId.At(records.Count - 1));
    }

    /// <summary>The record of a symbol used before. It may not find one; it never finds a wrong one.</summary>
    /// <remarks>An Extern() says nothing of its record but the name, so that it is found although another symbol of that name came in between.</remarks>
    public bool TryRecall(NamedSymbol symbol, out SymbolState state)
    {
        var number = symbol.LastNumber;
        var isRecalled = (uint)(number - 1) < (uint)named.Count
            && (ReferenceEquals(lastSymbols[number], symbol) || (symbol.IsExtern && ReferenceEquals(names[number], symbol.Name)));
        state = isRecalled ? new SymbolState(this, named[number - 1]) : default;
        return isRecalled;
    }

    /// <summary>The record of a name, which the symbol has from here on.</summary>
    public bool TryFind(string name, NamedSymbol symbol, out SymbolState state)
    {
        var isKnown = numbersByName.TryGetValue(name, out var number);
        state = isKnown ? Recall(symbol, number) : default;
        return isKnown;
    }

    /// <summary>A record for a name that has none.</summary>
    public SymbolState Add(string name, NamedSymbol symbol)
    {
        var number = names.Count;
        numbersByName.Add(name, number);
        names.Add(name);
        lastSymbols.Add(symbol);
        named.Add(SymbolId.At(records.Count));
        records.Add(new SymbolRecord { Name = number, Binding = symbol.Binding, IsLabel = SymbolNames.IsTemporary(name) && !symbol.IsExtern, IsExtern = symbol.IsExtern });
        return Recall(symbol, number);
    }

    /// <summary>Has the symbol found by its number the next time.</summary>
    private SymbolState Recall(NamedSymbol symbol, int number)
    {
        lastSymbols[number] = symbol;
        symbol.LastNumber = number;
        return new SymbolState(this, named[number - 1]);
    }

    /// <summary>From here on every symbol is new, under a name of its own.</summary>
    public void Forget()
    {
        for (; forgotten < lastSymbols.Count; forgotten++)
            lastSymbols[forgotten] = null;
    }

    /// <summary>Notes the first use of a symbol.</summary>
    public void Use(ref SymbolRecord record, LineRef line)
    {
        record.IsUsed = !line.IsNone;
        if (record.IsDefined)
            return;
        record.Line = line;
        if (record.Name == 0)
            UnboundLabels++;
    }

    /// <summary>Notes that a symbol is being defined.</summary>
    public void Define(ref SymbolRecord record, LineRef line)
    {
        record.Line = line;
        if (record.Name == 0 && !record.IsDefined && record.IsUsed)
            UnboundLabels--;
    }

    public SymbolDetails AddDetails(ref SymbolRecord record)
    {
        if (details[record.Details] is { } known)
            return known;
        record.Details = details.Count;
        var added = new SymbolDetails();
        details.Add(added);
        return added;
    }

    /// <summary>Gives back what was borrowed: the symbols have become part of an object.</summary>
    public void Release() => records.Release();
}
