// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace EntryAsm;

public abstract partial class EntryAssembler
{
    /// <summary>Goes on in a section; makes it when it is new (<c>.section</c>).</summary>
    /// <param name="name">Its name, such as <c>.entry.text</c>.</param>
    /// <param name="flags">Of the letters <c>a</c> (allocated), <c>w</c> (writable), <c>x</c> (code), <c>M</c> (mergeable), <c>S</c> (strings), <c>T</c> (thread-local), <c>R</c> (retained), <c>l</c> (large), <c>e</c> (excluded). Left out: those it has, or, when new, those GNU as gives that name.</param>
    /// <param name="type">Contents, no contents, a note, or another of <see cref="SectionType"/>.</param>
    /// <param name="entrySize">Bytes of an element of a mergeable section, else 0.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The name or a flag is not valid, or the section exists with other flags.</exception>
    public void section(string name, string? flags = null, SectionType type = SectionType.ProgBits, int entrySize = 0,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.EnterSection(name, flags, type, entrySize, file, line);

    /// <summary>Goes on in a section until <see cref="popsection"/> (<c>.pushsection</c>).</summary>
    /// <inheritdoc cref="section"/>
    public void pushsection(string name, string? flags = null, SectionType type = SectionType.ProgBits, int entrySize = 0,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.PushSection(name, flags, type, entrySize, file, line);

    /// <summary>Writes <paramref name="body"/> into a section and comes back.</summary>
    /// <inheritdoc cref="section"/>
    /// <param name="name">Its name.</param>
    /// <param name="flags">Its flags, see <see cref="section"/>.</param>
    /// <param name="body">What is written there.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    public void pushsection(string name, string? flags, Action body, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.PushSection(name, flags, body, file, line);

    /// <summary>Back to where the last <see cref="pushsection(string, string, SectionType, int, string, int)"/> left (<c>.popsection</c>).</summary>
    /// <exception cref="EntryAsmException">Nothing was pushed.</exception>
    public void popsection([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.PopSection(file, line);

    /// <summary>Swaps the current section with the one before it (<c>.previous</c>).</summary>
    public void previous([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.SwapSections(file, line);

    /// <summary>Goes on in <c>.text</c>.</summary>
    public void text([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.EnterSection(".text", file, line);

    /// <summary>Goes on in <c>.data</c>.</summary>
    public void data([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.EnterSection(".data", file, line);

    /// <summary>Goes on in <c>.bss</c>.</summary>
    public void bss([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.EnterSection(".bss", file, line);
}
