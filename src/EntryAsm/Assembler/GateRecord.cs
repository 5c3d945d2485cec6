// SPDX-License-Identifier: MIT
using EntryAsm.Errors;

namespace EntryAsm.Assembler;

/// <summary>A gate before its symbol has an index.</summary>
internal readonly record struct GateRecord(int Vector, SymbolId Entry, bool HasErrorCode, int Ist, int Dpl, GateType Type, LineRef Line);
