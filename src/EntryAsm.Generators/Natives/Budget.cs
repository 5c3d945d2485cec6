// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Reflection;

namespace EntryAsm.Generators.Natives;

/// <summary>What one evaluation may use, and what it has used: steps, work inside .NET, memory, calls of the engine, depth.</summary>
internal abstract class Budget(CancellationToken cancellation)
{
    /// <summary>Loop iterations and calls.</summary>
    public const int MaxSteps = 1_000_000;

    /// <summary>Calls of the engine: instructions, data, directives.</summary>
    public const int MaxInstructions = 1_000_000;

    /// <summary>Calls within calls.</summary>
    public const int MaxDepth = 1_000;

    /// <summary>Characters of a text, elements of an array.</summary>
    public const int MaxElements = 1 << 24;

    /// <summary>Elements that .NET looks at: about as many nanoseconds.</summary>
    public const long MaxWork = 100_000_000;

    /// <summary>Bytes of all that is made.</summary>
    public const long MaxMemory = 256L << 20;

    private const long CheckEvery = 1 << 16;

    private int steps;
    private int instructions;
    private long work;
    private long memory;

    /// <summary>Why the evaluation has ended; nothing of the author runs any more.</summary>
    public Exception? Stopped { get; private set; }

    /// <summary>Gives, in a second run, the calls on a line numbers of their own, so that a late error tells which it was.</summary>
    public Func<int, int>? NumberCall { get; set; }

    /// <summary>The method that is being evaluated.</summary>
    public abstract MethodBase? Caller { get; }

    /// <summary>True while a hash code is made that only .NET's collections see.</summary>
    public abstract bool IsHashing { get; }

    /// <summary>The line that is passed to a call of the engine.</summary>
    public int LineOf(int line) => NumberCall is null ? line : NumberCall(line);

    /// <summary>Remembers why the evaluation ends; later reasons are consequences.</summary>
    public Exception Stop(Exception reason) => Stopped ??= reason;

    /// <summary>Takes note of an exception that running the module would meet too. Always false, for use as a filter.</summary>
    public abstract bool Note(Exception exception);

    /// <summary>True when an error of the engine's is kept and the evaluation continues after the call that made it: there may be others.</summary>
    public abstract bool Collect(EntryAsmException error);

    /// <summary>Counts a loop iteration or call.</summary>
    public void Step()
    {
        if (++steps > MaxSteps)
            throw Stop(new EvaluationStop(Descriptors.TooManySteps, Grouped(MaxSteps)));
        if ((steps & 63) == 0)
            cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Counts a call of the engine.</summary>
    public void CountInstruction()
    {
        if (++instructions > MaxInstructions)
            throw Stop(new EvaluationStop(Descriptors.TooManyInstructions, Grouped(MaxInstructions)));
        if ((instructions & 63) == 0)
            cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Counts elements that .NET looks at.</summary>
    public void Work(long elements)
    {
        var before = work;
        if (!Spend(elements))
            throw Stopped!;
        if ((before ^ work) >= CheckEvery)
            cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Counts work where nothing can be thrown, as in a filter of exceptions. False once there was too much of it.</summary>
    protected bool Spend(long elements)
    {
        work += elements;
        if (work > MaxWork)
            Stop(new EvaluationStop(Descriptors.TooManySteps, Grouped(MaxWork)));
        return Stopped is null;
    }

    /// <summary>Refuses texts and arrays that would fill the compiler's memory, before they are made.</summary>
    public void CheckElements(long count)
    {
        if (count > MaxElements)
            throw Stop(new EvaluationStop(Descriptors.TooLarge, Grouped(MaxElements)));
    }

    /// <summary>Counts the bytes of something that is made.</summary>
    public void Memory(long bytes)
    {
        memory += bytes;
        work += bytes >> 4;
        if (memory > MaxMemory)
            throw Stop(new EvaluationStop(Descriptors.TooMuchMemory, (MaxMemory >> 20).ToString(CultureInfo.InvariantCulture)));
    }

    public static string Grouped(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
