// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>An index into a table of addresses: bounded from above, from below, and in all of its width.</summary>
internal sealed class IndexRules(Findings findings) : IPathRule
{
    public void Visit(Site site)
    {
        ref readonly var code = ref site.At.Code;
        if (code.MemoryIndex == Register.None || code.MemoryIndexScale != 8 || !IsDispatch(site) || !code.MemoryIndex.IsGPR64())
            return;
        var index = code.MemoryIndex;
        var value = site.Bases.Is(site.State.Registers[index - Register.RAX], BaseKind.Unknown) ? default : site.State.Registers[index - Register.RAX];
        if (value.IsConstant || IsMasked(site, value))
            return;
        var bound = new IndexBound(findings.Paths.Instructions(site.Kept, site.At), site.At, index, site.Code);
        Judge(site, bound, index, value);
    }

    private void Judge(Site site, IndexBound bound, Register index, Value value)
    {
        var name = index.ToString().ToLowerInvariant();
        if (bound.Kind == BoundKind.Signed)
        {
            findings.Add(Rules.TableIndex, site, name + " was compared as signed" + findings.Paths.At(bound.Branch!) + ": a negative one passes and reads below the table; JA, JAE or JB compare as unsigned", cause: name);
        }
        else if (bound.Kind == BoundKind.Narrow && !IsNarrow(site, value, bound.Bytes))
        {
            findings.Add(Rules.TableIndex, site, "only the lower " + ValueText.Decimal(bound.Bytes * 8) + " bits of " + name + " were compared" + findings.Paths.At(bound.Branch!) + ", all 64 are used", cause: name);
        }
        else if (bound.Kind is BoundKind.Unsigned or BoundKind.Narrow && Entries(site) is { } entries && bound.Limit.IsConstant && bound.Limit.Offset + (bound.IsInclusive ? 1 : 0) > entries)
        {
            findings.Add(Rules.TableIndex, site, "the table has " + ValueText.Decimal(entries) + " entries, and " + name + " may be " + ValueText.Decimal(bound.Limit.Offset - (bound.IsInclusive ? 0 : 1)) + " after the comparison" + findings.Paths.At(bound.Branch!), cause: name);
        }
        else if (bound.Kind == BoundKind.None && IsUsers(site, value))
        {
            findings.Add(Rules.TableIndex, site, name + " comes from ring 3 and is an index here, but no comparison on this path bounds it", cause: name);
        }
        else if (bound.Kind == BoundKind.None)
        {
            findings.Unknown(site, "it is not known that " + name + " is within the table");
        }
        else if (!bound.IsMasked)
        {
            findings.Add(Rules.IndexMask, site, name + " was bounded by a branch" + findings.Paths.At(bound.Branch!) + ", which the processor may predict wrongly: clear the index after it (SBB and AND, or CMOV)", cause: name);
        }
    }

    /// <summary>How many addresses the table has, where it is one of this object; null where that does not show.</summary>
    private static long? Entries(Site site)
    {
        if (site.At.Code.MemoryBase != Register.None || site.Code.PlaceOf(site.At.Displacement) is not { } table || table.Section >= site.Map.Object.Sections.Length)
            return null;
        long end = site.Map.Object.Sections[table.Section].Size;
        foreach (var symbol in site.Map.Object.Symbols)
        {
            if (symbol.Section != table.Section || symbol.Type == SymbolType.Section)
                continue;
            if (symbol.Value == table.Offset && symbol.Size != 0)
                return symbol.Size / 8;
            if (symbol.Value > table.Offset)
                end = Math.Min(end, symbol.Value);
        }

        foreach (var label in site.Map.Object.Labels)
        {
            if (label.Section == table.Section && label.Offset > table.Offset)
                end = Math.Min(end, label.Offset);
        }

        return (end - table.Offset) / 8;
    }

    /// <summary>Whether it calls or jumps through the table, or loads what is then called.</summary>
    private static bool IsDispatch(Site site)
    {
        if (site.At.Code.FlowControl is FlowControl.IndirectCall or FlowControl.IndirectBranch)
            return site.At.Code.Op0Kind == OpKind.Memory;
        if (site.Mnemonic != Mnemonic.Mov || site.At.Code.Op0Kind != OpKind.Register || !site.At.Code.Op0Register.IsGPR64())
            return false;
        var at = site.At;
        for (var i = 0; i < 4 && site.Code.At(at.Place with { Offset = at.End }) is { } next; i++, at = next)
        {
            if (next.Code.FlowControl is FlowControl.IndirectCall or FlowControl.IndirectBranch)
                return next.Code.Op0Kind == OpKind.Register && next.Code.Op0Register == site.At.Code.Op0Register;
            if (next.Code.FlowControl == FlowControl.Call && site.Base(next.Immediate) is { Kind: BaseKind.Symbol } key)
                return site.Map.Object.Symbols[(int)key.A].Name.Contains("indirect_thunk");
            if (next.Code.FlowControl != FlowControl.Next)
                return false;
        }

        return false;
    }

    private static bool IsMasked(Site site, Value value) => site.Base(value) is { Kind: BaseKind.Expression } key && value.Offset == 0
        && ((ValueOperation)key.A == ValueOperation.And && key.D >= 0 || (ValueOperation)key.A == ValueOperation.LowBytes && key.D == 1);

    private static bool IsNarrow(Site site, Value value, int bytes) => site.Base(value) is { Kind: BaseKind.Expression } key && value.Offset == 0 && (ValueOperation)key.A == ValueOperation.LowBytes && key.D <= bytes
        || site.Base(value) is { Kind: BaseKind.Memory } memory && value.Offset == 0 && memory.B <= bytes || !value.IsKnown;

    /// <summary>Whether ring 3 chooses the value.</summary>
    private static bool IsUsers(Site site, Value value)
    {
        value = site.Plain(value);
        while (site.Base(value) is { Kind: BaseKind.Expression } key && (ValueOperation)key.A == ValueOperation.LowBytes)
            value = site.Plain(new Value((int)key.B, key.C));
        return site.IsSystemCall && site.Base(value) is { Kind: BaseKind.Register } register && register.A < MachineRegister.Count;
    }
}

internal enum BoundKind
{
    None,
    Unsigned,
    Signed,
    Narrow,
}

/// <summary>How an index was compared on the path that led to its use.</summary>
internal sealed class IndexBound
{
    public IndexBound(List<FlowInstruction> path, FlowInstruction use, Register index, FlowCode code)
    {
        var isFloored = false;
        for (var i = path.Count - 1; i >= 0; i--)
        {
            ref readonly var instruction = ref path[i].Code;
            if (instruction.FlowControl == FlowControl.ConditionalBranch && Comparison(path, i, index) is { } compare)
            {
                var isTaken = code.PlaceOf(path[i].Immediate) == (i + 1 < path.Count ? path[i + 1] : use).Place;
                var kind = KindOf(instruction.ConditionCode, isTaken, compare, ref isFloored);
                if (kind == BoundKind.None)
                    continue;
                if (kind == BoundKind.Signed && !isFloored)
                    isFloored = IsFlooredBefore(path, i, index);
                (Limit, IsInclusive) = (compare.Immediate, instruction.ConditionCode is ConditionCode.a or ConditionCode.be or ConditionCode.g or ConditionCode.le);
                Bytes = compare.Code.Op0Kind == OpKind.Register ? compare.Code.Op0Register.GetSize() : 8;
                Kind = kind == BoundKind.Signed && isFloored ? BoundKind.Unsigned : Bytes < 8 && kind == BoundKind.Unsigned ? BoundKind.Narrow : kind;
                Branch = path[i];
                return;
            }

            IsMasked |= instruction.Mnemonic is Mnemonic.Sbb or Mnemonic.Lfence || instruction.Mnemonic.ToString().StartsWith("Cmov", StringComparison.Ordinal);
            if (Writes(instruction, index) && !Keeps(instruction))
            {
                if (instruction.Mnemonic is Mnemonic.Mov && instruction.Op1Kind == OpKind.Register && instruction.Op1Register.IsGPR())
                    index = instruction.Op1Register.GetFullRegister();
                else if (instruction.Mnemonic is not (Mnemonic.And or Mnemonic.Movzx or Mnemonic.Movsxd or Mnemonic.Cdqe))
                    return;
            }
        }
    }

    /// <summary>Whether a comparison before the one with the upper limit has kept negative values out.</summary>
    private static bool IsFlooredBefore(List<FlowInstruction> path, int end, Register index)
    {
        var isFloored = false;
        for (var i = end - 1; i >= 0 && !isFloored && !Writes(path[i].Code, index); i--)
        {
            if (path[i].Code.FlowControl == FlowControl.ConditionalBranch && Comparison(path, i, index) is { } compare)
                _ = KindOf(path[i].Code.ConditionCode, !IsNextInLine(path, i), compare, ref isFloored);
        }

        return isFloored;
    }

    private static bool IsNextInLine(List<FlowInstruction> path, int i) => path[i + 1].Place == path[i].Place with { Offset = path[i].End };

    public BoundKind Kind { get; }

    /// <summary>What the index was compared with, and whether it may be equal to it.</summary>
    public Value Limit { get; }

    public bool IsInclusive { get; }

    public FlowInstruction? Branch { get; }

    public int Bytes { get; }

    public bool IsMasked { get; }

    private static bool Keeps(in Instruction instruction) => instruction.Mnemonic is Mnemonic.Sbb or Mnemonic.Cmovae or Mnemonic.Cmovb or Mnemonic.Cmova or Mnemonic.Cmovbe;

    private static bool Writes(in Instruction instruction, Register index) => instruction.Op0Kind == OpKind.Register && instruction.Op0Register.IsGPR() && instruction.Op0Register.GetFullRegister() == index
        && instruction.Mnemonic is not (Mnemonic.Cmp or Mnemonic.Test or Mnemonic.Push);

    /// <summary>The comparison of the index that a branch looks at.</summary>
    private static FlowInstruction? Comparison(List<FlowInstruction> path, int branch, Register index)
    {
        for (var i = branch - 1; i >= Math.Max(0, branch - 3); i--)
        {
            ref readonly var code = ref path[i].Code;
            if (code.Mnemonic is Mnemonic.Cmp or Mnemonic.Test)
                return code.Op0Kind == OpKind.Register && code.Op0Register.IsGPR() && code.Op0Register.GetFullRegister() == index ? path[i] : null;
            if (code.RflagsModified != 0)
                return null;
        }

        return null;
    }

    private static BoundKind KindOf(ConditionCode condition, bool isTaken, FlowInstruction compare, ref bool isFloored)
    {
        if (compare.Code.Mnemonic == Mnemonic.Test)
        {
            isFloored |= condition == ConditionCode.s && !isTaken || condition == ConditionCode.ns && isTaken;
            return BoundKind.None;
        }

        if (compare.Immediate is { IsConstant: true, Offset: 0 } or { IsConstant: true, Offset: -1 } && condition is ConditionCode.l or ConditionCode.ge or ConditionCode.le or ConditionCode.g)
        {
            isFloored = true;
            return BoundKind.None;
        }

        return condition switch
        {
            ConditionCode.a or ConditionCode.ae when !isTaken => BoundKind.Unsigned,
            ConditionCode.b or ConditionCode.be when isTaken => BoundKind.Unsigned,
            ConditionCode.g or ConditionCode.ge when !isTaken => BoundKind.Signed,
            ConditionCode.l or ConditionCode.le when isTaken => BoundKind.Signed,
            _ => BoundKind.None,
        };
    }
}
