// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Operands;

namespace EntryAsm;

public abstract partial class EntryAssembler
{
    /// <summary>
    /// The place of the field or instruction that names it (GNU as: <c>.</c>): <c>dd(target - dot)</c> is the distance to a target from the field itself.
    /// </summary>
    public static readonly Symbol dot = DotSymbol.Instance;

    /// <summary>A symbol that another object defines.</summary>
    /// <param name="name">Its name; by default that of the field it initialises.</param>
    public static Symbol Extern([CallerMemberName] string name = "") => new NamedSymbol(name, SymbolBinding.Global, isExtern: true);

    /// <summary>A symbol defined in this module and visible to other objects (<c>.globl</c>).</summary>
    /// <inheritdoc cref="Extern"/>
    public static Symbol Global([CallerMemberName] string name = "") => new NamedSymbol(name, SymbolBinding.Global);

    /// <summary>A symbol defined in this module and known to it alone. A name that begins with <c>.L</c> stays out of the symbol table.</summary>
    /// <inheritdoc cref="Extern"/>
    public static Symbol Local([CallerMemberName] string name = "") => new NamedSymbol(name, SymbolBinding.Local);

    /// <summary>A symbol another object may define instead (<c>.weak</c>); zero when none does.</summary>
    /// <inheritdoc cref="Extern"/>
    public static Symbol Weak([CallerMemberName] string name = "") => new NamedSymbol(name, SymbolBinding.Weak);

    /// <summary>A fresh label, to be placed once by <see cref="bind"/>. A macro's labels are fresh in every call because they are its locals.</summary>
    public Label label() => assembly.NewLabel();

    /// <summary>A fresh label, bound here.</summary>
    public Label here([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Here(file, line);

    /// <summary>Defines a symbol or label at this place.</summary>
    /// <param name="symbol">What is defined.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">It is defined already, declared <c>Extern</c>, null, or another module's label.</exception>
    public void bind(Symbol symbol, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Bind(symbol, file, line);

    /// <summary>Defines numeric label <paramref name="number"/> here; it may be defined any number of times.</summary>
    /// <inheritdoc cref="bind"/>
    /// <param name="number">Its number, as <see cref="f"/> and <see cref="b"/> name it.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    public void L(int number, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.BindNumber(number, file, line);

    /// <summary>The next numeric label <paramref name="number"/> (GNU as: <c>1f</c>).</summary>
    public Label f(int number) => assembly.NextNumber(number);

    /// <summary>The last numeric label <paramref name="number"/> (GNU as: <c>1b</c>).</summary>
    /// <param name="number">Its number.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no such label before this place.</exception>
    public Label b(int number, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.LastNumber(number, file, line);

    /// <summary>Says what a symbol stands for (<c>.type</c>).</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="kind">Function, object or none.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null or another module's label.</exception>
    public void type(Symbol symbol, SymbolType kind, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.SetType(symbol, kind, file, line);

    /// <summary>Says how many bytes belong to a symbol (<c>.size</c>).</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="bytes">A number or a difference of two places of one section; left out, the distance from the symbol to here.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null, or the size is not a number.</exception>
    public void size(Symbol symbol, Op bytes = default, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.SetSize(symbol, bytes, file, line);

    /// <summary>Sets how far a symbol is visible in the linked image (<c>.hidden</c> and so on).</summary>
    /// <inheritdoc cref="type"/>
    /// <param name="symbol">The symbol.</param>
    /// <param name="kind">The visibility.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    public void visibility(Symbol symbol, SymbolVisibility kind, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.SetVisibility(symbol, kind, file, line);

    /// <summary>Makes a symbol a plain number (<c>.set</c>).</summary>
    /// <param name="symbol">The symbol, not defined otherwise; set again it takes the new number.</param>
    /// <param name="value">The number.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">It is a place already, declared <c>Extern</c>, null, or another module's label.</exception>
    public void set(Symbol symbol, long value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.SetNumber(symbol, value, file, line);

    /// <summary>Makes a symbol another name for a place, or the distance between two places (<c>.set</c>).</summary>
    /// <param name="symbol">The symbol, not defined otherwise.</param>
    /// <param name="value">A symbol or label with or without a number added, <see cref="dot"/>, or a distance such as <c>end - start</c>. A symbol of another object makes a name that only this module knows.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">It is defined already, declared <c>Extern</c>, null, or another module's label; or the value is a register or memory.</exception>
    public void set(Symbol symbol, Op value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.SetValue(symbol, value, file, line);

    /// <summary>Declares data that the linker allocates, once for all objects that declare it (<c>.comm</c>).</summary>
    /// <param name="symbol">The symbol, declared <see cref="Global"/> and not defined here.</param>
    /// <param name="bytes">How many bytes, 0 or more.</param>
    /// <param name="alignment">A power of two.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">It is defined, not global, or null; or a number is out of range.</exception>
    public void comm(Symbol symbol, long bytes, int alignment, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.AddCommon(symbol, bytes, alignment, file, line);
}
