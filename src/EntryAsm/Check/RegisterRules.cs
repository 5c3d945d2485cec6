// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>What general registers hold on the return path, and after calls.</summary>
internal sealed class RegisterRules(Findings findings, ModuleTraits module) : IPathRule
{
    private readonly InstructionInfoFactory information = new();

    public void Visit(Site site)
    {
        if (site.IsInterruptReturn && site.IsInterrupt)
        {
            if (site.HasKnownFrame)
                Interrupt(site);
        }
        else if ((site.IsSysret || site.IsInterruptReturn) && site.IsSystemCall)
            SystemCall(site);
        else if (site.IsSysret || site.IsInterruptReturn && FrameRules.Ring(site) == 3)
            Exit(site);
        else if (site.IsReturn)
            Function(site);
        else if (IsFredReturn(site))
            Interrupt(site);
        CallerSaved(site);
    }

    private static bool IsFredReturn(Site site) => site.Mnemonic is Mnemonic.Eretu or Mnemonic.Erets && site.IsFred;

    private void Interrupt(Site site)
    {
        var mayAnswer = module.GateOf(site.Entry) is { Dpl: 3, Vector: >= 32 } || site.IsFred;
        var lost = new List<string>();
        for (var register = 0; register < MachineRegister.Count; register++)
        {
            if (register == MachineRegister.Rsp)
                continue;
            var value = site.Register(register);
            if (Exchanged(site, register, value))
                return;
            if (IsLost(site, register, value) is { } bad && !(mayAnswer && register == MachineRegister.Rax) && !(mayAnswer && bad.IsConstant))
                lost.Add(MachineRegister.Name(register) + " holds " + ValueText.Of(bad, site, findings.Paths));
        }

        if (lost.Count != 0)
            findings.Add(Rules.RegisterLost, site, "the interrupted program gets back other registers than it had: " + List(lost), cause: "exit");
    }

    private static string List(List<string> parts) => parts.Count <= 3 ? string.Join(", ", parts) : string.Join(", ", parts.Take(3)) + " and " + ValueText.Decimal(parts.Count - 3) + " more";

    /// <summary>Whether a register holds what another register held: pops in another order than the pushes.</summary>
    private bool Exchanged(Site site, int register, Value value)
    {
        var plain = site.Plain(value);
        if (site.Base(plain) is not { Kind: BaseKind.Register } key || plain.Offset != 0 || key.A == register)
            return false;
        if (key.A >= MachineRegister.Count ? !IsOfFrame(site, register, (int)key.A) : !IsHeldByOther(site, (int)key.A, register) || !IsFromMemory(site, register))
            return false;
        findings.Add(Rules.PopOrder, site, MachineRegister.Name(register) + " gets back what " + MachineRegister.Name((int)key.A) + " held: registers are popped in the opposite order of the pushes", cause: "exit");
        return true;
    }

    /// <summary>Whether a register gets what SYSCALL has left of rip or rflags, which have slots of their own for rcx and r11.</summary>
    private static bool IsOfFrame(Site site, int register, int held) => site.IsSystemCall && register is not (MachineRegister.Rcx or MachineRegister.R11) && held is MachineRegister.Rip or MachineRegister.Rflags;

    /// <summary>Whether the other register does not have its own value either: they have changed places, or one slot was taken for the next.</summary>
    private static bool IsHeldByOther(Site site, int other, int register) => !site.IsRegister(site.Register(other), other) || other == register;

    /// <summary>Whether the register was last loaded from memory: a pop, or a load of a slot.</summary>
    private bool IsFromMemory(Site site, int register)
    {
        var load = findings.Paths.Instructions(site.Kept, site.At).FindLast(instruction => (site.Code.Written(instruction) >> register & 1) != 0);
        return load is { Code.Mnemonic: Mnemonic.Pop } or { Code: { Mnemonic: Mnemonic.Mov, Op1Kind: OpKind.Memory } };
    }

    /// <summary>What a register holds on some path that is not its value at the entry; null where that is not known.</summary>
    private static Value? IsLost(Site site, int register, Value value)
    {
        foreach (var possible in site.Possible(value))
        {
            var plain = site.Plain(possible);
            if (!plain.IsKnown || plain == site.Bases.Register(register))
                continue;
            if (plain.IsConstant)
                return plain;
            if (site.Base(plain).Kind is BaseKind.Result or BaseKind.Register or BaseKind.ReturnAddress or BaseKind.Stack or BaseKind.Symbol or BaseKind.Section or BaseKind.Flags or BaseKind.PageTables or BaseKind.GsBase
                || site.Base(plain).Kind == BaseKind.Expression && site.Bases.IsOfEntry(plain)
                || site.Base(plain) is { Kind: BaseKind.Memory } memory && (site.Bases.Is(new Value((int)memory.A, 0), BaseKind.Segment) || IsUnwritten(site, memory)))
            {
                return plain;
            }
        }

        return null;
    }

    /// <summary>A word of a stack that this code has pushed on, at a place where it has stored nothing.</summary>
    public static bool IsUnwritten(Site site, in BaseKey memory)
    {
        var address = (int)memory.A;
        if (site.State.HasLostMemory || memory.B != 8 || site.Bases[address].Kind is not (BaseKind.Stack or BaseKind.Memory) || site.Bases[address] is { Kind: BaseKind.Stack, A: not (long)StackKind.Interrupt })
            return false;
        if (site.Bases[address] is { Kind: BaseKind.Memory } pointer && site.Bases[(int)pointer.A].Kind != BaseKind.Segment)
            return false;
        var offset = memory.C;
        foreach (var slot in site.State.Slots)
        {
            if (slot.Base == address && slot.Offset is var at && Math.Abs(at - offset) <= FlowEntries.FrameBytes && at != offset)
                return site.IsStack(address);
        }

        return false;
    }

    /// <summary>Behind a system call a register may be cleared, but take nothing of the kernel's along.</summary>
    private void SystemCall(Site site)
    {
        var leaks = new List<string>();
        for (var register = 0; register < MachineRegister.Count; register++)
        {
            if (register is MachineRegister.Rsp || register is MachineRegister.Rcx or MachineRegister.R11 && site.IsSysret)
                continue;
            var value = site.Register(register);
            if (Exchanged(site, register, value))
                return;
            if (register == MachineRegister.Rax && !site.IsStack(value.Base))
                continue; // the result, whatever it is
            if (Leak(site, value) is { } leak)
                leaks.Add(MachineRegister.Name(register) + " holds " + ValueText.Of(leak, site, findings.Paths));
        }

        if (leaks.Count == 0)
            NotLoaded(site);
        else
            findings.Add(Rules.RegisterLeak, site, "values of the kernel go to ring 3: " + List(leaks), cause: "exit");
    }

    /// <summary>A register that was saved, cleared for C, and not loaded again.</summary>
    private void NotLoaded(Site site)
    {
        for (var register = 0; register < MachineRegister.Count; register++)
        {
            if ((MachineRegister.CalleeSaved >> register & 1) == 0 || register == MachineRegister.Rsp || !site.Register(register).IsConstant || !IsSaved(site, register))
                continue;
            var path = findings.Paths.Instructions(site.Kept, site.At);
            var cleared = path.FindLastIndex(instruction => (site.Code.Written(instruction) >> register & 1) != 0);
            var called = path.FindLastIndex(static instruction => instruction.Code.FlowControl is FlowControl.Call or FlowControl.IndirectCall);
            if (cleared >= 0 && cleared < called)
                findings.Add(Rules.RegisterLost, site, MachineRegister.Name(register) + " was saved and cleared" + findings.Paths.At(path[cleared]) + ", and is not restored on this return path", cause: "exit");
        }
    }

    private static bool IsSaved(Site site, int register)
    {
        foreach (var slot in site.State.Slots)
        {
            if (site.IsRegister(slot.Value, register))
                return true;
        }

        return false;
    }

    /// <summary>A return path to ring 3 that is entered from kernel code: what C left is a leak there too.</summary>
    private void Exit(Site site)
    {
        if (site.Entry is null or { Hint: not null } or { Kind: EntryKind.Start })
            return;
        SystemCall(site);
    }

    private static Value? Leak(Site site, Value value)
    {
        foreach (var possible in site.Possible(value))
        {
            var plain = site.Plain(possible);
            var key = site.Base(plain);
            var isKernels = key.Kind switch
            {
                BaseKind.Result => key.B != MachineRegister.Rax || site.IsLeftByCall(key),
                BaseKind.Stack or BaseKind.Symbol or BaseKind.Section or BaseKind.PageTables or BaseKind.GsBase or BaseKind.ReturnAddress => true,
                BaseKind.Memory when IsUnwritten(site, key) => true,
                BaseKind.Memory => site.Base(new Value((int)key.A, 0)).Kind is BaseKind.Segment or BaseKind.Section or BaseKind.Symbol && key.B == 8 && IsKernelMemory(site, key),
                _ => false,
            };
            if (isKernels)
                return plain;
        }

        return null;
    }

    /// <summary>Memory of the kernel that is not a place where the user's registers are kept: those are read back through the register that they came from.</summary>
    private static bool IsKernelMemory(Site site, in BaseKey memory) => site.Base(new Value((int)memory.A, 0)).Kind == BaseKind.Segment;

    /// <summary>What a function must leave as it found it.</summary>
    private void Function(Site site)
    {
        if (site.Load(site.State.Rsp) != site.Bases.Register(MachineRegister.ReturnAddress) || site.Entry is null or { Hint: not null } || site.Entry.Kind != EntryKind.Function)
            return;
        for (var register = 0; register < MachineRegister.Count; register++)
        {
            if ((MachineRegister.CalleeSaved >> register & 1) == 0 || register == MachineRegister.Rsp)
                continue;
            var value = site.Register(register);
            if (Exchanged(site, register, value))
                return;
            if (IsLost(site, register, value) is not { } bad)
                continue;
            findings.Add(Rules.CalleeSaved, site, "the caller must find " + MachineRegister.Name(register) + " as it was; it holds " + ValueText.Of(bad, site, findings.Paths), cause: "exit");
            return;
        }
    }

    /// <summary>A register that a call may have changed is read as if it had not.</summary>
    private void CallerSaved(Site site)
    {
        ref readonly var code = ref site.At.Code;
        if (code.Mnemonic is Mnemonic.Push or Mnemonic.Nop or Mnemonic.Xchg or Mnemonic.Ret || code.FlowControl == FlowControl.Return || IsZeroing(code))
            return;
        for (var register = 0; register < MachineRegister.Count; register++)
        {
            if (site.Base(site.Register(register)) is not { Kind: BaseKind.Result } key || key.B != register || register is MachineRegister.Rax or MachineRegister.Rdx)
                continue;
            var call = site.Code.Instructions[(int)key.A];
            if (call.Code.FlowControl is not (FlowControl.Call or FlowControl.IndirectCall) || !Reads(site, register))
                continue;
            findings.Add(Rules.CallerSaved, site, MachineRegister.Name(register) + " is used as if the call" + findings.Paths.At(call) + " had kept it; a function may change rax, rcx, rdx, rsi, rdi and r8 to r11", cause: MachineRegister.Name(register));
        }
    }

    private static bool IsZeroing(in Instruction code) => code.Mnemonic is Mnemonic.Xor or Mnemonic.Sub && code.Op0Kind == OpKind.Register && code.Op1Kind == OpKind.Register && code.Op0Register == code.Op1Register;

    private bool Reads(Site site, int register)
    {
        foreach (var used in information.GetInfo(site.At.Code, InstructionInfoOptions.NoMemoryUsage).GetUsedRegisters())
        {
            if (used.Access is OpAccess.Read or OpAccess.ReadWrite or OpAccess.CondRead or OpAccess.ReadCondWrite && used.Register.IsGPR() && used.Register.GetFullRegister() - Register.RAX == register)
                return true;
        }

        return false;
    }
}
