// SPDX-License-Identifier: MIT
namespace EntryAsm.Operands;

/// <summary>A symbol through something that the linker makes for it; see <see cref="Symbol.GOTPCREL"/> and those next to it.</summary>
internal sealed class SymbolReference(Symbol target, LinkerReference kind) : Symbol
{
    public Symbol Target { get; } = target;

    public LinkerReference Kind { get; } = kind;

    /// <summary>True for what GNU as keeps out of fields that the processor extends to 64 bits: sizes, and what only 64 bits hold.</summary>
    public bool IsWide => Kind is LinkerReference.Size or LinkerReference.GotOff or LinkerReference.GotPlt or LinkerReference.PltOff;

    /// <inheritdoc/>
    public override string ToString() => Target + "@" + Kind.ToString().ToUpperInvariant();

    /// <summary>The operand; one that is made of an error, or of another reference, is an error.</summary>
    public static Op Of(Symbol symbol, LinkerReference kind) => symbol switch
    {
        NamedSymbol or Label => new SymbolReference(symbol, kind),
        InvalidSymbol => symbol,
        _ => Op.Invalid(Errors.Error.BadAddress("'" + symbol + "' is not a symbol for which the linker could make a @" + kind.ToString().ToUpperInvariant())),
    };
}

/// <summary>What comes after the <c>@</c> in GNU as (psABI AMD64, 4.4.1 and 4.4.2).</summary>
internal enum LinkerReference : byte
{
    /// <summary>The symbol itself.</summary>
    None,
    Got,
    GotOff,
    GotPlt,
    GotPcRel,

    /// <summary>@GOTPCREL in an instruction that the linker may rewrite.</summary>
    GotPcRelX,

    /// <summary>The same with a REX prefix.</summary>
    RexGotPcRelX,
    Plt,
    PltOff,
    Size,
    TpOff,
    DtpOff,
    GotTpOff,
    TlsGd,
    TlsLd,
    TlsDesc,

    /// <summary>The distance to <c>_GLOBAL_OFFSET_TABLE_</c>, which GNU as gives to that name.</summary>
    GotPc,
}
