// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;

namespace EntryAsm.Assembler;

// Call frame information that the author writes (cfi_*).
internal sealed partial class ModuleAssembly
{
    /// <summary>What a register takes in memory: offsets of saved registers are counted in it.</summary>
    private const int FrameUnit = 8;

    private const string LoadedFrames = ".eh_frame", DebugFrames = ".debug_frame";

    private readonly List<CallFrame> callFrames = [];
    private readonly Dictionary<SectionBuilder, CallFrame> openFrames = [];
    private (bool Loaded, bool Debug) frameSections = (true, false);

    public List<CallFrame> CallFrames => callFrames;

    /// <summary>The sections that the frames go to, made by <see cref="Close"/> if there are frames.</summary>
    public SectionBuilder? LoadedFrameSection { get; private set; }

    /// <inheritdoc cref="LoadedFrameSection"/>
    public SectionBuilder? DebugFrameSection { get; private set; }

    public void FrameSections(string first, string? second, string file, int line)
    {
        At(file, line);
        if (callFrames.Count != 0)
            throw Fail(Error.BadArgument("cfi_sections stands before the first cfi_startproc: it says where all call frame information of the module goes"));
        foreach (var name in second is null ? (string[])[first] : [first, second])
        {
            if (name is not (LoadedFrames or DebugFrames))
                throw Fail(Error.BadArgument("call frame information goes to '.eh_frame' or '.debug_frame', not to '" + name + "'"));
        }

        frameSections = (first == LoadedFrames || second == LoadedFrames, first == DebugFrames || second == DebugFrames);
    }

    public void BeginFrame(bool isSimple, string file, int line)
    {
        At(file, line);
        CheckPending();
        if (Bitness != 64)
            throw Fail(Error.BadArgument("call frame information describes 64-bit code; write code64() first"));
        if (openFrames.TryGetValue(current, out var open))
            throw Fail(Error.BadArgument("cfi_startproc inside another: the one at " + files.Locate(open.Line) + " has no cfi_endproc yet"));
        var start = Dot();
        states.Use(ref start.Record, CurrentLine);
        var frame = new CallFrame(current, start.Id, CurrentLine);
        callFrames.Add(frame);
        openFrames.Add(current, frame);
        if (isSimple)
            return;

        // What a call leaves: the frame begins above the address to return to.
        frame.FrameOffset = FrameUnit;
        frame.Instructions.Add(new CallFrameInstruction(CallFrameOperation.DefineFrame, 7, FrameUnit));
        frame.Instructions.Add(new CallFrameInstruction(CallFrameOperation.Offset, CallFrame.UsualReturnColumn, -FrameUnit));
    }

    public void EndFrame(string file, int line)
    {
        var frame = OpenFrame("cfi_endproc", file, line);
        frame.End = Dot().Id;
        openFrames.Remove(current);
    }

    /// <remarks>GNU as advances to here for this, and for the return column, although no instruction follows.</remarks>
    public void FrameSignal(string file, int line)
    {
        var frame = OpenFrame("cfi_signal_frame", file, line);
        Advance(frame);
        frame.IsSignal = true;
    }

    public void FrameReturnColumn(in Op register, string file, int line)
    {
        var frame = OpenFrame("cfi_return_column", file, line);
        Advance(frame);
        frame.ReturnColumn = FrameRegister(register);
    }

    public void FramePersonality(int encoding, in Op routine, string file, int line)
    {
        var frame = OpenFrame("cfi_personality", file, line);
        frame.Personality = FrameAddress(encoding, routine);
    }

    public void FrameData(int encoding, in Op data, string file, int line)
    {
        var frame = OpenFrame("cfi_lsda", file, line);
        frame.Data = FrameAddress(encoding, data);
    }

    public void FrameIsAt(in Op register, long offset, string file, int line)
    {
        var frame = OpenFrame("cfi_def_cfa", file, line);
        RequireUnits(offset, offset < 0);
        AddFrame(frame, new CallFrameInstruction(CallFrameOperation.DefineFrame, FrameRegister(register), offset));
        frame.FrameOffset = offset;
    }

    public void FrameRegisterIs(in Op register, string file, int line)
    {
        var frame = OpenFrame("cfi_def_cfa_register", file, line);
        AddFrame(frame, new CallFrameInstruction(CallFrameOperation.DefineFrameRegister, FrameRegister(register)));
    }

    public void FrameOffsetIs(long offset, string file, int line) => FrameOffsetIs(OpenFrame("cfi_def_cfa_offset", file, line), offset);

    public void FrameOffsetChanges(long offset, string file, int line)
    {
        var frame = OpenFrame("cfi_adjust_cfa_offset", file, line);
        FrameOffsetIs(frame, frame.FrameOffset + offset);
    }

    /// <summary>A register that is saved at an offset from the frame.</summary>
    public void FrameSaves(in Op register, long offset, string file, int line)
    {
        var frame = OpenFrame("cfi_offset", file, line);
        RequireUnits(offset, true);
        AddFrame(frame, new CallFrameInstruction(CallFrameOperation.Offset, FrameRegister(register), offset));
    }

    /// <summary>The same, from the register that the frame is found by.</summary>
    public void FrameSavesFromRegister(in Op register, long offset, string file, int line) =>
        FrameSaves(register, offset - OpenFrame("cfi_rel_offset", file, line).FrameOffset, file, line);

    /// <summary>A register that held the frame's address plus an offset.</summary>
    public void FrameValueIs(in Op register, long offset, string file, int line)
    {
        var frame = OpenFrame("cfi_val_offset", file, line);
        RequireUnits(offset, true);
        AddFrame(frame, new CallFrameInstruction(CallFrameOperation.ValueOffset, FrameRegister(register), offset));
    }

    public void FrameRegisterIsIn(in Op register, in Op other, string file, int line)
    {
        var frame = OpenFrame("cfi_register", file, line);
        AddFrame(frame, new CallFrameInstruction(CallFrameOperation.Register, FrameRegister(register), FrameRegister(other)));
    }

    /// <summary>An instruction that takes a register alone.</summary>
    public void FrameRule(CallFrameOperation operation, string name, in Op register, string file, int line)
    {
        var frame = OpenFrame(name, file, line);
        AddFrame(frame, new CallFrameInstruction(operation, FrameRegister(register)));
    }

    public void FrameRemember(string file, int line)
    {
        var frame = OpenFrame("cfi_remember_state", file, line);
        frame.Remembered.Push(frame.FrameOffset);
        AddFrame(frame, new CallFrameInstruction(CallFrameOperation.RememberState));
    }

    public void FrameRestore(string file, int line)
    {
        var frame = OpenFrame("cfi_restore_state", file, line);
        if (frame.Remembered.Count == 0)
            throw Fail(Error.BadArgument("cfi_restore_state without cfi_remember_state: nothing was set aside"));
        frame.FrameOffset = frame.Remembered.Pop();
        AddFrame(frame, new CallFrameInstruction(CallFrameOperation.RestoreState));
    }

    public void FrameWindowSave(string file, int line) => AddFrame(OpenFrame("cfi_window_save", file, line), new CallFrameInstruction(CallFrameOperation.WindowSave));

    /// <summary>A register that held an address.</summary>
    public void FrameValueIsAddress(in Op register, int encoding, in Op address, string file, int line)
    {
        var frame = OpenFrame("cfi_val_encoded_addr", file, line);
        var value = FrameAddress(encoding, address);
        if (!value.IsThere)
            throw Fail(Error.BadArgument("the value of a register needs an encoding other than 0xff"));
        AddFrame(frame, new CallFrameInstruction(CallFrameOperation.AddressExpression, FrameRegister(register), Address: value));
    }

    /// <summary>A place among the call frame instructions; it is known when they are written.</summary>
    public void FrameLabel(Symbol symbol, string file, int line)
    {
        var frame = OpenFrame("cfi_label", file, line);
        if (frameSections is (true, true))
            throw Fail(Error.BadArgument("cfi_label needs call frame information in one section; write cfi_sections with '.eh_frame' or '.debug_frame' alone"));
        var state = Undefined(symbol);
        states.Define(ref state.Record, CurrentLine);
        AddFrame(frame, new CallFrameInstruction(CallFrameOperation.Label, Start: state.Id));
    }

    public void FrameEscape(Op[] values, string file, int line)
    {
        var frame = OpenFrame("cfi_escape", file, line);
        var bytes = new List<byte>();
        foreach (var value in values ?? throw Fail(Error.BadArgument("the array of values is null")))
        {
            if (value.IsNone)
                continue;
            if (Folded(value) is not { Form: OpForm.Immediate, Value: >= -128 and <= 255 and var number })
                throw Fail(Error.BadArgument("'" + value + "' is no byte; cfi_escape takes numbers from -128 to 255"));
            bytes.Add(unchecked((byte)number));
        }

        AddFrame(frame, new CallFrameInstruction(CallFrameOperation.Escape, Bytes: [.. bytes]));
    }

    private void FrameOffsetIs(CallFrame frame, long offset)
    {
        RequireUnits(offset, offset < 0);
        AddFrame(frame, new CallFrameInstruction(CallFrameOperation.DefineFrameOffset, Offset: offset));
        frame.FrameOffset = offset;
    }

    private CallFrame OpenFrame(string name, string file, int line)
    {
        At(file, line);
        CheckPending();
        return openFrames.TryGetValue(current, out var open) ? open : throw Fail(Error.BadArgument(name + " without cfi_startproc before it in this section"));
    }

    /// <summary>What is said from here on.</summary>
    private void AddFrame(CallFrame frame, in CallFrameInstruction instruction)
    {
        Advance(frame);
        frame.Instructions.Add(instruction);
    }

    private void Advance(CallFrame frame)
    {
        ref readonly var last = ref states[frame.Last];
        if (last.Fragment == current.CurrentFragment && last.Offset == current.CurrentOffset)
            return;
        var here = Dot().Id;
        frame.Instructions.Add(new CallFrameInstruction(CallFrameOperation.Advance, Start: frame.Last, End: here));
        frame.Last = here;
    }

    private int FrameRegister(in Op register)
    {
        if (register.Form == OpForm.Register && CallFrameRegisters.NumberOf(register.Register) is { } number)
            return number;
        if (Folded(register) is { Form: OpForm.Immediate, Value: >= 0 and <= 1023 and var given })
            return (int)given;
        throw Fail(Error.BadArgument("'" + register + "' has no number in call frame information; give a 64-bit register, or the number that the psABI has for it (49 is rflags)"));
    }

    private void RequireUnits(long offset, bool isCounted)
    {
        if (isCounted && offset % FrameUnit != 0)
            throw Fail(Error.BadArgument("the offset " + OpText.Number(offset) + " is no multiple of 8, and call frame information counts this in units of 8 bytes"));
    }

    private CallFrameAddress FrameAddress(int encoding, in Op target)
    {
        if (encoding is < 0 or > 255 || encoding != CallFrameAddress.Omitted && ((encoding & 7) is not (0 or 2 or 3 or 4) || (encoding & 0x70) is not (0 or 0x10)))
            throw Fail(Error.BadArgument("the encoding " + OpText.Number(encoding) + " is not one that can be written: 0 for an address, 2, 3 or 4 for 2, 4 or 8 bytes, 8 more for signed, 0x10 more for a distance, 0x80 more for indirection; 0xff for none"));
        if (encoding == CallFrameAddress.Omitted)
            return CallFrameAddress.None;
        if (target.Form != OpForm.Symbolic || target.Minus is not null)
            throw Fail(Error.BadArgument("'" + target + "' is no place; name a symbol"));
        return new CallFrameAddress((byte)encoding, Use(target.Symbol).Id, target.Value);
    }

    /// <summary>Makes the sections for the frames, behind all others as GNU as does.</summary>
    private void CloseFrames(ErrorSink errors)
    {
        foreach (var open in openFrames.Values)
            errors.Add(Error.BadArgument("this cfi_startproc has no cfi_endproc").At(files.Locate(open.Line)));
        if (callFrames.Count == 0)
            return;
        LoadedFrameSection = frameSections.Loaded ? AddFrameSection(LoadedFrames, SectionFlags.Alloc) : null;
        DebugFrameSection = frameSections.Debug ? AddFrameSection(DebugFrames, SectionFlags.None) : null;
        foreach (var label in callFrames.SelectMany(static frame => frame.Instructions).Where(static instruction => instruction.Operation == CallFrameOperation.Label))
            states[label.Start].Section = (LoadedFrameSection ?? DebugFrameSection)!.Id;
    }

    private SectionBuilder AddFrameSection(string name, SectionFlags flags)
    {
        if (sectionsByName.TryGetValue(name, out var own))
        {
            if (own.DataLength != 0)
                throw Error.BadArgument("section '" + name + "' has contents of its own, and call frame information (cfi_*) goes there too; write it in one way").At(files.Locate(callFrames[0].Line));
            return own;
        }

        var added = AddSection(name, flags, SectionType.ProgBits, 0);
        added.Alignment = FrameUnit;
        return added;
    }
}
