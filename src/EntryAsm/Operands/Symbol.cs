// SPDX-License-Identifier: MIT
using EntryAsm.Assembler;

namespace EntryAsm;

/// <summary>How a symbol is visible to the linker (gABI, "Symbol Binding").</summary>
public enum SymbolBinding : byte
{
    /// <summary><c>STB_LOCAL</c>: known in this object only.</summary>
    Local = 0,

    /// <summary><c>STB_GLOBAL</c>: defined here for every object, or, when nothing here defines it, expected from another one.</summary>
    Global = 1,

    /// <summary><c>STB_WEAK</c>: a definition that another object may override; if undefined, it is zero.</summary>
    Weak = 2,
}

/// <summary>What a symbol stands for (gABI, "Symbol Types").</summary>
public enum SymbolType : byte
{
    /// <summary><c>STT_NOTYPE</c>: a plain address.</summary>
    None = 0,

    /// <summary><c>STT_OBJECT</c>: data.</summary>
    Object = 1,

    /// <summary><c>STT_FUNC</c>: code.</summary>
    Function = 2,

    /// <summary><c>STT_SECTION</c>: the start of a section; made by the assembler only.</summary>
    Section = 3,

    /// <summary><c>STT_COMMON</c>: data that the linker allocates.</summary>
    Common = 5,

    /// <summary><c>STT_TLS</c>: data that each thread has its own copy of.</summary>
    ThreadLocal = 6,

    /// <summary><c>STT_GNU_IFUNC</c>: code that returns the address of the function to call.</summary>
    IndirectFunction = 10,
}

/// <summary>
/// A name for an address. A symbol has no state of its own: what defines it is known to the assembler that meets it, so
/// a <c>static readonly</c> field may be shared by any number of modules and threads.
/// </summary>
/// <remarks>
/// A name that begins with <c>.L</c> stays inside the assembler, as in GNU as: relocations against it go through its section.
/// </remarks>
public abstract partial class Symbol
{
    private protected Symbol()
    {
    }

    /// <summary>The name as it is in the object's string table; empty for a <see cref="Label"/>.</summary>
    public virtual string Name => "";

    /// <summary>The binding it is declared with.</summary>
    public virtual SymbolBinding Binding => SymbolBinding.Local;

    /// <summary>The symbol plus an offset in bytes, or an address that also holds registers.</summary>
    public static Op operator +(Symbol symbol, Op offset) => (Op)symbol + offset;

    /// <inheritdoc cref="op_Addition(Symbol, Op)"/>
    public static Op operator +(Op offset, Symbol symbol) => offset + (Op)symbol;

    /// <summary>No address: two symbols cannot be added, which the instruction that uses the sum reports.</summary>
    public static Op operator +(Symbol symbol, Symbol other) => (Op)symbol + (Op)other;

    /// <summary>The symbol minus an offset in bytes, or the distance in bytes to another symbol.</summary>
    public static Op operator -(Symbol symbol, Op offset) => (Op)symbol - offset;

    /// <summary>The distance in bytes from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public static Op operator -(Symbol end, Symbol start) => end is null || start is null ? (Op)end! - (Op)start! : Op.Difference(end, start);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>An unnamed place in one assembly, made by <see cref="EntryAssembler.label"/> and placed once by <see cref="EntryAssembler.bind"/>.</summary>
/// <remarks>Macros make them by the thousand, so a label holds no more than where its record is.</remarks>
public sealed class Label : Symbol
{
    internal Label(int assembly, int index)
    {
        Assembly = assembly;
        Index = index;
    }

    /// <summary>The <see cref="SymbolStates.Id"/> of the assembly that made it.</summary>
    internal int Assembly { get; }

    /// <summary>The index of that assembly's record of it: where it is bound and who used it.</summary>
    internal int Index { get; }

    /// <inheritdoc/>
    public override string ToString() => "label";
}
