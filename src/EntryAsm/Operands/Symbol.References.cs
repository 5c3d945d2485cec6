// SPDX-License-Identifier: MIT
using EntryAsm.Operands;

namespace EntryAsm;

// What the linker makes for a symbol of a position-independent program, named as GNU as names it: 'mov(rax, qword[rip + printf.GOTPCREL])'.
public abstract partial class Symbol
{
    /// <summary><c>@GOTPCREL</c>: the distance from here to the symbol's slot of the global offset table; in the loads that the psABI lists, the linker may replace the slot by the symbol.</summary>
    public Op GOTPCREL => SymbolReference.Of(this, LinkerReference.GotPcRel);

    /// <summary><c>@GOT</c>: the offset of the symbol's slot in the global offset table.</summary>
    public Op GOT => SymbolReference.Of(this, LinkerReference.Got);

    /// <summary><c>@GOTOFF</c>: the distance from the global offset table to the symbol, 64 bits.</summary>
    public Op GOTOFF => SymbolReference.Of(this, LinkerReference.GotOff);

    /// <summary><c>@GOTPLT</c>: the offset of the slot in the global offset table that the procedure linkage table uses, 64 bits.</summary>
    public Op GOTPLT => SymbolReference.Of(this, LinkerReference.GotPlt);

    /// <summary><c>@PLT</c>: the symbol's entry of the procedure linkage table, where there is one, else the symbol.</summary>
    public Op PLT => SymbolReference.Of(this, LinkerReference.Plt);

    /// <summary><c>@PLTOFF</c>: the distance from the global offset table to the symbol's entry of the procedure linkage table, 64 bits.</summary>
    public Op PLTOFF => SymbolReference.Of(this, LinkerReference.PltOff);

    /// <summary><c>@SIZE</c>: the symbol's size in bytes.</summary>
    public Op SIZE => SymbolReference.Of(this, LinkerReference.Size);

    /// <summary><c>@TPOFF</c>: the distance of a thread-local symbol from the thread pointer (local-exec model).</summary>
    public Op TPOFF => SymbolReference.Of(this, LinkerReference.TpOff);

    /// <summary><c>@DTPOFF</c>: the offset of a thread-local symbol in its module's block.</summary>
    public Op DTPOFF => SymbolReference.Of(this, LinkerReference.DtpOff);

    /// <summary><c>@GOTTPOFF</c>: the distance from here to the slot that holds the symbol's <see cref="TPOFF"/> (initial-exec model).</summary>
    public Op GOTTPOFF => SymbolReference.Of(this, LinkerReference.GotTpOff);

    /// <summary><c>@TLSGD</c>: the distance from here to the two slots that <c>__tls_get_addr</c> takes (general dynamic model).</summary>
    public Op TLSGD => SymbolReference.Of(this, LinkerReference.TlsGd);

    /// <summary><c>@TLSLD</c>: the same for the module's whole block (local dynamic model).</summary>
    public Op TLSLD => SymbolReference.Of(this, LinkerReference.TlsLd);

    /// <summary><c>@TLSDESC</c>: the distance from here to the symbol's TLS descriptor.</summary>
    public Op TLSDESC => SymbolReference.Of(this, LinkerReference.TlsDesc);
}
