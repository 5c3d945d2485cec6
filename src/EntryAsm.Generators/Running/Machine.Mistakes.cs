// SPDX-License-Identifier: MIT
using System.Reflection.Metadata;
using System.Runtime.CompilerServices;

namespace EntryAsm.Generators.Running;

/// <summary>A mistake of the engine's, and the calls that led to it; none where the engine met it when they were long over.</summary>
internal sealed record KeptMistake(EntryAsmException Mistake, CallStack? Stack);

/// <summary>Mistakes behind which the evaluation goes on, so that one build tells them all.</summary>
internal sealed partial class Machine
{
    /// <summary>A loop that makes a mistake makes the same again: it is told once, and one that makes so many is not worth its time.</summary>
    private const int MostMet = 1_000;

    private readonly List<KeptMistake> kept = [];
    private readonly HashSet<(string Id, string Reason, long Calls)> known = [];
    private int met;

    /// <summary>The mistakes kept, in order.</summary>
    public List<KeptMistake> Kept => kept;

    public override bool Keep(EntryAsmException mistake)
    {
        if (Stopped is not null || kept.Count >= Errors.ErrorSink.Limit || ++met > MostMet || IsHandled(mistake))
            return false;
        if (known.Add((mistake.Id, mistake.Reason, DigestOfCalls())))
            kept.Add(new KeptMistake(mistake, Stack));
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
    private bool IsHandled(EntryAsmException mistake)
    {
        for (var frame = top; frame is not null; frame = frame.Caller)
        {
            foreach (var clause in frame.Code.Clauses)
            {
                if (clause.Protects(frame.At) && !clause.IsFinal && (clause.Kind != ExceptionRegionKind.Catch || clause.Catches!.IsInstanceOfType(mistake)))
                    return true;
            }
        }

        return false;
    }
}
