// SPDX-License-Identifier: MIT
using EntryAsm.Flow;

namespace EntryAsm.Check;

/// <summary>The registers of the interrupted code as they were saved, compared with <c>struct pt_regs</c>.</summary>
internal static class SavedRegisters
{
    /// <summary>Tells of the first word that is known to be another one than the structure has there.</summary>
    /// <param name="site">Where.</param>
    /// <param name="frame">The address of the structure.</param>
    /// <param name="isWrong">Gets the register that belongs there, and what is there; unknown where nothing was stored.</param>
    public static void Judge(Site site, Value frame, Action<int, Value> isWrong)
    {
        for (var offset = 0; offset < FlowEntries.FrameBytes; offset += 8)
        {
            var register = FlowEntries.RegisterAt(offset);
            if (register < 0 || register == MachineRegister.Rax)
                continue; // A place for the result, often set already.
            foreach (var possible in site.Possible(site.Load(frame.Plus(offset))))
            {
                if (!IsOther(site, register, site.Plain(possible), frame.Plus(offset)))
                    continue;
                isWrong(register, site.Base(possible).Kind == BaseKind.Memory ? Value.Unknown : possible);
                return;
            }
        }
    }

    private static bool IsOther(Site site, int register, Value value, Value place)
    {
        var key = site.Base(value);
        switch (key.Kind)
        {
            case BaseKind.Register:
                return value.Offset == 0 && key.A != register && !IsKeptBySyscall(site, register, key.A);
            case BaseKind.Constant:
                return site.IsInterrupt ? register < MachineRegister.Count && register != MachineRegister.Rsp : register < MachineRegister.Count && site.Entry!.Kind == EntryKind.Syscall;
            case BaseKind.Memory:
                return !site.State.HasLostMemory && key.A == place.Base && key.C == place.Offset && site.Base(place).Kind is BaseKind.Stack or BaseKind.Memory;
            case BaseKind.Result or BaseKind.PageTables or BaseKind.GsBase or BaseKind.ReturnAddress:
                return true;
            case BaseKind.Stack:
                return register != MachineRegister.Rsp;
            default:
                return false;
        }
    }

    /// <summary>SYSCALL leaves rip in rcx and rflags in r11.</summary>
    private static bool IsKeptBySyscall(Site site, int register, long held) => site.IsSystemCall
        && (register, held) is (MachineRegister.Rcx, MachineRegister.Rip) or (MachineRegister.R11, MachineRegister.Rflags) or (MachineRegister.Cs or MachineRegister.Ss or MachineRegister.Rsp, _) || site.Entry!.Kind != EntryKind.Syscall && site.IsSystemCall;
}
