// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>
/// A routine of the module as called in one world and at one depth: followed once, whoever calls. What differs between the callers stands in the state
/// at its entry as a value of its own, and is put in again where it returns.
/// </summary>
internal sealed class CallContext(int number, FlowInstruction routine)
{
    /// <summary>From 1.</summary>
    public int Number { get; } = number;

    public FlowInstruction Routine { get; } = routine;

    /// <summary>What holds at the routine's first instruction.</summary>
    public FlowState? Entry { get; set; }

    public List<Caller> Callers { get; } = [];

    public List<Exit> Exits { get; } = [];

    /// <summary>One call.</summary>
    /// <param name="Call">The instruction.</param>
    /// <param name="From">The state from which the path came.</param>
    /// <param name="State">What held, with the return address pushed.</param>
    /// <param name="Context">The context of the call itself.</param>
    public sealed record Caller(FlowInstruction Call, FlowState From, MachineState State, int Context);

    /// <summary>One return.</summary>
    /// <param name="Return">The instruction.</param>
    /// <param name="From">The state from which the path came.</param>
    /// <param name="State">What held after it, the return address popped.</param>
    public sealed record Exit(FlowInstruction Return, FlowState From, MachineState State);
}

/// <summary>What makes a call one of a context.</summary>
/// <param name="Routine">The number of the routine's first instruction.</param>
/// <param name="World">The world at the call.</param>
/// <param name="Rsp">The stack there.</param>
/// <param name="OfSystemCall">Whether a system call leads there.</param>
internal readonly record struct CallKey(int Routine, World World, Value Rsp, bool OfSystemCall)
{
    public bool Equals(CallKey other) => Routine == other.Routine && World.Equals(other.World) && Rsp.Equals(other.Rsp) && OfSystemCall == other.OfSystemCall;

    public override int GetHashCode() => (Routine * 397 ^ World.GetHashCode()) * 397 ^ Rsp.GetHashCode() ^ (OfSystemCall ? 1 : 0);
}

/// <summary>A context, and the next one whose key has the same hash.</summary>
internal sealed class KnownCall(in CallKey key, CallContext context, KnownCall? next)
{
    public readonly CallKey Key = key;

    public CallContext Context { get; } = context;

    public KnownCall? Next { get; } = next;
}
