// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>What a module does anywhere, and so has to do everywhere.</summary>
internal sealed class ModuleTraits
{
    private const int GsBaseMsr = unchecked((int)0xC0000101);

    public ModuleTraits(FlowMap map, CheckOptions options)
    {
        Map = map;
        StackAlignment = options.StackAlignment ?? (int?)map.Object.Facts.LastOrDefault(static fact => fact.Kind == FactKind.StackAlignment)?.Value ?? 16;
        foreach (var instruction in map.Code.Instructions)
            Look(instruction);
        foreach (var gate in map.Object.Gates)
        {
            var symbol = map.Object.Symbols[gate.Symbol];
            if (symbol.Section >= 0)
                Gates[(new CodePlace(symbol.Section, (int)symbol.Value), gate.Vector)] = gate;
        }

        UsesReturnThunks = map.Object.Symbols.Any(static symbol => symbol is { Name: FlowCode.ReturnThunk, Section: < 0 });
        HasSystemCall = map.Entries.Any(static entry => entry.Kind == EntryKind.Syscall);
        HasExceptionTable = FaultTable.Rows(map.Object).Any();
        TakenAddresses = FindTakenAddresses(map);
        SwitchesPageTables = FindSwitches(map);
    }

    public FlowMap Map { get; }

    public int StackAlignment { get; }

    /// <summary>Whether it has anything to do with the GS base; a kernel may leave it to the user.</summary>
    public bool UsesGs { get; private set; }

    /// <summary>Whether programs run on other page tables than the kernel.</summary>
    public bool SwitchesPageTables { get; }

    /// <summary>Whether it opens and closes the access to user memory, so runs with SMAP.</summary>
    public bool UsesSmap { get; private set; }

    public bool UsesBranchTracking { get; private set; }

    public bool SavesVectorRegisters { get; private set; }

    public bool UsesReturnThunks { get; }

    public bool HasSystemCall { get; }

    public bool HasExceptionTable { get; }

    public Dictionary<(CodePlace Place, int Vector), EntryGate> Gates { get; } = [];

    /// <summary>The fields of gs, at fixed offsets, that some instruction writes.</summary>
    public HashSet<long> WrittenGsFields { get; } = [];

    /// <summary>The places whose address is used other than by a branch.</summary>
    public HashSet<CodePlace> TakenAddresses { get; }

    public EntryGate? GateOf(FlowEntry? entry) => entry is not null && Gates.TryGetValue((entry.Place, entry.Vector), out var gate) ? gate : null;

    private void Look(FlowInstruction instruction)
    {
        ref readonly var code = ref instruction.Code;
        switch (code.Mnemonic)
        {
            case Mnemonic.Swapgs or Mnemonic.Wrgsbase or Mnemonic.Rdgsbase:
                UsesGs = true;
                break;
            case Mnemonic.Stac or Mnemonic.Clac:
                UsesSmap = true;
                break;
            case Mnemonic.Endbr64:
                UsesBranchTracking = true;
                break;
            case Mnemonic.Mov when code.Op1Kind is OpKind.Immediate32 or OpKind.Immediate64 or OpKind.Immediate32to64 && instruction.Immediate is { IsConstant: true } value && (int)value.Offset == GsBaseMsr:
                UsesGs = true;
                break;
            default:
                SavesVectorRegisters |= IsVectorSave(code.Mnemonic);
                break;
        }

        if (code.MemorySegment == Register.GS && code.Op0Kind == OpKind.Memory && code.MemoryBase == Register.None && code.MemoryIndex == Register.None)
            WrittenGsFields.Add(instruction.Displacement.Offset);
        UsesGs |= code.MemorySegment == Register.GS && code.Mnemonic is not (Mnemonic.Lea or Mnemonic.Nop);
    }

    public static bool IsVectorSave(Mnemonic mnemonic) => mnemonic is Mnemonic.Fxsave or Mnemonic.Fxsave64 or Mnemonic.Xsave or Mnemonic.Xsave64 or Mnemonic.Xsavec or Mnemonic.Xsavec64
        or Mnemonic.Xsaveopt or Mnemonic.Xsaveopt64 or Mnemonic.Xsaves or Mnemonic.Xsaves64;

    /// <summary>Whether an instruction loads CR3 on the way from or to a program, or chooses one of a pair: not only a switch of tasks.</summary>
    private static bool FindSwitches(FlowMap map)
    {
        if (!map.Code.Instructions.Any(IsCr3Load))
            return false;
        var site = new Site(map);
        var result = false;
        map.ForEach((instruction, state, kept) =>
        {
            if (result || !IsCr3Load(instruction))
                return;
            site.Visit(instruction, state, kept);
            result = site.IsInterrupt || site.IsSystemCall || site.IsFred || PageTables.IsKernels(site.Operand(1), map.Bases) is not null;
        });
        return result;
    }

    private static bool IsCr3Load(FlowInstruction instruction) => instruction.Code.Mnemonic == Mnemonic.Mov && instruction.Code.Op0Kind == OpKind.Register && instruction.Code.Op0Register == Register.CR3;

    private static HashSet<CodePlace> FindTakenAddresses(FlowMap map)
    {
        var result = new HashSet<CodePlace>();
        foreach (var instruction in map.Code.Instructions)
        {
            var isBranch = instruction.Code.FlowControl is FlowControl.UnconditionalBranch or FlowControl.ConditionalBranch or FlowControl.Call;
            if (!isBranch && map.Code.PlaceOf(instruction.Immediate) is { } immediate)
                result.Add(immediate);
            if (map.Code.PlaceOf(instruction.Displacement) is { } displacement)
                result.Add(displacement);
        }

        return result;
    }
}
