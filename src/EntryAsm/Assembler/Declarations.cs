// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Errors;

namespace EntryAsm.Assembler;

/// <summary>An entry before its symbol has an index.</summary>
internal readonly record struct EntryRecord(EntryKind Kind, Symbol Symbol, int Vector, int Count, int Stride, LineRef Line);

/// <summary>What is declared of a function before its symbol has an index.</summary>
internal readonly record struct CalleeRecord(Symbol Symbol, CalleeTraits Traits, LineRef Line);

/// <summary>A fact before its place is known: before the item of a number in a section.</summary>
internal readonly record struct FactRecord(EntryFact Fact, Symbol? Symbol, SectionBuilder? Section, int Item, LineRef Line);

/// <summary>All that a module declares.</summary>
internal sealed record Declarations(List<(EntryRecord Entry, SymbolState State)> Entries, List<(CalleeRecord Callee, SymbolState State)> Callees, List<(FactRecord Fact, SymbolState? State)> Facts,
    ImmutableArray<EntryFeature> Features);
