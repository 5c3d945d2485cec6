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
    private FrameRule[] ways = [];

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

        var kept = 0;
        var start = 0;
        for (var register = 0; register < FrameWays.Count; register++)
        {
            var end = starts[register + 1];
            var others = state.Of(register);
            var next = 0;
            for (var i = start; i < end; i++)
            {
                // Two states mostly have the same ways in the same order.
                if (next < others.Length && others[next].Equals(ways[i]))
                    next++;
                else if (!Contains(others, ways[i]))
                    continue;
                ways[kept++] = ways[i];
            }

            start = end;
            starts[register + 1] = (byte)kept;
        }
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
