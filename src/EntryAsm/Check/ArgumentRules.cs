// SPDX-License-Identifier: MIT
using EntryAsm.Flow;

namespace EntryAsm.Check;

/// <summary>What C is given: the saved registers as <c>struct pt_regs</c> has them, the error code, the number of a system call; of functions that are declared to take them.</summary>
internal sealed class ArgumentRules(Findings findings) : IPathRule
{
    public void Visit(Site site)
    {
        if (!(site.IsInterrupt || site.IsSystemCall) || !site.IsCallOut(out var target))
            return;
        var takes = site.Code.TraitsOf(target);
        var name = site.NameOf(target);
        if ((takes & CalleeTraits.TakesRegisters) != 0)
            Frame(site, name, MachineRegister.Rdi);
        if ((takes & CalleeTraits.TakesNumberAndRegisters) != 0)
        {
            Frame(site, name, MachineRegister.Rsi);
            Number(site, name);
        }

        if ((takes & CalleeTraits.TakesErrorCode) != 0)
            ErrorCode(site, name);
    }

    private void Frame(Site site, string name, int argument)
    {
        var frame = site.Register(argument);
        if (!frame.IsKnown)
            findings.Unknown(site, "it is not known whether " + MachineRegister.Name(argument) + " is the address of the saved registers");
        else if (IsNoFrame(site, frame))
            Add(site, name + " takes the address of the saved registers in " + MachineRegister.Name(argument) + ", which holds " + ValueText.Of(frame, site, findings.Paths));
        else
            SavedRegisters.Judge(site, frame, (register, value) => Add(site, name + " finds " + (value.IsKnown ? ValueText.Of(value, site, findings.Paths) : "nothing that was stored")
                + " where struct pt_regs has " + MachineRegister.Name(register)));
    }

    private void Add(Site site, string what) => findings.Add(Rules.Arguments, site, what, cause: "arguments");

    private static bool IsNoFrame(Site site, Value frame) => site.Base(site.Plain(frame)).Kind is BaseKind.Constant or BaseKind.Register or BaseKind.Flags or BaseKind.PageTables or BaseKind.GsBase or BaseKind.Symbol or BaseKind.Section
        || site.Base(frame) is { Kind: BaseKind.Result } result && result.B != MachineRegister.Rax;

    private void Number(Site site, string name)
    {
        var number = site.Plain(site.Register(MachineRegister.Rdi));
        if (number.IsConstant || site.Base(number) is { Kind: BaseKind.Register } key && key.A != MachineRegister.Rax || site.Base(number).Kind == BaseKind.Stack || site.IsStack(number.Base))
            Add(site, name + " takes the number of the system call in rdi, which holds " + ValueText.Of(number, site, findings.Paths));
    }

    private void ErrorCode(Site site, string name)
    {
        var code = site.Plain(site.Register(MachineRegister.Rsi));
        var key = site.Base(code);
        var isOther = key.Kind switch
        {
            BaseKind.Register => key.A != MachineRegister.ErrorCode,
            BaseKind.Constant => site.Entry!.HasErrorCode,
            BaseKind.Stack or BaseKind.Flags or BaseKind.PageTables or BaseKind.Result => true,
            BaseKind.Memory => site.Entry!.HasErrorCode && site.Base(new Value((int)key.A, 0)).Kind is BaseKind.Stack,
            _ => false,
        };
        if (isOther)
            Add(site, name + " takes the error code in rsi, which holds " + ValueText.Of(code, site, findings.Paths));
    }
}
