// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>
/// What is computed and never used: a comparison that no branch looks at, a register that is loaded again before anything has read it. Code that does this has
/// lost an instruction: the branch, or the call that takes the register.
/// </summary>
internal sealed class UnusedRules(FlowMap map, Findings findings, HashSet<int> reached)
{
    /// <summary>How far a use is looked for, in instructions; what lies further counts as used.</summary>
    private const int Farthest = 200;

    private const RflagsBits Status = RflagsBits.CF | RflagsBits.PF | RflagsBits.AF | RflagsBits.ZF | RflagsBits.SF | RflagsBits.OF;

    private readonly InstructionInfoFactory information = new();
    private readonly HashSet<int> seen = [];
    private readonly Stack<FlowInstruction> open = new();

    public void Run()
    {
        for (var i = 0; i < map.Code.Instructions.Count; i++) // looking at code may decode more of it
        {
            var instruction = map.Code.Instructions[i];
            if (!reached.Contains(instruction.Number))
                continue;
            if (IsComparison(instruction.Code) && !IsUsed(instruction, at => UseOfFlags(at.Code)))
                findings.Add(Rules.Unused, instruction.Place, "nothing uses the flags of this " + instruction.Code.Mnemonic.ToString().ToUpperInvariant() + ": is the branch after it missing?");
            else if (Loaded(instruction.Code) is { } register && !IsUsed(instruction, at => UseOf(register, at)))
                findings.Add(Rules.Unused, instruction.Place, MachineRegister.Name(register) + " is loaded here, and loaded again before anything has read it: is the instruction that takes it missing?");
        }
    }

    private enum Use
    {
        None,
        Reads,
        Ends,
    }

    /// <summary>A comparison that has no other purpose: memory that is not on the stack may be touched to see whether it is there.</summary>
    private static bool IsComparison(in Instruction code) => code.Mnemonic is Mnemonic.Cmp or Mnemonic.Test or Mnemonic.Bt
        && (code.Op0Kind != OpKind.Memory && code.Op1Kind != OpKind.Memory || code.MemoryBase == Register.RSP);

    /// <summary>The general register that an instruction loads and does nothing else; rbp has readers elsewhere, who unwind the stack.</summary>
    private static int? Loaded(in Instruction code) => code.Mnemonic is Mnemonic.Mov or Mnemonic.Lea or Mnemonic.Movzx && code.Op0Kind == OpKind.Register && (code.Op0Register.IsGPR64() || code.Op0Register.IsGPR32())
        && code.Op0Register.GetFullRegister() is not (Register.RSP or Register.RBP) and var full && !(code.Op1Kind == OpKind.Memory && code.MemoryBase != Register.RSP) && !code.Op1Register.IsCR() ? full - Register.RAX : null;

    /// <summary>Whether some path from after an instruction comes to a use, or to where uses cannot be seen.</summary>
    private bool IsUsed(FlowInstruction definition, Func<FlowInstruction, Use> useAt)
    {
        seen.Clear();
        open.Clear();
        if (!Follow(definition))
            return true;
        while (open.Count != 0)
        {
            var at = open.Pop();
            var use = useAt(at);
            if (use == Use.Reads || seen.Count > Farthest || use == Use.None && !Follow(at))
                return true;
        }

        return false;
    }

    /// <summary>Adds what follows an instruction; false where that is not known.</summary>
    private bool Follow(FlowInstruction at)
    {
        switch (at.Code.FlowControl)
        {
            case FlowControl.Next or FlowControl.ConditionalBranch:
                break;
            case FlowControl.Call or FlowControl.IndirectCall when at.Code.FlowControl == FlowControl.IndirectCall || map.Code.PlaceOf(at.Immediate) is null:
                break;
            case FlowControl.UnconditionalBranch:
                return Add(map.Code.PlaceOf(at.Immediate));
            default:
                return false; // Whoever gets there, by a return, a trap or a pointer, may look at everything.
        }

        if (at.Code.FlowControl == FlowControl.ConditionalBranch && !Add(map.Code.PlaceOf(at.Immediate)) || at.Fixup is { } fixup && !Add(fixup) || at.Branch is { } branch && !Add(branch.Target))
            return false;
        return Add(at.Behind);
    }

    private bool Add(CodePlace? place)
    {
        if (place is not { } known || map.Code.At(known) is not { } instruction)
            return false;
        if (!seen.Add(instruction.Number))
            return true;
        open.Push(instruction);
        foreach (var site in instruction.Alternatives ?? [])
        {
            if (!Add(site.IsEmpty ? site.Continues : site.Replacement))
                return false;
        }

        return true;
    }

    private static Use UseOfFlags(in Instruction code)
    {
        if ((code.RflagsRead & Status) != 0)
            return Use.Reads;
        if (code.FlowControl is FlowControl.Call or FlowControl.IndirectCall || code.Mnemonic is Mnemonic.Iretq or Mnemonic.Sysretq)
            return Use.Ends; // A function is given no flags (psABI AMD64, 3.2.1), and these two load them.
        return (code.RflagsModified & Status) == Status || code.Mnemonic is Mnemonic.Add or Mnemonic.Sub or Mnemonic.And or Mnemonic.Or or Mnemonic.Xor or Mnemonic.Cmp or Mnemonic.Test ? Use.Ends : Use.None;
    }

    private Use UseOf(int register, FlowInstruction at)
    {
        ref readonly var code = ref at.Code;
        if (code.FlowControl is FlowControl.Call or FlowControl.IndirectCall && (MachineRegister.CalleeSaved >> register & 1) == 0)
            return Use.Reads; // an argument, as far as can be seen
        var use = Use.None;
        foreach (var used in information.GetInfo(code, InstructionInfoOptions.NoMemoryUsage).GetUsedRegisters())
        {
            if (!used.Register.IsGPR() || used.Register.GetFullRegister() - Register.RAX != register)
                continue;
            if (used.Access is not OpAccess.Write || !used.Register.IsGPR64() && !used.Register.IsGPR32())
                return Use.Reads;
            use = Use.Ends;
        }

        return use;
    }
}
