// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Errors;
using EntryAsm.Operands;

namespace EntryAsm.Assembler;

/// <summary>A field that waits for addresses.</summary>
/// <param name="DataOffset">Where it stands in the section's buffer.</param>
/// <param name="Width">Bytes: 1, 2, 4 or 8.</param>
/// <param name="Kind">How it is filled.</param>
/// <param name="Is64Bit">True under 64-bit code, where calls may go through a procedure linkage table.</param>
/// <param name="Tail">Bytes from the start of the field to the end of the instruction, from where a relative field counts.</param>
/// <param name="Target">The symbol added.</param>
/// <param name="Minus">The symbol subtracted; <see cref="SymbolId.Dot"/> for a field that counts from its own place; none for one that is no difference.</param>
/// <param name="Addend">The number added.</param>
/// <param name="Line">The C# line.</param>
/// <param name="Divisor">What a difference is divided by.</param>
/// <param name="Reference">What stands behind the target's <c>@</c>.</param>
/// <param name="HasOffset">The author added a number; one that came from a name for the target (<c>.set alias, symbol + number</c>) is none of theirs.</param>
internal readonly record struct Fixup(int DataOffset, byte Width, FieldKind Kind, bool Is64Bit, byte Tail, SymbolId Target, SymbolId Minus, long Addend, LineRef Line,
    int Divisor = 1, LinkerReference Reference = LinkerReference.None, bool HasOffset = false)
{
    public bool IsRelative => Kind is FieldKind.Relative or FieldKind.Branch;
}
