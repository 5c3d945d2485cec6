// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace EntryAsm;

// What the code itself does not say: how execution reaches an entry, and what the functions of other objects leave behind. It changes no byte of the object.
public abstract partial class EntryAssembler
{
    /// <summary>Says how execution reaches an entry that has no gate: what its registers and its stack hold there.</summary>
    /// <param name="kind">How execution gets there.</param>
    /// <param name="symbol">The entry, defined in this module.</param>
    /// <param name="vector">0 to 255 for <see cref="EntryKind.Interrupt"/>: it determines whether there is an error code. For no other kind.</param>
    /// <param name="count">1 to 256: how many entries, where a table of stubs has one name; each has the next vector.</param>
    /// <param name="stride">Bytes from one stub to the next, 0 to 65536.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null, a label or not defined, a number is out of range, or the vector is out of range, missing, or not applicable.</exception>
    public void entry(EntryKind kind, Symbol symbol, int vector = -1, int count = 1, int stride = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.AddEntry(kind, symbol, vector, count, stride, file, line);

    /// <summary>Says what a function of another object does beyond the psABI, such as not returning.</summary>
    /// <param name="function">The function; ignored if the module does not use it.</param>
    /// <param name="traits">What it does.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null or a label.</exception>
    public void callee(Symbol function, CalleeTraits traits, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.AddCallee(function, traits, file, line);

    /// <summary>States a fact that must hold here, before the next instruction: the checker proves it or reports it.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    public void expect(Fact fact, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.AddFact(fact.Stated(isAssumed: false), file, line);

    /// <summary>States a fact that holds here, before the next instruction, although the code does not show it: the analysis continues with it.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    public void assume(Fact fact, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.AddFact(fact.Stated(isAssumed: true), file, line);

    /// <summary>Says what rsp is a multiple of where C is called, for a kernel that is compiled with less than the psABI requires.</summary>
    /// <param name="bytes">8 or 16.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">It is another number.</exception>
    public void stack_alignment(int bytes, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.AddStackAlignment(bytes, file, line);

    /// <summary>Says what a call or jump through a pointer stands for, such as an operation of paravirtualisation.</summary>
    /// <param name="table">The symbol at or before the pointer.</param>
    /// <param name="offset">The pointer's offset from it in bytes.</param>
    /// <param name="operation">What the call or jump does.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null or a label, or there is no such operation.</exception>
    public void stands_for(Symbol table, int offset, EntryOperation operation, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.AddOperation(table, offset, operation, file, line);

    /// <summary>Names a processor feature for readers of listings and reports: a row of alternatives has only its number. The first name of a number counts.</summary>
    /// <param name="feature">The number, word * 32 + bit, 0 to 65535.</param>
    /// <param name="name">The name, such as <c>X86_FEATURE_SMAP</c>.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The number is out of range, or the name is empty.</exception>
    public void feature_name(int feature, string name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.AddFeature(feature, name, file, line);
}
