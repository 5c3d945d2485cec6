// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Flow;

namespace EntryAsm;

/// <summary>How an object is analysed.</summary>
public sealed record FlowOptions
{
    /// <summary>
    /// Whether to tell apart what the processor's modes are on each path: the GS base, CR3, the flags, the processor's features. True unless set; without, the
    /// stack and the registers are as well known, at a fraction of the cost.
    /// </summary>
    public bool Worlds { get; init; } = true;

    /// <summary>The most instructions to execute before giving up; by default 40 for each instruction there is, and 40,000 more: the largest kernel entry code that was measured takes 6. What was not followed then is reported in <see cref="FlowMap.IsComplete"/>.</summary>
    public long? Budget { get; init; }

    /// <summary>Entries besides those that the object declares.</summary>
    public ImmutableArray<EntryPoint> Entries { get; init; } = ImmutableArray<EntryPoint>.Empty;

    /// <summary>Whether global symbols that no path has reached are followed too, as code that the kernel calls or jumps to.</summary>
    internal bool FollowsGlobals { get; init; }

    /// <summary>Whether all edges between states are kept, not only the first to each.</summary>
    internal bool KeepsEdges { get; init; }
}

/// <summary>
/// The state of the machine before every instruction of an object: where the stack is, what registers and stack slots hold, whose GS base and page tables are
/// in force. What cannot be known is unknown, never guessed.
/// </summary>
public sealed class FlowMap
{
    private readonly FlowAnalysis analysis;

    internal FlowMap(FlowAnalysis analysis, List<FlowEntry> entries) => (this.analysis, Entries) = (analysis, entries);

    /// <summary>The object.</summary>
    public EntryObject Object => analysis.Object;

    /// <summary>False when the analysis ran out of its budget: some paths were not followed to their end.</summary>
    public bool IsComplete => analysis.IsComplete;

    /// <summary>How many instructions were executed in all: a measure of the cost that no load can upset.</summary>
    public long Steps => analysis.Steps;

    internal FlowCode Code => analysis.Code;

    internal Bases Bases => analysis.Bases;

    internal DecisionSets Decisions => analysis.Decisions;

    internal IReadOnlyList<FlowState> States => analysis.States;

    internal IReadOnlyList<CallContext> Contexts => analysis.Contexts;

    internal IReadOnlyList<FlowEntry> Entries { get; }

    internal IReadOnlyList<FlowExit> Exits => analysis.Exits;

    internal FlowOptions Options => analysis.Options;

    /// <summary>How paths go from state to state; empty unless <see cref="FlowOptions.KeepsEdges"/>.</summary>
    internal IReadOnlyList<FlowEdge> Edges => analysis.Edges;

    /// <summary>The state of an object's code.</summary>
    /// <param name="entryObject">The object: made by the generator, by running, or read from a file.</param>
    /// <param name="options">How it is analysed.</param>
    public static FlowMap Of(EntryObject entryObject, FlowOptions? options = null) => FlowAnalysis.Run(entryObject, options ?? new FlowOptions());

    /// <summary>Calls back with what holds before each instruction, on each path that is told apart. The state is only valid during the call.</summary>
    internal void ForEach(Action<FlowInstruction, MachineState, FlowState> visit) => analysis.Replay(visit);
}
