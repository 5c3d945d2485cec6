// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace EntryAsm;

public abstract partial class EntryAssembler
{
    // One value is what most directives have, and an operand is large: an overload spares the empty ones.

    /// <summary>Bytes (<c>.byte</c>).</summary>
    /// <param name="a">A number of 8 bits (-128 to 255), a symbol, or a difference of symbols.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">A value does not fit, or is a register or memory.</exception>
    public void db(Op a, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Data(1, a, file, line);

    /// <summary>Bytes (<c>.byte</c>).</summary>
    /// <param name="a">A number of 8 bits (-128 to 255), a symbol, or a difference of symbols.</param>
    /// <param name="b">The next.</param>
    /// <param name="c">The next, if given.</param>
    /// <param name="d">The next, if given.</param>
    /// <param name="e">The next, if given.</param>
    /// <param name="f">The next, if given.</param>
    /// <param name="g">The next, if given.</param>
    /// <param name="h">The next, if given.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">A value does not fit, or is a register or memory.</exception>
    public void db(Op a, Op b, Op c = default, Op d = default, Op e = default, Op f = default, Op g = default, Op h = default,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Data(1, a, b, c, d, e, f, g, h, file, line);

    /// <summary>Words of 16 bits (<c>.word</c>).</summary>
    /// <inheritdoc cref="db(Op, string, int)"/>
    public void dw(Op a, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Data(2, a, file, line);

    /// <summary>Words of 16 bits (<c>.word</c>).</summary>
    /// <inheritdoc cref="db(Op, Op, Op, Op, Op, Op, Op, Op, string, int)"/>
    public void dw(Op a, Op b, Op c = default, Op d = default, Op e = default, Op f = default, Op g = default, Op h = default,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Data(2, a, b, c, d, e, f, g, h, file, line);

    /// <summary>Doublewords of 32 bits (<c>.long</c>).</summary>
    /// <inheritdoc cref="db(Op, string, int)"/>
    public void dd(Op a, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Data(4, a, file, line);

    /// <summary>Doublewords of 32 bits (<c>.long</c>).</summary>
    /// <inheritdoc cref="db(Op, Op, Op, Op, Op, Op, Op, Op, string, int)"/>
    public void dd(Op a, Op b, Op c = default, Op d = default, Op e = default, Op f = default, Op g = default, Op h = default,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Data(4, a, b, c, d, e, f, g, h, file, line);

    /// <summary>Quadwords of 64 bits (<c>.quad</c>).</summary>
    /// <inheritdoc cref="db(Op, string, int)"/>
    public void dq(Op a, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Data(8, a, file, line);

    /// <summary>Quadwords of 64 bits (<c>.quad</c>).</summary>
    /// <inheritdoc cref="db(Op, Op, Op, Op, Op, Op, Op, Op, string, int)"/>
    public void dq(Op a, Op b, Op c = default, Op d = default, Op e = default, Op f = default, Op g = default, Op h = default,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Data(8, a, b, c, d, e, f, g, h, file, line);

    /// <summary>Any number of bytes.</summary>
    /// <param name="values">The values, in order.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">A value does not fit, or is a register or memory.</exception>
    public void db(Op[] values, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Data(1, values, file, line);

    /// <summary>Any number of words.</summary>
    /// <inheritdoc cref="db(Op[], string, int)"/>
    public void dw(Op[] values, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Data(2, values, file, line);

    /// <summary>Any number of doublewords.</summary>
    /// <inheritdoc cref="db(Op[], string, int)"/>
    public void dd(Op[] values, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Data(4, values, file, line);

    /// <summary>Any number of quadwords.</summary>
    /// <inheritdoc cref="db(Op[], string, int)"/>
    public void dq(Op[] values, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Data(8, values, file, line);

    /// <summary>Characters as UTF-8, without an end (<c>.ascii</c>).</summary>
    /// <param name="characters">The text.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The text is null, or has half of a surrogate pair.</exception>
    public void ascii(string characters, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Text(characters, 0, file, line);

    /// <summary>Characters and a zero byte (<c>.asciz</c>).</summary>
    /// <inheritdoc cref="ascii"/>
    public void asciz(string characters, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Text(characters, 1, file, line);

    /// <summary>A run of one byte (<c>.skip</c>).</summary>
    /// <param name="bytes">How many, 0 or more.</param>
    /// <param name="value">The byte.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The count is negative or beyond 256 MiB, or the section takes no contents.</exception>
    public void skip(int bytes, byte value = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Skip(bytes, value, file, line);

    /// <summary>A run of one byte as long as a distance that the layout may find (<c>.skip</c>); none where it is negative.</summary>
    /// <param name="bytes">A distance of two places of one section, such as <c>end - start</c>, or a part of one.</param>
    /// <param name="value">The byte.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The count is not such a distance, or the section takes no contents.</exception>
    public void skip(Op bytes, byte value = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Skip(bytes, value, file, line);

    /// <summary>No-operation instructions of so many bytes together (<c>.nops</c>): long ones, and a jump over them where they are many.</summary>
    /// <param name="bytes">How many bytes, 0 or more.</param>
    /// <param name="longest">The longest instruction to use: 1 to 11 bytes, 1 to 4 in 16-bit code; 0 for the longest there is.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">A number is out of range, or the section takes no contents.</exception>
    public void nops(int bytes, int longest = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Nops(bytes, longest, file, line);

    /// <summary>
    /// Pads with <paramref name="value"/> until the stretch from <paramref name="start"/> to here is as long as the longest of the given lengths
    /// (GNU as: <c>.skip</c> of an expression; the old side of an alternative).
    /// </summary>
    /// <param name="start">Where the stretch starts, in this section.</param>
    /// <param name="length">A difference of two places of one section, such as <c>end - start</c>.</param>
    /// <param name="otherLength">Another, if given.</param>
    /// <param name="value">The byte to pad with; 90 is NOP.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">A length is no difference of places of one section.</exception>
    public void pad(Symbol start, Op length, Op otherLength = default, byte value = 0x90, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.Pad(start, length, otherLength, value, file, line);

    /// <summary>Fills up to an offset from the start of the section (<c>.org</c>): <c>org(510)</c> leaves two bytes of a boot sector.</summary>
    /// <param name="offset">Where the next byte goes, in bytes from the start of the section.</param>
    /// <param name="value">The byte to fill with.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The section is longer already, the offset is negative or beyond 256 MiB, or the section takes no contents.</exception>
    public void org(int offset, byte value = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.FillToOffset(offset, value, file, line);

    /// <summary>Fills until the stretch from <paramref name="start"/> to here is <paramref name="bytes"/> long.</summary>
    /// <param name="start">Where the stretch starts, in this section.</param>
    /// <param name="bytes">Its length in bytes.</param>
    /// <param name="value">The byte to fill with.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The stretch is longer already or starts in another section, the length is negative or beyond 256 MiB, or the section takes no contents.</exception>
    public void padTo(Symbol start, int bytes, byte value = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.FillTo(start, bytes, value, file, line);

    /// <summary>Pads to an address that is a multiple of <paramref name="bytes"/> (<c>.balign</c>) and aligns the section as much.</summary>
    /// <param name="bytes">A power of two.</param>
    /// <param name="value">The byte to pad with; left out, no-ops in code and zeros elsewhere.</param>
    /// <param name="max">Pads nothing when more than this many bytes were needed; 0 for no limit.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The alignment is not a power of two from 1 to 2^28, the value no byte, or the limit negative or, with an alignment beyond 2^17, beyond 0x3ffff.</exception>
    public void align(int bytes, int? value = null, int max = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.Align(bytes, value, max, file, line);

    /// <summary>Pads to an address that is a multiple of 2^<paramref name="power"/> (<c>.p2align</c>) and aligns the section as much.</summary>
    /// <inheritdoc cref="align"/>
    /// <param name="power">The exponent, 0 to 28.</param>
    /// <param name="value">The byte to pad with; left out, no-ops in code and zeros elsewhere.</param>
    /// <param name="max">Pads nothing when more than this many bytes were needed; 0 for no limit.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    public void p2align(int power, int? value = null, int max = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.AlignToPower(power, value, max, file, line);

    /// <summary>Calls <paramref name="body"/> with 0, 1, … (<c>.rept</c>).</summary>
    /// <param name="count">How often, 0 or more.</param>
    /// <param name="body">What is repeated.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The count is negative.</exception>
    public void rept(int count, Action<int> body, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.Repeat(count, body, file, line);

    /// <summary>Stops the assembly with a message of the author's (<c>.error</c>).</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">Always.</exception>
    public void error(string message, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Stop(message, file, line);
}
