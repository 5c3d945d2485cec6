// SPDX-License-Identifier: MIT
using System.Reflection.Metadata;
using System.Runtime.CompilerServices;
using EntryAsm.Errors;

namespace EntryAsm.Generators.Running;

/// <summary>An error of the engine's, and the calls that led to it; none where the engine raised it when they were long over.</summary>
internal sealed record EngineError(EntryAsmException Exception, CallStack? Stack);

/// <summary>Errors after which the evaluation continues, so that one build tells them all.</summary>
internal sealed partial class Machine
{
    /// <summary>A loop that makes an error makes the same one again: it is reported once, and a loop that makes too many is stopped.</summary>
    private const int MostRaised = 1_000;

    private readonly List<EngineError> collected = [];
    private readonly HashSet<(string Id, string Reason, long Calls)> known = [];
    private int raised;

    /// <summary>The errors collected so far, in order.</summary>
    public List<EngineError> EngineErrors => collected;

    public override bool Collect(EntryAsmException error)
    {
        if (Stopped is not null || collected.Count >= ErrorSink.Limit || ++raised > MostRaised || IsHandled(error))
            return false;
        if (known.Add((error.Id, error.Reason, DigestOfCalls())))
            collected.Add(new EngineError(error, Stack));
        return true;
    }

    /// <summary>Tells one chain of calls from another. Lines do not: a second run gives them numbers of its own.</summary>
    private long DigestOfCalls()
    {
        long digest = 0;
        for (var frame = top; frame is not null; frame = frame.Caller)
            digest = unchecked((digest * 0x100000001B3) + (frame.At * 0x9E3779B1L) + RuntimeHelpers.GetHashCode(frame.Code));
        return digest;
    }

    /// <summary>True where the author's own code looks at exceptions: then it decides.</summary>
    private bool IsHandled(EntryAsmException error)
    {
        for (var frame = top; frame is not null; frame = frame.Caller)
        {
            foreach (var clause in frame.Code.Clauses)
            {
                if (clause.Protects(frame.At) && !clause.IsFinal && (clause.Kind != ExceptionRegionKind.Catch || clause.Catches!.IsInstanceOfType(error)))
                    return true;
            }
        }

        return false;
    }
}
