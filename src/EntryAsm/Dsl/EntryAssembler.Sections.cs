// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Assembler;

namespace EntryAsm;

public abstract partial class EntryAssembler
{
    /// <summary>Goes on in a section; makes it when it is new (<c>.section</c>).</summary>
    /// <param name="name">Its name, such as <c>.entry.text</c>.</param>
    /// <param name="flags">Of the letters <c>a</c> (allocated), <c>w</c> (writable), <c>x</c> (code), <c>M</c> (mergeable), <c>S</c> (strings), <c>T</c> (thread-local), <c>R</c> (retained), <c>l</c> (large), <c>e</c> (excluded), <c>G</c> (in a group), <c>?</c> (in the group of the section before it), <c>o</c> (in the order of another section). Left out: those it has, or, when new, those GNU as gives that name.</param>
    /// <param name="type">Contents, no contents, a note, or another of <see cref="SectionType"/>.</param>
    /// <param name="entrySize">Bytes of an element of a mergeable section, else 0.</param>
    /// <param name="group">With flag <c>G</c>, the symbol that the group is named by.</param>
    /// <param name="comdat">Whether the linker keeps one group of that name.</param>
    /// <param name="linkedTo">With flag <c>o</c>, the name of the section that orders it, or of a symbol there.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The name or a flag is not valid, or the section exists with other flags.</exception>
    public void section(string name, string? flags = null, SectionType type = SectionType.ProgBits, int entrySize = 0, string? group = null, bool comdat = false, string? linkedTo = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.EnterSection(new SectionRequest(name, flags, type, entrySize, group, comdat, linkedTo), file, line);

    /// <summary>Goes on in a section until <see cref="popsection"/> (<c>.pushsection</c>).</summary>
    /// <inheritdoc cref="section"/>
    public void pushsection(string name, string? flags = null, SectionType type = SectionType.ProgBits, int entrySize = 0, string? group = null, bool comdat = false, string? linkedTo = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.PushSection(new SectionRequest(name, flags, type, entrySize, group, comdat, linkedTo), file, line);

    /// <summary>Writes <paramref name="body"/> into a section and comes back.</summary>
    /// <inheritdoc cref="section"/>
    /// <param name="name">Its name.</param>
    /// <param name="flags">Its flags, see <see cref="section"/>.</param>
    /// <param name="body">What is written there.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    public void pushsection(string name, string? flags, Action body, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.PushSection(name, flags, body, file, line);

    /// <summary>Back to where the last <see cref="pushsection(string, string, SectionType, int, string, bool, string, string, int)"/> left (<c>.popsection</c>).</summary>
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
