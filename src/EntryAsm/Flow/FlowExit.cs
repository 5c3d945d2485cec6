// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>How a path ends.</summary>
internal enum FlowExitKind
{
    /// <summary>By a return to what was interrupted, or to the caller; by a hypercall that does not come back.</summary>
    Leaves,

    /// <summary>By a jump to a symbol of another object.</summary>
    TailCall,

    /// <summary>By a call that does not return.</summary>
    NoReturn,

    /// <summary>By an instruction that always faults.</summary>
    Stops,

    /// <summary>Where no instruction follows.</summary>
    RunsOff,

    /// <summary>Where the module says that it continues as a path that was interrupted.</summary>
    Resumed,

    /// <summary>By a jump or return to an address that is not known.</summary>
    Unknown,
}

/// <summary>The end of a path.</summary>
/// <param name="Instruction">The last instruction.</param>
/// <param name="Kind">How it ends.</param>
/// <param name="From">The state from which the path came there.</param>
internal sealed record FlowExit(FlowInstruction Instruction, FlowExitKind Kind, FlowState From);
