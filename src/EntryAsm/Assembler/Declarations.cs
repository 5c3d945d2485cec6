// SPDX-License-Identifier: MIT
using EntryAsm.Errors;

namespace EntryAsm.Assembler;

// To declare something makes no symbol: Id is the symbol's record once the module is at its end, and none for a symbol that it does not name.

/// <summary>An entry before its symbol has an index.</summary>
internal readonly record struct EntryRecord(EntryKind Kind, Symbol Symbol, int Vector, int Count, int Stride, LineRef Line, SymbolId Id = default);

/// <summary>What is declared of a function before its symbol has an index.</summary>
internal readonly record struct CalleeRecord(Symbol Symbol, CalleeTraits Traits, LineRef Line, SymbolId Id = default);

/// <summary>A fact before its place is known: before the item of a number in a section.</summary>
internal readonly record struct FactRecord(EntryFact Fact, Symbol? Symbol, SectionBuilder? Section, int Item, LineRef Line, SymbolId Id = default);
