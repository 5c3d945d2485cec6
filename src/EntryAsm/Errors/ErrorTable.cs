// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;

namespace EntryAsm.Errors;

/// <summary>One kind of error. Each has a page under docs/diagnostics.</summary>
/// <param name="Id">Its id, which the generator's diagnostic shares.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Message">What is wrong and what to do, with places for what differs from error to error.</param>
internal sealed record ErrorKind(string Id, string Title, string Message = "{0}")
{
    /// <summary>An error of this kind.</summary>
    /// <param name="at">The line that made it, where it is known already.</param>
    /// <param name="related">A second line that explains it.</param>
    /// <param name="parts">What the message has places for.</param>
    public EntryAsmException Make(SourceLocation at, SourceLocation related, params object[] parts) =>
        new(Id, string.Format(CultureInfo.InvariantCulture, Message, parts), at, related);
}

/// <summary>Every kind of error that the engine reports, by id. <see cref="Error"/> makes the errors.</summary>
internal static class ErrorTable
{
    public static readonly ErrorKind UndefinedSymbol = new("EA0001", "A symbol is undefined",
        "symbol '{0}' is used but not defined here; define it with bind, ENTRY or GLOBAL, or declare it with Extern() if another object defines it");

    public static readonly ErrorKind UnboundLabel = new("EA0002", "A label is not bound",
        "{0} is used but never bound; place it with bind(label) or L(number)");

    public static readonly ErrorKind DefinedTwice = new("EA0003", "A symbol or label is defined twice",
        "{0} a second time; the first is at {1}");

    public static readonly ErrorKind NoSuchForm = new("EA0004", "The instruction has no such form");

    public static readonly ErrorKind OutOfRange = new("EA0005", "A value is out of range");

    public static readonly ErrorKind HighByteWithRex = new("EA0006", "A high byte register with a REX prefix");

    public static readonly ErrorKind SectionStack = new("EA0007", "The section stack is out of balance");

    public static readonly ErrorKind NullSymbol = new("EA0008", "A symbol is null",
        "the symbol is null: give its field a value, as in 'static readonly Symbol name = Extern();', and mind the order of static fields");

    public static readonly ErrorKind SymbolName = new("EA0009", "A symbol name is not valid");

    public static readonly ErrorKind ForeignLabel = new("EA0010", "A label of another module",
        "this label was made by another module's assembler; a label belongs to the one that made it, use a Symbol to refer across modules");

    public static readonly ErrorKind LinkOverflow = new("EA0011", "A relocation overflows");

    public static readonly ErrorKind LinkClash = new("EA0012", "Two objects define the same symbol",
        "symbol '{0}' is defined by '{1}' and by '{2}'; make one of them local or weak");

    public static readonly ErrorKind BadAddress = new("EA0013", "An address is not valid");

    public static readonly ErrorKind Author = new("EA0014", "The module reports an error");

    public static readonly ErrorKind BadArgument = new("EA0015", "An argument is not valid");

    public static readonly ErrorKind SectionChanged = new("EA0016", "A section is declared in two ways");

    public static readonly ErrorKind BadPrefix = new("EA0017", "A prefix is not valid here");

    public static readonly ErrorKind NotConstant = new("EA0018", "A value is not constant");

    public static readonly ErrorKind NoRelocation = new("EA0019", "No relocation expresses this");

    public static readonly ErrorKind BindingConflict = new("EA0020", "A symbol is declared in two ways");

    public static readonly ErrorKind LinkUndefined = new("EA0021", "A symbol is undefined when linking",
        "symbol '{0}' is defined by no linked object and the resolver does not know it");

    public static readonly ErrorKind Gate = new("EA0022", "A gate is not valid");

    public static readonly ErrorKind LinkPlacement = new("EA0023", "A section cannot be placed");

    public static readonly ErrorKind Format = new("EA0024", "A file is not a valid object");

    /// <summary>All of them, in the order of their ids.</summary>
    public static ImmutableArray<ErrorKind> All { get; } = ImmutableArray.Create(
        UndefinedSymbol, UnboundLabel, DefinedTwice, NoSuchForm, OutOfRange, HighByteWithRex, SectionStack, NullSymbol, SymbolName, ForeignLabel,
        LinkOverflow, LinkClash, BadAddress, Author, BadArgument, SectionChanged, BadPrefix, NotConstant, NoRelocation, BindingConflict,
        LinkUndefined, Gate, LinkPlacement, Format);
}
