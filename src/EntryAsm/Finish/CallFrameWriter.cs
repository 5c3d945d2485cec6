// SPDX-License-Identifier: MIT
using EntryAsm.Assembler;
using EntryAsm.Encoding;
using EntryAsm.Errors;
using EntryAsm.Primitives;

namespace EntryAsm.Finish;

/// <summary>
/// Writes the author's call frame information once the layout is known (DWARF 5, 6.4; LSB, "Exception Frames"), with the records and the sharing of common
/// information that GNU as 2.40 has.
/// </summary>
internal sealed class CallFrameWriter
{
    private const int DataUnit = -8, SmallRegister = 0x40;

    private readonly SectionBuilder section;
    private readonly SymbolStates states;
    private readonly bool isLoaded;

    /// <summary>The common information written so far, the last first, with how many instructions of its frame are said there.</summary>
    private readonly List<(CallFrame Frame, int Offset, int Count)> commons = [];

    /// <summary>Where <c>.debug_frame</c> itself begins.</summary>
    private readonly SymbolId start;

    private LineRef line;

    private CallFrameWriter(SectionBuilder section, SymbolStates states, bool isLoaded, LineRef line)
    {
        this.line = line;
        this.section = section;
        this.states = states;
        this.isLoaded = isLoaded;
        if (isLoaded)
            return;
        var label = states.Add(new SymbolRecord { IsLabel = true, Section = section.Id, Line = line });
        states.Use(ref label.Record, line);
        start = label.Id;
    }

    /// <summary>Fills the sections that were made for the frames.</summary>
    public static void Write(ModuleAssembly assembly)
    {
        foreach (var (section, isLoaded) in ((SectionBuilder?, bool)[])[(assembly.LoadedFrameSection, true), (assembly.DebugFrameSection, false)])
        {
            if (section is null)
                continue;
            var writer = new CallFrameWriter(section, assembly.Symbols, isLoaded, assembly.CallFrames[0].Line);
            for (var i = 0; i < assembly.CallFrames.Count; i++)
                writer.Description(assembly.CallFrames[i], i == assembly.CallFrames.Count - 1);
            section.Close();
        }
    }

    private void Description(CallFrame frame, bool isLast)
    {
        line = frame.Line;
        var (common, said) = Common(frame);
        var at = Begin();
        if (isLoaded)
        {
            Number(section.DataLength - common, 4);
            Address(frame.Start, 0, 4, isRelative: true);
            Number(Distance(frame.Start, frame.End), 4);
            Unit(1);
            if (frame.Personality.IsThere || frame.Data.IsThere)
                Unsigned(frame.Data.IsThere ? frame.Data.Width : 0);
            else
                Unsigned(0);
            if (frame.Data.IsThere)
                Encoded(frame.Data);
        }
        else
        {
            Address(start, common, 4, isRelative: false);
            Unit(8);
            Address(frame.Start, 0, 8, isRelative: false);
            Number(Distance(frame.Start, frame.End), 8);
            Unit(1);
        }

        for (var i = said; i < frame.Instructions.Count; i++)
            Instruction(frame.Instructions[i]);
        End(at, isLoaded && !isLast ? 4 : 8);
    }

    /// <summary>The common information that a frame shares, and how many of its instructions are said there.</summary>
    private (int Offset, int Count) Common(CallFrame frame)
    {
        foreach (var (other, offset, count) in commons)
        {
            if (SharesWith(other, frame) && SharesInstructions(other, count, frame))
                return (offset, count);
        }

        var said = frame.Instructions.TakeWhile(static instruction => !instruction.EndsCommon).Count();
        var at = section.DataLength;
        commons.Insert(0, (frame, at, said));
        CommonInformation(frame, said);
        return (at, said);
    }

    private bool SharesWith(CallFrame other, CallFrame frame) => other.ReturnColumn == frame.ReturnColumn && other.IsSignal == frame.IsSignal
        && (!isLoaded || other.Personality == frame.Personality && other.Data.Encoding == frame.Data.Encoding);

    private static bool SharesInstructions(CallFrame other, int count, CallFrame frame) => frame.Instructions.Count >= count
        && frame.Instructions.Take(count).SequenceEqual(other.Instructions.Take(count));

    private void CommonInformation(CallFrame frame, int count)
    {
        var at = Begin();
        Number(isLoaded ? 0 : -1, 4);
        Unit(1);
        Number(isLoaded || frame.ReturnColumn < 256 ? 1 : 3, 1);
        if (isLoaded)
            Number('z', 1);
        if (isLoaded && frame.Personality.IsThere)
            Number('P', 1);
        if (isLoaded && frame.Data.IsThere)
            Number('L', 1);
        if (isLoaded)
            Number('R', 1);
        if (frame.IsSignal)
            Number('S', 1);
        Number(0, 1);
        Unsigned(1); // code counts in bytes
        Signed(DataUnit);
        Unsigned(frame.ReturnColumn);
        if (isLoaded)
            Augmentation(frame);
        for (var i = 0; i < count; i++)
            Instruction(frame.Instructions[i]);
        End(at, isLoaded ? 4 : 8);
    }

    private void Augmentation(CallFrame frame)
    {
        Unsigned(1 + (frame.Data.IsThere ? 1 : 0) + (frame.Personality.IsThere ? 1 + frame.Personality.Width : 0));
        if (frame.Personality.IsThere)
        {
            Number(frame.Personality.Encoding, 1);
            Encoded(frame.Personality);
        }

        if (frame.Data.IsThere)
            Number(frame.Data.Encoding, 1);
        Number(0x1b, 1); // distances of 32 bits, signed
    }

    private void Instruction(in CallFrameInstruction instruction)
    {
        var (operation, register, offset) = (instruction.Operation, instruction.Register, instruction.Offset);
        switch (operation)
        {
            case CallFrameOperation.Advance:
                Advance(Distance(instruction.Start, instruction.End));
                break;
            case CallFrameOperation.DefineFrame:
                Number(offset < 0 ? 0x12 : 0x0c, 1);
                Unsigned(register);
                FrameOffset(offset);
                break;
            case CallFrameOperation.DefineFrameOffset:
                Number(offset < 0 ? 0x13 : 0x0e, 1);
                FrameOffset(offset);
                break;
            case CallFrameOperation.Offset:
                Saved(register, offset / DataUnit, small: 0x80, extended: 0x05, signed: 0x11);
                break;
            case CallFrameOperation.ValueOffset:
                Saved(register, offset / DataUnit, small: -1, extended: 0x14, signed: 0x15);
                break;
            case CallFrameOperation.Restore when register < SmallRegister:
                Number((int)CallFrameOperation.Restore | register, 1);
                break;
            case CallFrameOperation.Restore:
                Number(0x06, 1);
                Unsigned(register);
                break;
            case CallFrameOperation.Register:
                Number((int)operation, 1);
                Unsigned(register);
                Unsigned(offset);
                break;
            case CallFrameOperation.RememberState or CallFrameOperation.RestoreState or CallFrameOperation.WindowSave:
                Number((int)operation, 1);
                break;
            case CallFrameOperation.Label:
                states[instruction.Start].Offset = section.DataLength;
                break;
            case CallFrameOperation.AddressExpression:
                Number((int)operation, 1);
                Unsigned(register);
                Expression(instruction.Address);
                break;
            case CallFrameOperation.Escape:
                instruction.Bytes.CopyTo(section.Append(instruction.Bytes!.Length));
                break;
            default:
                Number((int)operation, 1);
                Unsigned(register);
                break;
        }
    }

    /// <summary>An address as a DWARF expression: DW_OP_addr, or DW_OP_GNU_encoded_addr with its encoding.</summary>
    private void Expression(CallFrameAddress address)
    {
        Unsigned(address.Width + (address.Encoding == 0 ? 1 : 2));
        Number(address.Encoding == 0 ? 0x03 : 0xf1, 1);
        if (address.Encoding != 0)
            Number(address.Encoding, 1);
        Encoded(address);
    }

    private void Advance(int bytes)
    {
        if (bytes == 0)
            return;
        if (bytes < 0x40)
        {
            Number((int)CallFrameOperation.Advance | bytes, 1);
            return;
        }

        var (operation, width) = bytes < 0x100 ? (0x02, 1) : bytes < 0x10000 ? (0x03, 2) : (0x04, 4);
        Number(operation, 1);
        Number(bytes, width);
    }

    private void FrameOffset(long offset)
    {
        if (offset < 0)
            Signed(offset / DataUnit);
        else
            Unsigned(offset);
    }

    private void Saved(int register, long units, int small, int extended, int signed)
    {
        if (units >= 0 && small >= 0 && register < SmallRegister)
        {
            Number(small | register, 1);
            Unsigned(units);
            return;
        }

        Number(units < 0 ? signed : extended, 1);
        Unsigned(register);
        if (units < 0)
            Signed(units);
        else
            Unsigned(units);
    }

    private int Distance(SymbolId from, SymbolId to) => states.AddressOf(states[to]) - states.AddressOf(states[from]);

    private int Begin()
    {
        Unit(4);
        var at = section.DataLength;
        Number(0, 4);
        return at;
    }

    /// <summary>Ends a record; what is left up to the alignment are instructions without effect (zeros).</summary>
    private void End(int at, int alignment)
    {
        while (section.DataLength % alignment != 0)
            Number(0, 1);
        section.Patch(at, section.DataLength - at - 4, 4);
    }

    /// <summary>From here on the section is of elements of so many bytes.</summary>
    private void Unit(int bytes) => section.AddItem(EntryItemKind.Data, (uint)bytes, line);

    private void Encoded(CallFrameAddress address)
    {
        Unit(address.Width);
        Address(address.Target, address.Addend, address.Width, address.IsRelative);
        Unit(1);
    }

    private void Address(SymbolId target, long addend, int width, bool isRelative)
    {
        section.AddFixup(new Fixup(section.DataLength, (byte)width, FieldKind.Absolute, true, (byte)width, target, isRelative ? SymbolId.Dot : SymbolId.None, addend, line));
        Number(0, width);
    }

    private void Number(long value, int width) => LittleEndian.Write(section.Append(width), value);

    private void Unsigned(long value)
    {
        for (; value >= 0x80; value >>= 7)
            Number(value & 0x7f | 0x80, 1);
        Number(value, 1);
    }

    private void Signed(long value)
    {
        for (; value is < -64 or > 63; value >>= 7)
            Number(value & 0x7f | 0x80, 1);
        Number(value & 0x7f, 1);
    }
}
