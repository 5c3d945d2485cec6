// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Assembler;
using EntryAsm.Objects;

namespace EntryAsm;

/// <summary>Rows of the kernel's tables, for authors who have no macros of their own. Each consists of <c>pushsection</c> and data directives only.</summary>
public abstract partial class EntryAssembler
{
    /// <summary>
    /// A row of <c>__ex_table</c>: when the instruction at <paramref name="instruction"/> faults, <paramref name="handler"/> continues at
    /// <paramref name="fixup"/>.
    /// </summary>
    /// <param name="instruction">The instruction that may fault.</param>
    /// <param name="fixup">Where execution continues.</param>
    /// <param name="handler">The function that decides this.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">An operand is not a symbol or label.</exception>
    [MethodImpl(ModuleAssembly.NotInlined)]
    public void extable(Op instruction, Op fixup, Op handler, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        pushsection(KernelSections.ExceptionTable, "a", file: file, line: line);
        align(4, file: file, line: line);
        Distance(instruction, file, line);
        Distance(fixup, file, line);
        Distance(handler, file, line);
        popsection(file, line);
    }

    /// <summary>
    /// Code with a replacement for processors that have a feature. The shorter of the two decides nothing: the original is padded with NOPs to the
    /// length of the replacement.
    /// </summary>
    /// <param name="original">Writes the code that runs without the feature; may write nothing.</param>
    /// <param name="replacement">Writes the code that runs with it; may write nothing.</param>
    /// <param name="feature">The feature's number, word * 32 + bit.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The feature does not fit 16 bits, or a side is longer than 255 bytes.</exception>
    [MethodImpl(ModuleAssembly.NotInlined)]
    public void alternative(Action original, Action replacement, int feature, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        SymbolId start = assembly.Forward(), end = assembly.Forward();
        Alternatives(original, [(start, end, feature)], file, line);
        Replacements([(start, replacement)], end, file, line);
    }

    /// <summary>
    /// Code with two replacements; on a processor with both features the second one stays. The original is padded with NOPs to the length of the
    /// longer one.
    /// </summary>
    /// <param name="original">Writes the code that runs without the features; may write nothing.</param>
    /// <param name="replacement">Writes the code that runs with the first feature; may write nothing.</param>
    /// <param name="feature">The first feature's number, word * 32 + bit.</param>
    /// <param name="secondReplacement">Writes the code that runs with the second feature; may write nothing.</param>
    /// <param name="secondFeature">The second feature's number.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">A feature does not fit 16 bits, or a side is longer than 255 bytes.</exception>
    [MethodImpl(ModuleAssembly.NotInlined)]
    public void alternative(Action original, Action replacement, int feature, Action secondReplacement, int secondFeature,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        SymbolId first = assembly.Forward(), second = assembly.Forward(), end = assembly.Forward();
        Alternatives(original, [(first, second, feature), (second, end, secondFeature)], file, line);
        Replacements([(first, replacement), (second, secondReplacement)], end, file, line);
    }

    /// <summary>Tells objtool how to unwind the stack from here on: a row of <c>.discard.unwind_hints</c>.</summary>
    /// <param name="register">The register the previous frame, or the saved registers, are found through.</param>
    /// <param name="offset">Bytes from it, -32768 to 32767.</param>
    /// <param name="type">What the stack holds.</param>
    /// <param name="end">True when nothing precedes; with a type of Linux 6.4 or later, the field <c>signal</c>: true when the frame's address is of the interrupted instruction.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The offset does not fit 16 bits.</exception>
    [MethodImpl(ModuleAssembly.NotInlined)]
    public void unwind_hint(UnwindRegister register, int offset, UnwindHintType type = UnwindHintType.Call, bool end = false,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        assembly.At(file, line);
        var place = assembly.Mark();
        assembly.PushSection(KernelSections.UnwindHints);
        assembly.Data(4, place, SymbolId.Dot);
        assembly.Data(2, offset);
        assembly.BeginData(1);
        assembly.Datum((int)register, 1);
        assembly.Datum((int)type & 0xf, 1);
        assembly.Datum(end ? 1 : 0, 1);
        assembly.AlignToPower(2);
        assembly.PopSection();
    }

    /// <summary>Marks the next instruction for objtool.</summary>
    /// <param name="kind">What the mark says.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    [MethodImpl(ModuleAssembly.NotInlined)]
    public void annotate(AnnotationKind kind, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        assembly.At(file, line);
        var place = assembly.Mark();
        assembly.PushSection(KernelSections.Annotations[(int)kind].Section);
        if (kind == AnnotationKind.RetpolineSafe)
            assembly.Data(8, place, SymbolId.None);
        else if (kind is AnnotationKind.NoEndbr or AnnotationKind.IntraFunctionCall or AnnotationKind.IgnoreAlternative)
            assembly.Data(4, place, SymbolId.None);
        else
            assembly.Data(4, place, SymbolId.Dot);
        assembly.PopSection();
    }

    /// <summary>A call that a hypervisor may patch: a row of <c>.parainstructions</c>.</summary>
    /// <param name="operation">The operation's index.</param>
    /// <param name="call">Writes the call and what else may be overwritten.</param>
    /// <param name="clobbers">The registers it may change, one bit each, for a kernel before 4.20; left out, the row has no such field.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">A number does not fit its field, or the code is longer than 255 bytes.</exception>
    [MethodImpl(ModuleAssembly.NotInlined)]
    public void paravirt_site(int operation, Action call, int? clobbers = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        assembly.At(file, line);
        var start = assembly.Mark();
        call();
        assembly.At(file, line);
        var end = assembly.Mark();
        assembly.PushSection(KernelSections.ParavirtSites, "a");
        assembly.AlignToPower(3);
        assembly.Data(8, start, SymbolId.None);
        assembly.BeginData(1);
        assembly.Datum(operation, 1);
        assembly.Datum(end, start, 1);
        if (clobbers is { } registers)
            assembly.Data(2, registers);
        assembly.PopSection();
    }

    /// <summary>A jump switched by a key at run time: five bytes of code, and a row of <c>__jump_table</c>.</summary>
    /// <param name="target">Where it goes.</param>
    /// <param name="key">The key.</param>
    /// <param name="ifFalse">True to jump while the key is false rather than while it is true.</param>
    /// <param name="initially">The key's first value: decides whether the code begins as the jump or as a no-op instruction.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">An operand is not a symbol or label.</exception>
    [MethodImpl(ModuleAssembly.NotInlined)]
    public void static_branch(Op target, Op key, bool ifFalse = false, bool initially = false, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var code = here(file, line);
        if (initially != ifFalse)
        {
            db(0xe9, file: file, line: line);
            dd(target - dot - 4, file: file, line: line);
        }
        else
        {
            db(0x0f, 0x1f, 0x44, 0, 0, file: file, line: line);
        }

        pushsection(KernelSections.StaticBranches, "aw", file: file, line: line);
        align(8, file: file, line: line);
        Distance(code, file, line);
        Distance(target, file, line);
        dq(key - dot + (ifFalse ? 1 : 0), file: file, line: line);
        popsection(file, line);
    }

    /// <summary>
    /// Makes a symbol usable by loadable modules: a row of the kernel's symbol table, in a section of its own, as <c>EXPORT_SYMBOL</c> of
    /// include/asm-generic/export.h (Linux 5.0) makes it.
    /// </summary>
    /// <param name="symbol">What is exported, under its own name.</param>
    /// <param name="gplOnly">True when only modules under the GPL may use it.</param>
    /// <param name="isAbsolute">True for a kernel whose rows hold addresses of 64 bits; else they hold distances of 32 bits (<c>CONFIG_HAVE_ARCH_PREL32_RELOCATIONS</c>).</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null or a label.</exception>
    [MethodImpl(ModuleAssembly.NotInlined)]
    public void export(Symbol symbol, bool gplOnly = false, bool isAbsolute = false, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        assembly.RequireSymbol(symbol, file, line);
        Symbol entry = Global("__ksymtab_" + symbol.Name), name = Local("__kstrtab_" + symbol.Name);
        pushsection((gplOnly ? KernelSections.GplExport : KernelSections.Export) + symbol.Name, "a", file: file, line: line);
        align(8, file: file, line: line);
        bind(entry, file, line);
        if (isAbsolute)
        {
            dq(symbol, name, file: file, line: line);
        }
        else
        {
            Distance(symbol, file, line);
            Distance(name, file, line);
        }

        popsection(file, line);
        pushsection(KernelSections.ExportNames, "a", file: file, line: line);
        bind(name, file, line);
        asciz(symbol.Name, file, line);
        popsection(file, line);
    }

    /// <summary>The original code, padded to the longest of its replacements, and a row of <c>.altinstructions</c> for each of them.</summary>
    [MethodImpl(ModuleAssembly.NotInlined)]
    private void Alternatives(Action original, ReadOnlySpan<(SymbolId Start, SymbolId End, int Feature)> replacements, string file, int line)
    {
        assembly.At(file, line);
        var start = assembly.Mark();
        original();
        assembly.At(file, line);
        var end = assembly.Mark();
        var (first, last) = (replacements[0], replacements[replacements.Length - 1]);
        assembly.Pad(start, new Difference(first.End, first.Start, 0), new Difference(last.End, last.Start, 0), 0x90);
        var paddedEnd = assembly.Mark();

        assembly.PushSection(KernelSections.Alternatives, "a");
        foreach (var replacement in replacements)
        {
            assembly.Data(4, start, SymbolId.Dot);
            assembly.Data(4, replacement.Start, SymbolId.Dot);
            assembly.Data(2, replacement.Feature);
            assembly.BeginData(1);
            assembly.Datum(paddedEnd, start, 1);
            assembly.Datum(replacement.End, replacement.Start, 1);
            assembly.Datum(paddedEnd, end, 1);
        }

        assembly.PopSection();
    }

    /// <summary>The replacements, each of which ends where the next one starts.</summary>
    [MethodImpl(ModuleAssembly.NotInlined)]
    private void Replacements(ReadOnlySpan<(SymbolId Start, Action Write)> replacements, SymbolId end, string file, int line)
    {
        assembly.At(file, line);
        assembly.PushSection(KernelSections.Replacements, "ax");
        foreach (var replacement in replacements)
        {
            assembly.At(file, line);
            assembly.Place(replacement.Start);
            replacement.Write();
        }

        assembly.At(file, line);
        assembly.Place(end);
        assembly.PopSection();
    }

    /// <summary>A 32-bit field that holds the distance to a place from the field itself.</summary>
    private void Distance(Symbol place, string file, int line) => dd(place - dot, file: file, line: line);

    /// <inheritdoc cref="Distance(Symbol, string, int)"/>
    private void Distance(in Op place, string file, int line) => dd(place - dot, file: file, line: line);
}
