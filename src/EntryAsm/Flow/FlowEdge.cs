// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>How a path goes from one state to the next.</summary>
/// <param name="From">The state it comes from.</param>
/// <param name="By">The instruction after which it leaves.</param>
/// <param name="To">The state it leads to.</param>
/// <param name="Caller">At the return of a routine, where it was called: the state, and the instruction.</param>
internal readonly record struct FlowEdge(FlowState From, FlowInstruction By, FlowState To, (FlowState State, FlowInstruction Call)? Caller);
