// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>Where execution enters, and what holds there.</summary>
internal static class FlowEntries
{
    /// <summary>Bytes of <c>struct pt_regs</c>, and of the part the processor pushes.</summary>
    public const int FrameBytes = 21 * 8, PushedBytes = 5 * 8;

    /// <summary>Bytes of a FRED frame above the five words of an interrupt (FRED specification, 5.1.1): two words of details; below them is the error code.</summary>
    private const int FredDetails = 16;

    /// <summary>The first vector that is no exception.</summary>
    private const int FirstFree = 32;

    /// <summary>Where rsp is when FRED enters, from the top of its frame.</summary>
    public const int FredOffset = -FredDetails - PushedBytes - 8;

    /// <summary>The registers as <c>struct pt_regs</c> has them, from the lowest address.</summary>
    private static readonly int[] frame =
    [
        MachineRegister.R15, MachineRegister.R14, MachineRegister.R13, MachineRegister.R12, MachineRegister.Rbp, MachineRegister.Rbx, MachineRegister.R11, MachineRegister.R10,
        MachineRegister.R9, MachineRegister.R8, MachineRegister.Rax, MachineRegister.Rcx, MachineRegister.Rdx, MachineRegister.Rsi, MachineRegister.Rdi, -1,
        MachineRegister.Rip, MachineRegister.Cs, MachineRegister.Rflags, MachineRegister.Rsp, MachineRegister.Ss,
    ];

    /// <summary>The register that lies at an offset of <c>struct pt_regs</c>, in bytes; -1 for the word that holds a number or an error code.</summary>
    public static int RegisterAt(int offset) => frame[offset / 8];

    /// <summary>The entries of an object: those declared, the gates, and functions.</summary>
    public static List<FlowEntry> Find(EntryObject entryObject, FlowCode code, FlowOptions options)
    {
        var result = new List<FlowEntry>();
        var taken = new HashSet<long>();
        void Add(int symbol, int offset, EntryKind kind, int vector, bool hasErrorCode, SourceLocation line, EntryGate? gate = null)
        {
            var found = entryObject.Symbols[symbol];
            if (found.Section < 0)
                return;
            var place = new CodePlace(found.Section, (int)found.Value + offset);
            taken.Add(place.Key);
            result.Add(new FlowEntry(place, found.Name, kind, vector, hasErrorCode, line) { KeepsInterrupts = gate is { Type: GateType.Trap }, IsFromUser = gate is { Dpl: 3, Vector: >= FirstFree } });
        }

        foreach (var gate in entryObject.Gates)
            Add(gate.Symbol, 0, EntryKind.Interrupt, gate.Vector, gate.HasErrorCode, gate.Line, gate);
        foreach (var entry in entryObject.Entries.Concat(options.Entries))
        {
            for (var i = 0; i < entry.Count; i++)
                Add(entry.Symbol, i * entry.Stride, entry.Kind, entry.Vector < 0 ? -1 : entry.Vector + i, entry.Vector >= 0 && PushesErrorCode(entry.Vector + i), entry.Line);
        }

        for (var i = 0; i < entryObject.Symbols.Length; i++)
        {
            var symbol = entryObject.Symbols[i];
            if (symbol.Type == SymbolType.Function && symbol.Section >= 0 && !taken.Contains(new CodePlace(symbol.Section, (int)symbol.Value).Key)
                && (entryObject.Sections[symbol.Section].Flags & SectionFlags.Execute) != 0)
            {
                Add(i, 0, EntryKind.Function, -1, false, symbol.Line);
            }
        }

        return result;
    }

    /// <summary>Whether SYSCALL leads to an entry: the frame is then the code's own work, and some of its words are not what the program had.</summary>
    public static bool IsSystemCall(FlowEntry? entry) => entry?.Kind == EntryKind.Syscall;

    /// <summary>Whether an exception pushes an error code (Intel SDM vol. 3, table 6-1; AMD APM vol. 2, 8.2, for 29 and 30).</summary>
    public static bool PushesErrorCode(int vector) => vector is 8 or >= 10 and <= 14 or 17 or 21 or 29 or 30;

    /// <summary>Sets what holds before the first instruction of an entry.</summary>
    public static void Fill(MachineState state, FlowEntry entry, Bases bases, FlowOptions options)
    {
        for (var register = 0; register < MachineRegister.Count; register++)
            state.Registers[register] = bases.Register(register);
        state.SetSlots([]);
        (state.Flags, state.Epoch, state.Context, state.HasEntryCr3, state.HasLostMemory) = (default, 0, 0, true, false);
        if (entry is { Hint: null, Kind: EntryKind.Interrupt or EntryKind.Syscall })
            state.Flags = new FlagsSource(FlagsKind.Foreign, 0, default, default);
        state.World = options.Worlds ? WorldOf(entry) : World.Any;
        if (entry.IsFromUser)
            state.World = state.World.From(kernel: false);
        if (entry.KeepsInterrupts)
            state.World = state.World.WithInterrupts(null);
        if (entry.Hint is { } hint)
            FillHint(state, hint, bases);
        else
            FillKind(state, entry, bases);
    }

    private static void FillKind(MachineState state, FlowEntry entry, Bases bases)
    {
        switch (entry.Kind)
        {
            case EntryKind.Interrupt:
                PushFrame(state, bases, StackKind.Interrupt);
                if (entry.HasErrorCode)
                {
                    state.Rsp = state.Rsp.Plus(-8);
                    state.SetSlot(state.Rsp, bases.Register(MachineRegister.ErrorCode));
                }

                break;
            case EntryKind.FredUser or EntryKind.FredKernel:
                PushFrame(state, bases, StackKind.Interrupt, -FredDetails);
                state.Rsp = state.Rsp.Plus(-8);
                break;
            case EntryKind.Syscall or EntryKind.SyscallCompat:
                state.Registers[MachineRegister.Rcx] = bases.Register(MachineRegister.Rip);
                state.Registers[MachineRegister.R11] = bases.Register(MachineRegister.Rflags);
                break;
            case EntryKind.Sysenter:
                state.Rsp = bases.Of(BaseKind.Stack, (int)StackKind.Declared);
                break;
            case EntryKind.Start:
                state.Rsp = bases.Of(BaseKind.Stack, (int)StackKind.Declared);
                break;
            case EntryKind.SavedRegisters:
                state.Rsp = bases.Of(BaseKind.Stack, (int)StackKind.Interrupt).Plus(-FrameBytes);
                SaveFrame(state, bases, state.Rsp, 0);
                break;
            default:
                state.Rsp = bases.Of(BaseKind.Stack, (int)StackKind.Function).Plus(-8);
                state.SetSlot(state.Rsp, bases.Register(MachineRegister.ReturnAddress));
                break;
        }
    }

    private static void PushFrame(MachineState state, Bases bases, StackKind kind, int below = 0)
    {
        state.Rsp = bases.Of(BaseKind.Stack, (int)kind).Plus(below - PushedBytes);
        SaveFrame(state, bases, state.Rsp.Plus(PushedBytes - FrameBytes), FrameBytes - PushedBytes);
    }

    /// <summary>Lays the registers of the interrupted code into a frame, from one of its offsets on.</summary>
    private static void SaveFrame(MachineState state, Bases bases, Value at, int from)
    {
        for (var offset = from; offset < FrameBytes; offset += 8)
        {
            if (frame[offset / 8] >= 0)
                state.SetSlot(at.Plus(offset), bases.Register(frame[offset / 8]));
        }
    }

    /// <summary>What an unwind hint promises; registers that hold anything else are not known.</summary>
    private static void FillHint(MachineState state, UnwindHintEntry hint, Bases bases)
    {
        state.Registers.AsSpan().Clear();
        var stack = bases.Of(BaseKind.Stack, (int)(hint.Shape == UnwindHintType.Call ? StackKind.Declared : StackKind.Interrupt));
        state.Rsp = stack;
        if (RegisterOf(hint.Register) is not { } register)
            return;
        if (hint.Shape == UnwindHintType.Call)
            stack = bases.Of(BaseKind.Stack, (int)StackKind.Function);
        var top = hint.Shape switch { UnwindHintType.Regs => FrameBytes, UnwindHintType.RegsIret => PushedBytes, _ => 0 };
        state.Registers[register] = stack.Plus(-hint.StackOffset - top);
        switch (hint.Shape)
        {
            case UnwindHintType.Call:
                state.SetSlot(stack.Plus(-8), bases.Register(MachineRegister.ReturnAddress));
                break;
            case UnwindHintType.Regs:
                SaveFrame(state, bases, stack.Plus(-FrameBytes), 0);
                break;
            default:
                SaveFrame(state, bases, stack.Plus(-FrameBytes), FrameBytes - PushedBytes);
                break;
        }
    }

    /// <summary>Where nothing is known of a frame that a hint describes, it is as the hint says: another stack that the kernel has laid out, as for a new task.</summary>
    public static void TrustHint(FlowInstruction instruction, MachineState state, Bases bases)
    {
        var hint = instruction.Hint!;
        if (hint.Shape is not (UnwindHintType.Regs or UnwindHintType.RegsIret) || RegisterOf(hint.Register) is not { } register)
            return;
        if (!state.Registers[register].IsKnown)
        {
            var stack = bases.Of(BaseKind.Result, instruction.Number, register);
            state.ForgetValue(stack.Base);
            state.Registers[register] = stack;
        }

        var top = hint.Shape == UnwindHintType.Regs ? FrameBytes : PushedBytes;
        var end = state.Registers[register].Plus(hint.StackOffset + top);
        if (state.FindSlot(end.Plus(-PushedBytes)) is not { IsKnown: true })
            SaveFrame(state, bases, end.Plus(-FrameBytes), FrameBytes - top);
    }

    /// <summary>The register that a hint counts from; null where it is none, or not read directly.</summary>
    public static int? RegisterOf(UnwindRegister register) => register switch
    {
        UnwindRegister.Sp => MachineRegister.Rsp,
        UnwindRegister.Bp => MachineRegister.Rbp,
        UnwindRegister.Di => MachineRegister.Rdi,
        UnwindRegister.Dx => MachineRegister.Rdx,
        UnwindRegister.R10 => MachineRegister.R10,
        UnwindRegister.R13 => MachineRegister.R13,
        _ => null,
    };

    private static World WorldOf(FlowEntry entry)
    {
        var any = World.Any;
        var both = (byte)(World.EntryFromUser | World.EntryFromKernel);
        return entry.Hint is not null ? any : entry.Kind switch
        {
            EntryKind.Interrupt when entry.Vector is 1 or 2 or 8 or 18 or 29 => new World((byte)(both | World.EntryFromKernelWithUsers), (byte)(both | World.EntryFromKernelWithUsers), any.Flags, 0).WithInterrupts(false),
            EntryKind.Interrupt => new World(both, both, any.Flags, 0).WithInterrupts(false),
            EntryKind.Syscall or EntryKind.SyscallCompat or EntryKind.Sysenter => new World(World.EntryFromUser, World.EntryFromUser, any.Flags, 0).WithInterrupts(false).WithDirection(false).WithAlignmentCheck(false),
            EntryKind.FredUser => new World(1 << 1, World.EntryFromUser, any.Flags, 0).WithInterrupts(false).WithDirection(false).WithAlignmentCheck(false),
            EntryKind.FredKernel => new World(World.EntryFromKernel, World.EntryFromKernel, any.Flags, 0).WithInterrupts(false).WithDirection(false).WithAlignmentCheck(false),
            _ => new World(World.EntryFromKernel, World.EntryFromKernel, any.Flags, 0).WithDirection(false).WithAlignmentCheck(false),
        };
    }
}
