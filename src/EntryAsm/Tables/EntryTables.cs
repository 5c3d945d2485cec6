// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EntryAsm.Objects;
using EntryAsm.Tables;

namespace EntryAsm;

/// <summary>The tables of a kernel object, typed. Each is read from its section, so bytes and table cannot disagree.</summary>
public sealed class EntryTables
{
    private static readonly ConditionalWeakTable<EntryObject, EntryTables> Known = new();

    private readonly EntryObject entryObject;
    private ImmutableArray<ExceptionTableEntry> exceptionTable;
    private ImmutableArray<AlternativeEntry> alternatives;
    private ImmutableArray<UnwindHintEntry> unwindHints;
    private ImmutableArray<AnnotationEntry> annotations;
    private ImmutableArray<ParavirtSite> paravirtSites;
    private ImmutableArray<StaticBranch> staticBranches;
    private ImmutableArray<ExportedSymbol> exportedSymbols;

    private EntryTables(EntryObject entryObject) => this.entryObject = entryObject;

    /// <summary>The tables of an object; each is read once, when first asked for.</summary>
    public static EntryTables Of(EntryObject entryObject) => Known.GetValue(entryObject, static each => new EntryTables(each));

    /// <summary><c>__ex_table</c>, in the section's order.</summary>
    public ImmutableArray<ExceptionTableEntry> ExceptionTable =>
        Cached(ref exceptionTable, static o => TableReader.Read(o, KernelSections.ExceptionTable, ExceptionTableEntry.Size, ExceptionTableEntry.Size, ExceptionTableEntry.Read));

    /// <summary><c>.altinstructions</c>, in the section's order: the order in which they are applied.</summary>
    public ImmutableArray<AlternativeEntry> Alternatives =>
        Cached(ref alternatives, AlternativeEntry.ReadAll);

    /// <summary><c>.discard.unwind_hints</c>, in the section's order.</summary>
    public ImmutableArray<UnwindHintEntry> UnwindHints =>
        Cached(ref unwindHints, static o => TableReader.Read(o, KernelSections.UnwindHints, UnwindHintEntry.Size, 9, KernelSections.IsRecent(o) ? UnwindHintEntry.ReadRecent : new TableReader.Record<UnwindHintEntry>(UnwindHintEntry.Read)));

    /// <summary>The marks for objtool: <c>.discard.retpoline_safe</c>, <c>.discard.nospec</c>, <c>.discard.reachable</c> and the others of <see cref="AnnotationKind"/>.</summary>
    public ImmutableArray<AnnotationEntry> Annotations => Cached(ref annotations, AnnotationEntry.ReadAll);

    /// <summary><c>.parainstructions</c>, in the section's order.</summary>
    public ImmutableArray<ParavirtSite> ParavirtSites =>
        Cached(ref paravirtSites, static o => TableReader.Read(o, KernelSections.ParavirtSites, ParavirtSite.Size, ParavirtSite.ShortLength, ParavirtSite.Read));

    /// <summary><c>__jump_table</c>, in the section's order.</summary>
    public ImmutableArray<StaticBranch> StaticBranches => Cached(ref staticBranches, StaticBranch.ReadAll);

    /// <summary>The symbols exported to loadable modules, in the order of their sections.</summary>
    public ImmutableArray<ExportedSymbol> ExportedSymbols => Cached(ref exportedSymbols, ExportedSymbol.ReadAll);

    private ImmutableArray<T> Cached<T>(ref ImmutableArray<T> field, Func<EntryObject, ImmutableArray<T>> read)
    {
        // Two threads may both read; they read the same.
        if (field.IsDefault)
            ImmutableInterlocked.InterlockedInitialize(ref field, read(entryObject));
        return field;
    }
}
