// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Encoding;
using EntryAsm.Errors;
using EntryAsm.Operands;
using EntryAsm.Primitives;

namespace EntryAsm.Assembler;

internal sealed partial class ModuleAssembly
{
    /// <summary>The most bytes one module may fill or pad at once; more is an error in a count.</summary>
    private const int LargestFill = 1 << 28;

    /// <summary>What one array holds.</summary>
    private const int LargestSection = 0x7FFFFFC7;

    private static readonly System.Text.UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>One value: what most directives have.</summary>
    [MethodImpl(NotInlined)]
    public void Data(int width, in Op a, string file, int line)
    {
        if (a is { Form: OpForm.Immediate, Value: 0 } && current.Type == SectionType.NoBits)
        {
            Skip(width, 0, file, line); // a variable that starts as 0
            return;
        }

        At(file, line);
        BeginData(width);
        Datum(a, width);
    }

    public void Skip(int bytes, byte value, string file, int line)
    {
        At(file, line);
        CheckPending();
        if (bytes is < 0 or > LargestFill)
            throw Fail(Error.BadArgument("skip of " + OpText.Number(bytes) + " bytes: the count must be from 0 to 0x10000000"));
        if (value != 0)
            RequireContents();
        RequireRoom(bytes);
        AddItem(EntryItemKind.Fill, EntryItem.ForFill(value));
        if (bytes == 0)
            return;
        current.Append(bytes).Fill(value);
        current.EndFragment();
    }

    /// <summary>A run as long as a distance, which is 0 where that is negative.</summary>
    public void Skip(in Op bytes, byte value, string file, int line)
    {
        At(file, line);
        var count = Folded(bytes);
        if (count.Form == OpForm.Immediate)
        {
            Skip(count.Value is < 0 or > LargestFill ? throw Fail(Error.BadArgument("skip of " + OpText.Number(count.Value) + " bytes: the count must be from 0 to 0x10000000")) : (int)count.Value, value, file, line);
            return;
        }

        CheckPending();
        if (value != 0)
            RequireContents();
        var length = Length(count);
        var here = Dot().Id;
        AddItem(EntryItemKind.Fill, EntryItem.ForFill(value));
        current.EndFragment(new LengthPart(new Difference(here, here, 0), length, length, value, CurrentLine));
    }

    /// <summary>No-operation instructions of so many bytes together.</summary>
    public void Nops(int bytes, int longest, string file, int line)
    {
        At(file, line);
        CheckPending();
        RequireContents();
        if (bytes is < 0 or > LargestFill)
            throw Fail(Error.BadArgument("nops of " + OpText.Number(bytes) + " bytes: the count must be from 0 to 0x10000000"));
        var most = Bitness == 16 ? LongNops.LongestOf16BitCode : LongNops.LongestOfAssembler;
        if (longest < 0 || longest > most)
            throw Fail(Error.BadArgument("a no-operation instruction of " + OpText.Number(longest) + " bytes: in this mode they have 1 to " + NumberText.Decimal(most) + " bytes; 0 takes the longest"));
        RequireRoom(bytes);
        AddItem(EntryItemKind.Data, 1);
        NopPadding.Write(current.Append(bytes), Bitness == 16, longest);
        current.EndFragment();
    }

    public void Pad(Symbol start, in Op length, in Op otherLength, byte value, string file, int line)
    {
        At(file, line);
        CheckPending();
        RequireContents();
        var own = Length(DotSymbol.Instance - start);
        var first = Length(length);
        Pad(own, first, otherLength.IsNone ? first : Length(otherLength), value);
    }

    private void Pad(Difference own, Difference first, Difference second, byte value)
    {
        AddItem(EntryItemKind.Fill, EntryItem.ForFill(value));
        current.EndFragment(new LengthPart(own, first, second, value, CurrentLine));
    }

    /// <summary>Fills up to an offset from the start of the section.</summary>
    public void FillToOffset(int offset, byte value, string file, int line)
    {
        At(file, line);
        var start = states.Add(new SymbolRecord { IsLabel = true, Line = CurrentLine, Section = current.Id });
        FillTo(start.Id, "org", offset, value);
    }

    /// <summary>Fills until a stretch has a length.</summary>
    public void FillTo(Symbol start, int bytes, byte value, string file, int line)
    {
        At(file, line);
        FillTo(Use(start).Id, "padTo", bytes, value);
    }

    private void FillTo(SymbolId start, string name, int bytes, byte value)
    {
        CheckPending();
        RequireContents();
        if (bytes is < 0 or > LargestFill)
            throw Fail(Error.BadArgument(name + " of " + OpText.Number(bytes) + " bytes: it must be from 0 to 0x10000000"));
        var whole = new Difference(start, start, bytes);
        AddItem(EntryItemKind.Fill, EntryItem.ForFill(value));
        current.EndFragment(new LengthPart(new Difference(Dot().Id, start, 0), whole, whole, value, CurrentLine, IsExact: true));
    }

    [MethodImpl(NotInlined)]
    public void Align(int bytes, int? value, int max, string file, int line)
    {
        At(file, line);
        if (bytes is < 1 or > LargestFill || (bytes & (bytes - 1)) != 0)
            throw Fail(Error.BadArgument("alignment of " + OpText.Number(bytes) + " bytes: it must be a power of two from 1 to 0x10000000"));
        Align(Power(bytes), value, max);
    }

    public void AlignToPower(int power, int? value, int max, string file, int line)
    {
        At(file, line);
        if (power is < 0 or > 28)
            throw Fail(Error.BadArgument("alignment of 2^" + OpText.Number(power) + " bytes: the exponent must be from 0 to 28"));
        Align(power, value, max);
    }

    public void Repeat(int count, Action<int> body, string file, int line)
    {
        At(file, line);
        if (count < 0)
            throw Fail(Error.BadArgument("rept of " + OpText.Number(count) + ": the count must be 0 or more"));
        for (var i = 0; i < count; i++)
            body(i);
    }

    public void Stop(string message, string file, int line)
    {
        At(file, line);
        throw Fail(Error.Author(message));
    }

    [MethodImpl(NotInlined)]
    public void Data(int width, in Op a, in Op b, in Op c, in Op d, in Op e, in Op f, in Op g, in Op h, string file, int line)
    {
        At(file, line);
        BeginData(width);
        Datum(a, width);
        if (!b.IsNone) Datum(b, width);
        if (!c.IsNone) Datum(c, width);
        if (!d.IsNone) Datum(d, width);
        if (!e.IsNone) Datum(e, width);
        if (!f.IsNone) Datum(f, width);
        if (!g.IsNone) Datum(g, width);
        if (!h.IsNone) Datum(h, width);
    }

    public void Data(int width, Op[] values, string file, int line)
    {
        At(file, line);
        BeginData(width);
        foreach (var value in values ?? throw Fail(Error.BadArgument("the array of values is null")))
            Datum(value, width);
    }

    /// <summary>Begins data of so many bytes an element; <see cref="Datum(long, int)"/> adds them.</summary>
    public void BeginData(int unit)
    {
        CheckPending();
        RequireContents();
        AddItem(EntryItemKind.Data, (uint)unit);
    }

    private void Datum(in Op value, int width)
    {
        if (value.Form == OpForm.Immediate)
            Datum(value.Value, width);
        else
            PlaceDatum(value, width);
    }

    /// <summary>A number as an element of data begun before.</summary>
    public void Datum(long value, int width)
    {
        RequireRange(value, width);
        LittleEndian.Write(current.Append(width), value);
    }

    [MethodImpl(NotInlined)]
    private void PlaceDatum(in Op value, int width)
    {
        if (value.Form is not (OpForm.Symbolic or OpForm.Quotient))
            throw Fail(value.Symbol is InvalidSymbol invalid ? invalid.Error : Error.BadArgument("'" + value + "' is no data: a number, a symbol or a difference of symbols is"));
        AddFixup(value, FieldKind.Absolute, current.DataLength, width, width);
        current.Append(width).Clear();
    }

    private void RequireRange(long value, int width)
    {
        if (width < 8 && (value < -(1L << (8 * width)) + 1 || value > (1L << (8 * width)) - 1))
            throw DoesNotFit(value, width);
    }

    private EntryAsmException DoesNotFit(long value, int width) => Fail(Error.OutOfRange("the value " + OpText.Number(value) + " does not fit " + NumberText.Decimal(8 * width) + " bits"));

    public void Text(string characters, int zeros, string file, int line)
    {
        At(file, line);
        BeginData(0);
        if (characters is null)
            throw Fail(Error.BadArgument("the text is null"));
        byte[] bytes;
        try
        {
            bytes = StrictUtf8.GetBytes(characters);
        }
        catch (System.Text.EncoderFallbackException)
        {
            throw Fail(Error.BadArgument("the text has half of a surrogate pair, which no encoding can write; write the bytes with db"));
        }

        bytes.CopyTo(current.Append(bytes.Length));
        current.Append(zeros).Clear();
    }

    private void Align(int power, int? value, int max)
    {
        CheckPending();
        if (PaddingProblem(power, value, max) is { } problem)
            throw problem;

        // GNU as reads a fill of 90 in code as "no-operation instructions", like no fill at all.
        var nops = Bitness == 16 ? EntryItem.NopFill16 : EntryItem.NopFill;
        var fill = InCode && value is null or 0x90 ? nops : (value ?? 0) & 0xff;
        if (fill > 0)
            RequireContents();
        RequireRoom(1 << power);
        current.Alignment = Math.Max(current.Alignment, 1 << power);
        AddItem(EntryItemKind.Align, EntryItem.ForAlign(power, fill, Math.Min(max, EntryItem.LargestMaxPadding)));
        if (power != 0)
            current.Align(new AlignPart(1 << power, fill, max));
    }

    private EntryAsmException? PaddingProblem(int power, int? value, int max)
    {
        if (value is < -128 or > 255)
            return Fail(Error.OutOfRange("the value to pad with, " + OpText.Number(value.Value) + ", is no byte"));
        if (max < 0)
            return Fail(Error.BadArgument("the most bytes to pad, " + OpText.Number(max) + ", is negative"));
        if (max > EntryItem.LargestMaxPadding && 1 << power > EntryItem.LargestMaxPadding)
            return Fail(Error.BadArgument("the most bytes to pad, " + OpText.Number(max) + ", is beyond " + OpText.Number(EntryItem.LargestMaxPadding)));
        return null;
    }

    private Difference Length(in Op difference)
    {
        if (difference.Form == OpForm.Invalid)
            throw Fail(((InvalidSymbol)difference.Symbol!).Error);
        if (difference.Form is not (OpForm.Symbolic or OpForm.Quotient) || difference.Minus is null)
            throw Fail(Error.BadArgument("the length must be a difference such as 'end - start', not '" + difference + "'"));
        return new Difference(Use(difference.Symbol).Id, Use(difference.Minus).Id, difference.Value, difference.Divisor);
    }

    private void RequireContents()
    {
        if (current.Type == SectionType.NoBits)
            throw NoContents();
    }

    private EntryAsmException NoContents() => Fail(Error.BadArgument("section '" + current.Name + "' has no contents (nobits); only skip, align and labels are possible in it"));

    private void RequireRoom(int bytes)
    {
        if (current.DataLength > LargestSection - bytes)
            throw NoRoom();
    }

    private EntryAsmException NoRoom() => Fail(Error.BadArgument("section '" + current.Name + "' grows beyond 2 GiB (0x80000000 bytes) here, more than one section of a module can have"));

    private static int Power(int value)
    {
        var power = 0;
        while (value >> power != 1)
            power++;
        return power;
    }
}
