// SPDX-License-Identifier: MIT
using EntryAsm.Operands;

namespace EntryAsm.Objects;

/// <summary>The relocation that says what comes after an <c>@</c>, by the width of the field (psABI AMD64, table 4.10).</summary>
internal static class ReferenceTypes
{
    private const RelocationType None = 0;

    private readonly record struct Row(LinkerReference Kind, RelocationType Wide32, RelocationType Wide64, bool IsThreadLocal = false);

    private static readonly Row[] Table =
    [
        new(LinkerReference.Got, RelocationType.GOT32, RelocationType.GOT64),
        new(LinkerReference.GotOff, None, RelocationType.GOTOFF64),
        new(LinkerReference.GotPlt, None, RelocationType.GOTPLT64),
        new(LinkerReference.GotPcRel, RelocationType.GOTPCREL, RelocationType.GOTPCREL64),
        new(LinkerReference.GotPcRelX, RelocationType.GOTPCRELX, None),
        new(LinkerReference.RexGotPcRelX, RelocationType.REX_GOTPCRELX, None),
        new(LinkerReference.Plt, RelocationType.PLT32, None),
        new(LinkerReference.PltOff, None, RelocationType.PLTOFF64),
        new(LinkerReference.Size, RelocationType.SIZE32, RelocationType.SIZE64),
        new(LinkerReference.TpOff, RelocationType.TPOFF32, RelocationType.TPOFF64, IsThreadLocal: true),
        new(LinkerReference.DtpOff, RelocationType.DTPOFF32, RelocationType.DTPOFF64, IsThreadLocal: true),
        new(LinkerReference.GotTpOff, RelocationType.GOTTPOFF, None, IsThreadLocal: true),
        new(LinkerReference.TlsGd, RelocationType.TLSGD, None, IsThreadLocal: true),
        new(LinkerReference.TlsLd, RelocationType.TLSLD, None, IsThreadLocal: true),
        new(LinkerReference.TlsDesc, RelocationType.GOTPC32_TLSDESC, None, IsThreadLocal: true),
        new(LinkerReference.GotPc, RelocationType.GOTPC32, RelocationType.GOTPC64),
    ];

    /// <summary>The type for a field of <paramref name="width"/> bytes; 0 where there is none.</summary>
    public static RelocationType Of(LinkerReference kind, int width) => width switch { 4 => Find(kind).Wide32, 8 => Find(kind).Wide64, _ => None };

    /// <summary>True for one that makes its symbol a thread-local one.</summary>
    public static bool IsThreadLocal(LinkerReference kind) => kind != LinkerReference.None && Find(kind).IsThreadLocal;

    private static Row Find(LinkerReference kind) => Array.Find(Table, row => row.Kind == kind);
}
