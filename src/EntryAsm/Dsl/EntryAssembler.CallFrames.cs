// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Assembler;

namespace EntryAsm;

// Call frame information by hand (GNU as manual, "CFI directives"; DWARF 5, 6.4). Code that has some keeps it; for the rest the build can derive it.
public abstract partial class EntryAssembler
{
    /// <summary>Says where the call frame information of the module goes (<c>.cfi_sections</c>); left out, to <c>.eh_frame</c>.</summary>
    /// <param name="first"><c>.eh_frame</c> or <c>.debug_frame</c>.</param>
    /// <param name="second">The other, if it goes to both.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The section is another, or call frame information was written already.</exception>
    public void cfi_sections(string first, string? second = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameSections(first, second, file, line);

    /// <summary>Begins the call frame information of a routine (<c>.cfi_startproc</c>): at its first instruction the return address lies on top of the stack.</summary>
    /// <param name="simple">Begins with nothing known, as for a routine that nobody calls.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The last one in this section has no end, or the code is not 64-bit code.</exception>
    public void cfi_startproc(bool simple = false, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.BeginFrame(simple, file, line);

    /// <summary>Ends what <see cref="cfi_startproc"/> began (<c>.cfi_endproc</c>).</summary>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section.</exception>
    public void cfi_endproc([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.EndFrame(file, line);

    /// <summary>The frame is at <paramref name="register"/> plus <paramref name="offset"/> from here on (<c>.cfi_def_cfa</c>).</summary>
    /// <param name="register">A register, or its number in the psABI.</param>
    /// <param name="offset">Bytes.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or an operand is not valid.</exception>
    public void cfi_def_cfa(Op register, long offset, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameIsAt(register, offset, file, line);

    /// <summary>The frame is found by another register, with the offset it had (<c>.cfi_def_cfa_register</c>).</summary>
    /// <param name="register">A register, or its number in the psABI.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or an operand is not valid.</exception>
    public void cfi_def_cfa_register(Op register, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameRegisterIs(register, file, line);

    /// <summary>The frame is found at another offset from its register (<c>.cfi_def_cfa_offset</c>).</summary>
    /// <param name="offset">Bytes.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or an operand is not valid.</exception>
    public void cfi_def_cfa_offset(long offset, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameOffsetIs(offset, file, line);

    /// <summary>The same, by how much the offset changes (<c>.cfi_adjust_cfa_offset</c>): 8 after a push.</summary>
    /// <param name="offset">Bytes.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or an operand is not valid.</exception>
    public void cfi_adjust_cfa_offset(long offset, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameOffsetChanges(offset, file, line);

    /// <summary>A register is saved at <paramref name="offset"/> from the frame (<c>.cfi_offset</c>).</summary>
    /// <param name="register">A register, or its number in the psABI.</param>
    /// <param name="offset">Bytes, a multiple of 8; negative, as a rule.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or an operand is not valid.</exception>
    public void cfi_offset(Op register, long offset, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameSaves(register, offset, file, line);

    /// <summary>A register is saved at <paramref name="offset"/> from the register that the frame is found by (<c>.cfi_rel_offset</c>).</summary>
    /// <param name="register">A register, or its number in the psABI.</param>
    /// <param name="offset">Bytes.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or an operand is not valid.</exception>
    public void cfi_rel_offset(Op register, long offset, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameSavesFromRegister(register, offset, file, line);

    /// <summary>A register held the address of the frame plus <paramref name="offset"/> (<c>.cfi_val_offset</c>).</summary>
    /// <param name="register">A register, or its number in the psABI.</param>
    /// <param name="offset">Bytes, a multiple of 8.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or an operand is not valid.</exception>
    public void cfi_val_offset(Op register, long offset, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameValueIs(register, offset, file, line);

    /// <summary>What a register held is in another one (<c>.cfi_register</c>).</summary>
    /// <param name="register">A register, or its number in the psABI.</param>
    /// <param name="other">Where it is.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or an operand is not valid.</exception>
    public void cfi_register(Op register, Op other, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameRegisterIsIn(register, other, file, line);

    /// <summary>A register is again as it was at the start of the routine (<c>.cfi_restore</c>).</summary>
    /// <param name="register">A register, or its number in the psABI.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or an operand is not valid.</exception>
    public void cfi_restore(Op register, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameRule(CallFrameOperation.Restore, "cfi_restore", register, file, line);

    /// <summary>What a register held is lost (<c>.cfi_undefined</c>).</summary>
    /// <param name="register">A register, or its number in the psABI.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or an operand is not valid.</exception>
    public void cfi_undefined(Op register, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameRule(CallFrameOperation.Undefined, "cfi_undefined", register, file, line);

    /// <summary>A register holds what it held (<c>.cfi_same_value</c>).</summary>
    /// <param name="register">A register, or its number in the psABI.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or an operand is not valid.</exception>
    public void cfi_same_value(Op register, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameRule(CallFrameOperation.SameValue, "cfi_same_value", register, file, line);

    /// <summary>Sets all rules aside (<c>.cfi_remember_state</c>).</summary>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section.</exception>
    public void cfi_remember_state([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameRemember(file, line);

    /// <summary>Takes back the rules set aside last (<c>.cfi_restore_state</c>).</summary>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section.</exception>
    public void cfi_restore_state([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameRestore(file, line);

    /// <summary>Says which column of the rules is the address to return to (<c>.cfi_return_column</c>).</summary>
    /// <param name="register">A register, or a number.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or an operand is not valid.</exception>
    public void cfi_return_column(Op register, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameReturnColumn(register, file, line);

    /// <summary>The routine is entered by an interrupt, not by a call (<c>.cfi_signal_frame</c>).</summary>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section.</exception>
    public void cfi_signal_frame([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameSignal(file, line);

    /// <summary>Writes <c>DW_CFA_GNU_window_save</c> (<c>.cfi_window_save</c>), as GNU as does for any processor.</summary>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section.</exception>
    public void cfi_window_save([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameWindowSave(file, line);

    /// <summary>Names the routine that unwinding calls for this one (<c>.cfi_personality</c>).</summary>
    /// <param name="encoding">How its address is written (LSB, "DWARF Exception Header Encoding"); 0xff for none.</param>
    /// <param name="routine">A symbol.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or an operand is not valid.</exception>
    public void cfi_personality(int encoding, Op routine, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FramePersonality(encoding, routine, file, line);

    /// <summary>Names the data that the personality routine reads (<c>.cfi_lsda</c>).</summary>
    /// <param name="encoding">How its address is written; 0xff for none.</param>
    /// <param name="data">A symbol.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or an operand is not valid.</exception>
    public void cfi_lsda(int encoding, Op data, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameData(encoding, data, file, line);

    /// <summary>A register that held an address (<c>.cfi_val_encoded_addr</c>).</summary>
    /// <param name="register">A register, or its number.</param>
    /// <param name="encoding">How the address is written (LSB, "DWARF Exception Header Encoding").</param>
    /// <param name="address">A symbol.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or an operand is not valid.</exception>
    public void cfi_val_encoded_addr(Op register, int encoding, Op address, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.FrameValueIsAddress(register, encoding, address, file, line);

    /// <summary>Binds a symbol to the place among the call frame instructions (<c>.cfi_label</c>).</summary>
    /// <param name="symbol">A label or symbol that is not bound elsewhere.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, the symbol is bound already, or frames go to two sections.</exception>
    public void cfi_label(Symbol symbol, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameLabel(symbol, file, line);

    /// <summary>Bytes as they are, among the call frame instructions (<c>.cfi_escape</c>).</summary>
    /// <param name="a">A byte.</param>
    /// <param name="b">The next, if given.</param>
    /// <param name="c">The next, if given.</param>
    /// <param name="d">The next, if given.</param>
    /// <param name="e">The next, if given.</param>
    /// <param name="f">The next, if given.</param>
    /// <param name="g">The next, if given.</param>
    /// <param name="h">The next, if given.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or a value is no byte.</exception>
    public void cfi_escape(Op a, Op b = default, Op c = default, Op d = default, Op e = default, Op f = default, Op g = default, Op h = default,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameEscape([a, b, c, d, e, f, g, h], file, line);

    /// <summary>Any number of bytes as they are, among the call frame instructions (<c>.cfi_escape</c>).</summary>
    /// <param name="values">The bytes, in order.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no <see cref="cfi_startproc"/> before it in this section, or a value is no byte.</exception>
    public void cfi_escape(Op[] values, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FrameEscape(values, file, line);
}
