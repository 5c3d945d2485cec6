// SPDX-License-Identifier: MIT
namespace EntryAsm.Errors;

/// <summary>Every error the engine answers: one id, one message. The ids are documented under docs/diagnostics.</summary>
internal static class Error
{
    public static EntryAsmException UndefinedSymbol(string name, SourceLocation at) => new("EA0001",
        "symbol '" + name + "' is used but not defined here; define it with bind, ENTRY or GLOBAL, or declare it with Extern() if another object defines it", at);

    public static EntryAsmException UnboundLabel(string name, SourceLocation at) => new("EA0002",
        (name.Length == 0 ? "this label" : "label " + name) + " is used but never bound; place it with bind(label) or L(number)", at);

    public static EntryAsmException DefinedTwice(string name, SourceLocation first) => new("EA0003",
        (name.Length == 0 ? "this label is bound" : "'" + name + "' is defined") + " a second time; the first is at " + first, related: first);

    public static EntryAsmException NoSuchForm(string reason) => new("EA0004", reason);

    public static EntryAsmException OutOfRange(string reason, SourceLocation at = default) => new("EA0005", reason, at);

    public static EntryAsmException HighByteWithRex(string reason) => new("EA0006", reason);

    public static EntryAsmException SectionStack(string reason) => new("EA0007", reason);

    public static EntryAsmException NullSymbol() => new("EA0008",
        "the symbol is null: give its field a value, as in 'static readonly Symbol name = Extern();', and mind the order of static fields");

    public static EntryAsmException SymbolName(string reason) => new("EA0009", reason);

    public static EntryAsmException ForeignLabel() => new("EA0010",
        "this label was made by another module's assembler; a label belongs to the one that made it, use a Symbol to refer across modules");

    public static EntryAsmException LinkOverflow(string reason, SourceLocation at) => new("EA0011", reason, at);

    public static EntryAsmException LinkClash(string name, string first, string second, SourceLocation at) => new("EA0012",
        "symbol '" + name + "' is defined by '" + first + "' and by '" + second + "'; make one of them local or weak", at);

    public static EntryAsmException BadAddress(string reason) => new("EA0013", reason);

    public static EntryAsmException Author(string message) => new("EA0014", message);

    public static EntryAsmException BadArgument(string reason, SourceLocation at = default) => new("EA0015", reason, at);

    public static EntryAsmException SectionChanged(string reason) => new("EA0016", reason);

    public static EntryAsmException BadPrefix(string reason) => new("EA0017", reason);

    public static EntryAsmException NotConstant(string reason, SourceLocation at) => new("EA0018", reason, at);

    public static EntryAsmException NoRelocation(string reason, SourceLocation at = default) => new("EA0019", reason, at);

    public static EntryAsmException BindingConflict(string reason) => new("EA0020", reason);

    public static EntryAsmException LinkUndefined(string name, SourceLocation at) => new("EA0021",
        "symbol '" + name + "' is defined by no linked object and the resolver does not know it", at);

    public static EntryAsmException Gate(string reason) => new("EA0022", reason);

    public static EntryAsmException LinkPlacement(string reason) => new("EA0023", reason);

    public static EntryAsmException Format(string reason) => new("EA0024", reason);
}
