// SPDX-License-Identifier: MIT
using EntryAsm.Flow;

namespace EntryAsm.DebugData;

/// <summary>How a register of the interrupted or calling code is found.</summary>
internal enum FrameRuleKind : byte
{
    /// <summary>It is lost, or only the processor's per-CPU data knows it.</summary>
    Undefined,

    /// <summary>It holds what it held.</summary>
    Same,

    /// <summary>It is the frame's address, plus Offset.</summary>
    FramePlus,

    /// <summary>Another register holds it.</summary>
    InRegister,

    /// <summary>In memory, Offset from the frame's address.</summary>
    AtFrame,

    /// <summary>In memory, Offset from what a register holds.</summary>
    AtRegister,

    /// <summary>In memory, Offset from what lies Inner from what a register holds.</summary>
    Indirect,
}

/// <summary>One way to find a register, or the frame's address itself: then it is the address, not what lies there.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="Register">The register (<see cref="MachineRegister"/>).</param>
/// <param name="Offset">Bytes.</param>
/// <param name="Inner">Bytes, for <see cref="FrameRuleKind.Indirect"/>.</param>
internal readonly record struct FrameRule(FrameRuleKind Kind, byte Register = 0, int Offset = 0, int Inner = 0)
{
    /// <summary>What differs most often is compared first: by far the most of the time goes into this.</summary>
    public bool Equals(FrameRule other) => Offset == other.Offset && Register == other.Register && Kind == other.Kind && Inner == other.Inner;

    public override int GetHashCode() => Offset ^ Inner << 16 ^ Register << 8 ^ (int)Kind;
}

/// <summary>All rules that hold before one instruction.</summary>
internal sealed class FrameRow
{
    /// <summary>
    /// What SYSCALL has put something else into, or does not save, and the register of the result: that what a program finds there when it continues is not what it had. Where
    /// interrupts share the return path, the rules for their frames lead to what both continue with.
    /// </summary>
    private const int LostToSystemCalls = 1 << MachineRegister.Rax | 1 << MachineRegister.Rcx | 1 << MachineRegister.R11 | 1 << MachineRegister.Cs | 1 << MachineRegister.Ss;

    private static readonly FrameRule[] NoWays = new FrameRule[0];

    private FrameRule[] ways = NoWays;

    /// <summary>Where the ways of each register begin among all; those of the frame come last.</summary>
    private readonly byte[] starts = new byte[FrameWays.Count + 1];

    /// <summary>Whether the frame is found: if not, so is nothing that counts from it.</summary>
    public bool HasFrame => Has(FrameWays.Frame);

    /// <summary>The frame's address: the stack of the calling code, or the end of what the processor has pushed.</summary>
    public FrameRule Frame => HasFrame ? ways[starts[FrameWays.Frame]] : ways.Length == 0 ? default : new FrameRule(FrameRuleKind.AtRegister, MachineRegister.Rsp);

    /// <summary>The rule of a register.</summary>
    public FrameRule this[int register] => Has(register) ? ways[starts[register]] : default;

    /// <summary>Adds one more state in which the instruction may run: only the ways that hold in all of them stay.</summary>
    public void Add(FrameWays state)
    {
        if (ways.Length == 0)
        {
            ways = state.Copy(starts);
            return;
        }

        var keeping = default((int Kept, int From));
        for (var register = 0; register < FrameWays.Count; register++)
            Keep(register, state.Of(register), ref keeping);
    }

    /// <summary>Adds what is known of system calls where interrupts come by too, of all registers but those that only interrupts bring back.</summary>
    public void AddSystemCall(FrameRow other)
    {
        if (ways.Length == 0)
        {
            ways = other.ways;
            other.starts.CopyTo(starts, 0);
            return;
        }

        var keeping = default((int Kept, int From));
        for (var register = 0; register < FrameWays.Count; register++)
            Keep(register, (LostToSystemCalls >> register & 1) != 0 ? Of(register, keeping.From) : other.Of(register, other.starts[register]), ref keeping);
    }

    private ReadOnlySpan<FrameRule> Of(int register, int from) => ways.AsSpan(from, starts[register + 1] - from);

    /// <summary>Of the ways of one register, keeps those that are among others too.</summary>
    /// <param name="register">The register; all before it have been done.</param>
    /// <param name="others">The other ways.</param>
    /// <param name="keeping">How many were kept so far, of all registers, and where those of this register begin.</param>
    private void Keep(int register, ReadOnlySpan<FrameRule> others, ref (int Kept, int From) keeping)
    {
        var end = starts[register + 1];
        var next = 0;
        for (var i = keeping.From; i < end; i++)
        {
            // Two states mostly have the same ways in the same order.
            if (next < others.Length && others[next].Equals(ways[i]))
                next++;
            else if (!Contains(others, ways[i]))
                continue;
            ways[keeping.Kept++] = ways[i];
        }

        keeping.From = end;
        starts[register + 1] = (byte)keeping.Kept;
    }

    private static bool Contains(ReadOnlySpan<FrameRule> ways, in FrameRule way)
    {
        foreach (ref readonly var other in ways)
        {
            if (other.Equals(way))
                return true;
        }

        return false;
    }

    private bool Has(int register) => starts[register + 1] > starts[register];
}
