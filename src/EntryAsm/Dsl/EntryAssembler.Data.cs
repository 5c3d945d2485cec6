// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Encoding;
using EntryAsm.Errors;
using EntryAsm.Layout;
using EntryAsm.Operands;
using EntryAsm.Primitives;

namespace EntryAsm;

public abstract partial class EntryAssembler
{
    /// <summary>The most bytes one module may fill or pad at once; more is a mistake in a count.</summary>
    private const int LargestFill = 1 << 28;

    // One value is what most directives have, and an operand is large: an overload spares the empty ones.

    /// <summary>Bytes (<c>.byte</c>).</summary>
    /// <param name="a">A number of 8 bits (-128 to 255), a symbol, or a difference of symbols.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">A value does not fit, or is a register or memory.</exception>
    [MethodImpl(NotInlined)]
    public void db(Op a, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        BeginData(1, file, line);
        Datum(a, 1);
    }

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
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Data(1, a, b, c, d, e, f, g, h, file, line);

    /// <summary>Words of 16 bits (<c>.word</c>).</summary>
    /// <inheritdoc cref="db(Op, string, int)"/>
    [MethodImpl(NotInlined)]
    public void dw(Op a, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        BeginData(2, file, line);
        Datum(a, 2);
    }

    /// <summary>Words of 16 bits (<c>.word</c>).</summary>
    /// <inheritdoc cref="db(Op, Op, Op, Op, Op, Op, Op, Op, string, int)"/>
    public void dw(Op a, Op b, Op c = default, Op d = default, Op e = default, Op f = default, Op g = default, Op h = default,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Data(2, a, b, c, d, e, f, g, h, file, line);

    /// <summary>Doublewords of 32 bits (<c>.long</c>).</summary>
    /// <inheritdoc cref="db(Op, string, int)"/>
    [MethodImpl(NotInlined)]
    public void dd(Op a, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        BeginData(4, file, line);
        Datum(a, 4);
    }

    /// <summary>Doublewords of 32 bits (<c>.long</c>).</summary>
    /// <inheritdoc cref="db(Op, Op, Op, Op, Op, Op, Op, Op, string, int)"/>
    public void dd(Op a, Op b, Op c = default, Op d = default, Op e = default, Op f = default, Op g = default, Op h = default,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Data(4, a, b, c, d, e, f, g, h, file, line);

    /// <summary>Quadwords of 64 bits (<c>.quad</c>).</summary>
    /// <inheritdoc cref="db(Op, string, int)"/>
    [MethodImpl(NotInlined)]
    public void dq(Op a, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        BeginData(8, file, line);
        Datum(a, 8);
    }

    /// <summary>Quadwords of 64 bits (<c>.quad</c>).</summary>
    /// <inheritdoc cref="db(Op, Op, Op, Op, Op, Op, Op, Op, string, int)"/>
    public void dq(Op a, Op b, Op c = default, Op d = default, Op e = default, Op f = default, Op g = default, Op h = default,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Data(8, a, b, c, d, e, f, g, h, file, line);

    /// <summary>Any number of bytes.</summary>
    /// <param name="values">The values, in order.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">A value does not fit, or is a register or memory.</exception>
    public void db(Op[] values, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Data(1, values, file, line);

    /// <summary>Any number of words.</summary>
    /// <inheritdoc cref="db(Op[], string, int)"/>
    public void dw(Op[] values, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Data(2, values, file, line);

    /// <summary>Any number of doublewords.</summary>
    /// <inheritdoc cref="db(Op[], string, int)"/>
    public void dd(Op[] values, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Data(4, values, file, line);

    /// <summary>Any number of quadwords.</summary>
    /// <inheritdoc cref="db(Op[], string, int)"/>
    public void dq(Op[] values, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Data(8, values, file, line);

    /// <summary>Characters, one byte each, without an end (<c>.ascii</c>).</summary>
    /// <param name="characters">Characters U+0000 to U+00FF.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">A character does not fit a byte.</exception>
    public void ascii(string characters, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Text(characters, 0, file, line);

    /// <summary>Characters and a zero byte (<c>.asciz</c>).</summary>
    /// <inheritdoc cref="ascii"/>
    public void asciz(string characters, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Text(characters, 1, file, line);

    /// <summary>A run of one byte (<c>.skip</c>).</summary>
    /// <param name="bytes">How many, 0 or more.</param>
    /// <param name="value">The byte.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The count is negative or beyond 256 MiB, or the section takes no contents.</exception>
    public void skip(int bytes, byte value = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        CheckPending();
        if (bytes is < 0 or > LargestFill)
            throw Fail(Error.BadArgument("skip of " + OpText.Number(bytes) + " bytes: the count must be from 0 to 0x10000000"));
        if (value != 0)
            RequireContents();
        current.AddItem(EntryItemKind.Fill, EntryItem.ForFill(value), CurrentLine);
        if (bytes == 0)
            return;
        current.Append(bytes).Fill(value);
        current.EndFragment();
    }

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
    public void pad(Symbol start, Op length, Op otherLength = default, byte value = 0x90, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        CheckPending();
        RequireContents();
        var own = Length(dot - start);
        var first = Length(length);
        var second = otherLength.IsNone ? first : Length(otherLength);
        current.AddItem(EntryItemKind.Fill, EntryItem.ForFill(value), CurrentLine);
        current.EndFragment(new LengthPart(own, first, second, value));
    }

    /// <summary>Pads to an address that is a multiple of <paramref name="bytes"/> (<c>.balign</c>) and aligns the section as much.</summary>
    /// <param name="bytes">A power of two.</param>
    /// <param name="value">The byte to pad with; left out, no-operation instructions in code and zeros elsewhere.</param>
    /// <param name="max">Pads nothing when more than this many bytes were needed; 0 for no limit.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The alignment is no power of two from 1 to 2^28, the value no byte, or the limit negative or, with an alignment beyond 2^17, beyond 0x3ffff.</exception>
    [MethodImpl(NotInlined)]
    public void align(int bytes, int? value = null, int max = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        if (bytes is < 1 or > LargestFill || (bytes & (bytes - 1)) != 0)
            throw Fail(Error.BadArgument("alignment of " + OpText.Number(bytes) + " bytes: it must be a power of two from 1 to 0x10000000"));
        Align(Power(bytes), value, max);
    }

    /// <summary>Pads to an address that is a multiple of 2^<paramref name="power"/> (<c>.p2align</c>) and aligns the section as much.</summary>
    /// <inheritdoc cref="align"/>
    /// <param name="power">The exponent, 0 to 28.</param>
    /// <param name="value">The byte to pad with; left out, no-operation instructions in code and zeros elsewhere.</param>
    /// <param name="max">Pads nothing when more than this many bytes were needed; 0 for no limit.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    public void p2align(int power, int? value = null, int max = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        if (power is < 0 or > 28)
            throw Fail(Error.BadArgument("alignment of 2^" + OpText.Number(power) + " bytes: the exponent must be from 0 to 28"));
        Align(power, value, max);
    }

    /// <summary>Calls <paramref name="body"/> with 0, 1, … (<c>.rept</c>).</summary>
    /// <param name="count">How often, 0 or more.</param>
    /// <param name="body">What is repeated.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The count is negative.</exception>
    public void rept(int count, Action<int> body, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        if (count < 0)
            throw Fail(Error.BadArgument("rept of " + OpText.Number(count) + ": the count must be 0 or more"));
        for (var i = 0; i < count; i++)
            body(i);
    }

    /// <summary>Stops the assembly with a message of the author's (<c>.error</c>).</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">Always.</exception>
    public void error(string message, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        throw Fail(Error.Author(message));
    }

    [MethodImpl(NotInlined)]
    private void Data(int width, in Op a, in Op b, in Op c, in Op d, in Op e, in Op f, in Op g, in Op h, string file, int line)
    {
        BeginData(width, file, line);
        Datum(a, width);
        if (!b.IsNone) Datum(b, width);
        if (!c.IsNone) Datum(c, width);
        if (!d.IsNone) Datum(d, width);
        if (!e.IsNone) Datum(e, width);
        if (!f.IsNone) Datum(f, width);
        if (!g.IsNone) Datum(g, width);
        if (!h.IsNone) Datum(h, width);
    }

    private void Data(int width, Op[] values, string file, int line)
    {
        BeginData(width, file, line);
        foreach (var value in values ?? throw Fail(Error.BadArgument("the array of values is null")))
            Datum(value, width);
    }

    private void BeginData(int unit, string file, int line)
    {
        At(file, line);
        CheckPending();
        RequireContents();
        current.AddItem(EntryItemKind.Data, (uint)unit, CurrentLine);
    }

    private void Datum(in Op value, int width)
    {
        switch (value.Form)
        {
            case OpForm.Immediate:
                RequireRange(value.Value, width);
                LittleEndian.Write(current.Append(width), value.Value);
                break;
            case OpForm.Symbolic:
                AddFixup(value, FieldKind.Absolute, current.DataLength, width, width);
                current.Append(width).Clear();
                break;
            case OpForm.Invalid:
                throw Fail(((InvalidSymbol)value.Symbol!).Mistake);
            default:
                throw Fail(Error.BadArgument("'" + value + "' is no data: a number, a symbol or a difference of symbols is"));
        }
    }

    private void RequireRange(long value, int width)
    {
        if (width < 8 && (value < -(1L << (8 * width - 1)) || value > (1L << (8 * width)) - 1))
            throw Fail(Error.OutOfRange("the value " + OpText.Number(value) + " does not fit " + OpText.Count(8 * width) + " bits"));
    }

    private void Text(string characters, int zeros, string file, int line)
    {
        BeginData(0, file, line);
        foreach (var character in characters ?? throw Fail(Error.BadArgument("the text is null")))
        {
            if (character > 0xff)
                throw Fail(Error.BadArgument("character U+" + ((int)character).ToString("X4", System.Globalization.CultureInfo.InvariantCulture) + " does not fit a byte; write its encoding with db"));
            current.Append(1)[0] = (byte)character;
        }

        current.Append(zeros).Clear();
    }

    private void Align(int power, int? value, int max)
    {
        CheckPending();
        if (value is < -128 or > 255)
            throw Fail(Error.OutOfRange("the value to pad with, " + OpText.Number(value.Value) + ", is no byte"));
        if (max < 0)
            throw Fail(Error.BadArgument("the most bytes to pad, " + OpText.Number(max) + ", is negative"));
        if (max > EntryItem.LargestMaxPadding && 1 << power > EntryItem.LargestMaxPadding)
            throw Fail(Error.BadArgument("the most bytes to pad, " + OpText.Number(max) + ", is beyond " + OpText.Number(EntryItem.LargestMaxPadding)));

        // GNU as reads a fill of 90 in code as "no-operation instructions", like no fill at all.
        var nops = Bitness == 16 ? EntryItem.NopFill16 : EntryItem.NopFill;
        var fill = InCode && value is null or 0x90 ? nops : (value ?? 0) & 0xff;
        if (fill > 0)
            RequireContents();
        current.Alignment = Math.Max(current.Alignment, 1 << power);
        current.AddItem(EntryItemKind.Align, EntryItem.ForAlign(power, fill, Math.Min(max, EntryItem.LargestMaxPadding)), CurrentLine);
        if (power != 0)
            current.Align(new AlignPart(1 << power, fill, max));
    }

    private Difference Length(in Op difference)
    {
        if (difference.Form == OpForm.Invalid)
            throw Fail(((InvalidSymbol)difference.Symbol!).Mistake);
        if (difference.Form != OpForm.Symbolic || difference.Minus is null)
            throw Fail(Error.BadArgument("the length must be a difference such as 'end - start', not '" + difference + "'"));
        return new Difference(Use(difference.Symbol).Index, Use(difference.Minus).Index, difference.Value);
    }

    private void RequireContents()
    {
        if (current.Type == SectionType.NoBits)
            throw Fail(Error.BadArgument("section '" + current.Name + "' has no contents (nobits); only skip, align and labels are possible in it"));
    }

    private static int Power(int value)
    {
        var power = 0;
        while (value >> power != 1)
            power++;
        return power;
    }
}
