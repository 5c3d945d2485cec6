// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Errors;
using EntryAsm.Objects;
using EntryAsm.Operands;
using EntryAsm.Primitives;

namespace EntryAsm.Assembler;

internal sealed partial class ModuleAssembly
{
    /// <summary>The symbol itself, and what stands behind its <c>@</c>.</summary>
    private static (Symbol? Symbol, LinkerReference Reference) Unwrapped(Symbol? symbol) =>
        symbol is SymbolReference { Target: var target, Kind: var kind } ? (target, kind) : (symbol, LinkerReference.None);

    /// <summary>A reference that a relocation of this field can say, in the variant that the instruction asks for.</summary>
    private LinkerReference Checked(in Op op, LinkerReference reference, FieldKind kind, int dataOffset, int width)
    {
        var type = ReferenceTypes.Of(reference, width);
        if (op.Minus is not null || op.Form == OpForm.Quotient)
            throw Fail(Error.NoRelocation("'" + op + "' subtracts from what the linker makes; only a number can be added or subtracted there"));
        if (type == 0)
            throw Fail(NoReference(op, "a field of " + NumberText.Decimal(8 * width) + " bits"));

        // As in GNU as: a distance goes where one is expected, and 32 bits that are signed where the processor extends them.
        var isRelative = kind is FieldKind.Relative or FieldKind.Branch;
        if (isRelative && !type.IsRelative())
            throw Fail(Error.NoRelocation("'" + op + "' is no distance from here; it does not go with rip or a branch"));
        if (unfinished != 0 && Bitness == 64 && width == 4 && kind == FieldKind.Absolute && reference != LinkerReference.Size)
            throw Fail(Error.NoRelocation("'" + op + "' is signed, and this field of 32 bits is not; use a 64-bit operand"));
        if (reference is not (LinkerReference.Plt or LinkerReference.Size))
            Use(GlobalOffsetTable.Instance);
        if (ReferenceTypes.IsThreadLocal(reference))
            Use(((SymbolReference)op.Symbol!).Target).Record.Type = SymbolType.ThreadLocal;
        return reference == LinkerReference.GotPcRel && kind == FieldKind.Relative && Bitness == 64 ? Relaxed(dataOffset) : reference;
    }

    private EntryAsmException NoReference(in Op op, string where) => Error.NoRelocation("there is no relocation for '" + op + "' in " + where);

    /// <summary>
    /// The loads, calls and jumps through a slot of the global offset table that the linker may rewrite (psABI AMD64, B.2): the opcode stands before the
    /// ModRM byte, a REX prefix before that.
    /// </summary>
    private LinkerReference Relaxed(int dataOffset)
    {
        var code = current.Data.Slice(current.DataLength - unfinished, dataOffset - (current.DataLength - unfinished));
        if (code.Length < 2)
            return LinkerReference.GotPcRel;
        var (opcode, extension) = (code[^2], code[^1] >> 3 & 7);
        var before = code.Slice(0, code.Length - 2);
        var isListed = opcode == 0xff ? extension is 2 or 4 : opcode is 0x8b or 0x85 || (opcode & ~0x38) == 0x03;
        var hasRex = !before.IsEmpty && (before[^1] & 0xf0) == 0x40;
        var hasOther = before.IndexOf((byte)0x66) >= 0 || before.IndexOf((byte)0x0f) >= 0 || before.Length > 1 && before[0] is 0xc4 or 0xc5 or 0x62 or 0x8f;
        return !isListed || hasOther ? LinkerReference.GotPcRel : hasRex ? LinkerReference.RexGotPcRelX : LinkerReference.GotPcRelX;
    }
}
