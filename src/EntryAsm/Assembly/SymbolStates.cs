// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>The records of every symbol and label of one assembly, in the order in which they were first met.</summary>
internal sealed class SymbolStates
{
    private readonly List<SectionBuilder> sections;
    private readonly List<string> names = [""];

    /// <summary>Indexes of the symbols with a name.</summary>
    private readonly List<int> named = [];
    private readonly List<SymbolDetails?> details = [null];
    private PooledList<SymbolRecord> records;

    public SymbolStates(List<SectionBuilder> sections) => this.sections = sections;

    public int Count => records.Count;

    /// <summary>How many labels without a name were used.</summary>
    public int UsedLabels { get; private set; }

    /// <summary>How many of those are not bound yet.</summary>
    public int UnboundLabels { get; private set; }

    /// <summary>Indexes of the symbols with a name.</summary>
    public IReadOnlyList<int> Named => named;

    public ref SymbolRecord this[int index] => ref records[index];

    public SymbolState Handle(int index) => new(this, index);

    public string Name(int index) => names[index];

    public SymbolDetails? Details(int index) => details[index];

    public SectionBuilder? Section(int index) => index < 0 ? null : sections[index];

    public SymbolState AddLabel()
    {
        records.Add(new SymbolRecord { IsLabel = true });
        return new SymbolState(this, records.Count - 1);
    }

    public SymbolState AddSymbol(string name, SymbolBinding binding, bool isExtern)
    {
        records.Add(new SymbolRecord { Name = names.Count, Binding = binding, IsLabel = SymbolNames.IsTemporary(name), IsExtern = isExtern });
        names.Add(name);
        named.Add(records.Count - 1);
        return new SymbolState(this, records.Count - 1);
    }

    /// <summary>Notes the first use of a symbol.</summary>
    public void Use(ref SymbolRecord record, LineRef line)
    {
        record.UsedAt = line;
        if (record.Name != 0)
            return;
        UsedLabels++;
        UnboundLabels += record.IsDefined ? 0 : 1;
    }

    /// <summary>Notes that a symbol is being defined.</summary>
    public void Define(ref SymbolRecord record, LineRef line)
    {
        record.DefinedAt = line;
        if (record.Name == 0 && !record.IsDefined && !record.UsedAt.IsNone)
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
