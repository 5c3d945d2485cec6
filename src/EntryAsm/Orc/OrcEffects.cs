// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Orc;

/// <summary>What an instruction does to the frame, as far as the tables follow it.</summary>
internal static class OrcEffects
{
    public static OrcState After(OrcState state, in Instruction code, OrcRules rules)
    {
        var isFrame = state.Type == UnwindHintType.Call;
        if (state.Register == UnwindRegister.Undefined)
            return state;
        if (state.Register == UnwindRegister.SpIndirect && rules == OrcRules.Linux6)
            return After(state with { Register = UnwindRegister.Sp }, code, rules) with { Register = UnwindRegister.SpIndirect };
        return code.Mnemonic switch
        {
            Mnemonic.Push => Pushed(state, isFrame && code.Op0Kind == OpKind.Register && code.Op0Register == Register.RBP),
            Mnemonic.Pushfq => Pushed(state, false),
            Mnemonic.Pop => Popped(state, code, isFrame),
            Mnemonic.Popfq => Moved(state, -8),
            Mnemonic.Add when IsRspByNumber(code) => Moved(state, -(int)code.Immediate32),
            Mnemonic.Sub when IsRspByNumber(code) => Moved(state, (int)code.Immediate32),
            Mnemonic.Lea when code.Op0Register == Register.RSP && code.MemoryBase == Register.RSP && code.MemoryIndex == Register.None => Moved(state, -(int)code.MemoryDisplacement64),
            _ when !isFrame => state,
            Mnemonic.Lea when code.Op0Register == Register.RSP && code.MemoryBase == Register.RBP && code.MemoryIndex == Register.None =>
                state with { Depth = -((int)code.MemoryDisplacement64 + (state.SavedRbp ?? 0)) },
            Mnemonic.Mov when code.Op0Kind == OpKind.Register && code.Op1Kind == OpKind.Register => Copied(state, code.Op0Register, code.Op1Register),
            Mnemonic.Mov => Stored(state, code),
            Mnemonic.Leave when state.Register == UnwindRegister.Bp =>
                state with { Register = UnwindRegister.Sp, Offset = state.Offset - 8, Depth = -(state.SavedRbp ?? 0) - 8, SavedRbp = null },
            _ => state,
        };
    }

    private static bool IsRspByNumber(in Instruction code) => code.Op0Kind == OpKind.Register && code.Op0Register == Register.RSP && code.Op1Kind is OpKind.Immediate8to64 or OpKind.Immediate32to64;

    /// <summary>The stack grows by some bytes.</summary>
    private static OrcState Moved(OrcState state, int bytes) =>
        state with { Depth = state.Depth + bytes, Offset = state.Register == UnwindRegister.Sp ? state.Offset + bytes : state.Offset };

    private static OrcState Pushed(OrcState state, bool isRbp)
    {
        var after = Moved(state, 8);
        return isRbp && state.SavedRbp is null ? after with { SavedRbp = -after.Depth } : after;
    }

    private static OrcState Popped(OrcState state, in Instruction code, bool isFrame)
    {
        var isRbp = isFrame && code.Op0Kind == OpKind.Register && code.Op0Register == Register.RBP;
        if (isRbp && state.Register == UnwindRegister.Bp)
            state = state with { Register = UnwindRegister.Sp };
        return Moved(isRbp && state.SavedRbp == -state.Depth ? state with { SavedRbp = null } : state, -8);
    }

    private static OrcState Copied(OrcState state, Register to, Register from)
    {
        if (from == Register.RSP && to == Register.RBP && state.Register == UnwindRegister.Sp && state.SavedRbp == -state.Offset)
            return state with { Register = UnwindRegister.Bp };
        if (from == Register.RSP && state.Register == UnwindRegister.Sp)
            return state with { Copy = (to - Register.RAX, state.Depth) };
        if (to != Register.RSP)
            return state;
        if (from == Register.RBP && state.Register == UnwindRegister.Bp)
            return state with { Depth = -(state.SavedRbp ?? 0) };
        if (state.Register != UnwindRegister.Sp)
            return state;
        return state.Copy is { } copy && copy.Register == from - Register.RAX
            ? state with { Offset = copy.Depth, Depth = copy.Depth }
            : state with { Register = UnwindRegister.Undefined, Offset = 0 };
    }

    /// <summary>rbp to or from its place in the frame.</summary>
    private static OrcState Stored(OrcState state, in Instruction code)
    {
        var frame = state.Register switch { UnwindRegister.Sp => Register.RSP, UnwindRegister.Bp => Register.RBP, _ => Register.None };
        if (frame == Register.None || code.MemoryBase != frame || code.MemoryIndex != Register.None || code.MemorySize.GetSize() != 8)
            return state;
        var place = (int)code.MemoryDisplacement64 - state.Offset;
        if (code.Op1Kind == OpKind.Register && code.Op1Register == Register.RBP && state.SavedRbp is null)
            return state with { SavedRbp = place };
        return code.Op0Kind == OpKind.Register && code.Op0Register == Register.RBP && state.SavedRbp == place ? state with { SavedRbp = null } : state;
    }
}
