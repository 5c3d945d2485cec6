// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>The records of every symbol and label of one assembly, in the order in which they were first met.</summary>
internal sealed class SymbolStates
{
    private PooledList<SymbolRecord> records;

    public SymbolStates(EntryAssembler owner) => Owner = owner;

    public EntryAssembler Owner { get; }

    public int Count => records.Count;

    public ref SymbolRecord this[int index] => ref records[index];

    public SymbolState Handle(int index) => new(this, index);

    public SymbolState Add(in SymbolRecord record)
    {
        records.Add(record);
        return new SymbolState(this, records.Count - 1);
    }

    /// <summary>Gives back what was borrowed: the symbols have become part of an object.</summary>
    public void Release() => records.Release();
}
