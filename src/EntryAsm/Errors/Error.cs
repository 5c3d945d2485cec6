// SPDX-License-Identifier: MIT
namespace EntryAsm.Errors;

/// <summary>Makes the errors of <see cref="ErrorTable"/>, each from what its message has places for.</summary>
internal static class Error
{
    public static EntryAsmException UndefinedSymbol(string name, SourceLocation at) => ErrorTable.UndefinedSymbol.Make(at, default, name);

    public static EntryAsmException UnboundLabel(string name, SourceLocation at) => ErrorTable.UnboundLabel.Make(at, default, name.Length == 0 ? "this label" : "label " + name);

    public static EntryAsmException DefinedTwice(string name, SourceLocation first) => ErrorTable.DefinedTwice.Make(default, first, name.Length == 0 ? "this label is bound" : "'" + name + "' is defined", first);

    public static EntryAsmException NoSuchForm(string reason) => ErrorTable.NoSuchForm.Make(default, default, reason);

    public static EntryAsmException OutOfRange(string reason, SourceLocation at = default) => ErrorTable.OutOfRange.Make(at, default, reason);

    public static EntryAsmException HighByteWithRex(string reason) => ErrorTable.HighByteWithRex.Make(default, default, reason);

    public static EntryAsmException SectionStack(string reason) => ErrorTable.SectionStack.Make(default, default, reason);

    public static EntryAsmException NullSymbol() => ErrorTable.NullSymbol.Make(default, default);

    public static EntryAsmException SymbolName(string reason) => ErrorTable.SymbolName.Make(default, default, reason);

    public static EntryAsmException ForeignLabel() => ErrorTable.ForeignLabel.Make(default, default);

    public static EntryAsmException LinkOverflow(string reason, SourceLocation at) => ErrorTable.LinkOverflow.Make(at, default, reason);

    public static EntryAsmException LinkClash(string name, string first, string second, SourceLocation at) => ErrorTable.LinkClash.Make(at, default, name, first, second);

    public static EntryAsmException BadAddress(string reason) => ErrorTable.BadAddress.Make(default, default, reason);

    public static EntryAsmException Author(string message) => ErrorTable.Author.Make(default, default, message);

    public static EntryAsmException BadArgument(string reason, SourceLocation at = default) => ErrorTable.BadArgument.Make(at, default, reason);

    public static EntryAsmException SectionChanged(string reason) => ErrorTable.SectionChanged.Make(default, default, reason);

    public static EntryAsmException BadPrefix(string reason) => ErrorTable.BadPrefix.Make(default, default, reason);

    public static EntryAsmException NotConstant(string reason, SourceLocation at) => ErrorTable.NotConstant.Make(at, default, reason);

    public static EntryAsmException NoRelocation(string reason, SourceLocation at = default) => ErrorTable.NoRelocation.Make(at, default, reason);

    public static EntryAsmException BindingConflict(string reason) => ErrorTable.BindingConflict.Make(default, default, reason);

    public static EntryAsmException LinkUndefined(string name, SourceLocation at) => ErrorTable.LinkUndefined.Make(at, default, name);

    public static EntryAsmException Gate(string reason) => ErrorTable.Gate.Make(default, default, reason);

    public static EntryAsmException LinkPlacement(string reason) => ErrorTable.LinkPlacement.Make(default, default, reason);

    public static EntryAsmException Format(string reason) => ErrorTable.Format.Make(default, default, reason);
}
