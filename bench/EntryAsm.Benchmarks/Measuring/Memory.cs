// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Benchmarks;

/// <summary>The memory that an action takes, in megabytes.</summary>
internal static class Memory
{
    private const double Megabyte = 1e6;

    /// <summary>What it allocates in the managed heap.</summary>
    public static double Allocated(Action action)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        action();
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / Megabyte;
    }

    /// <summary>What is in use of the managed heap, once whatever nobody holds is gone: a type that was loaded goes in several rounds.</summary>
    public static double Held()
    {
        for (var round = 0; round < 4; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        var heap = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        return (heap.HeapSizeBytes - heap.FragmentedBytes) / Megabyte;
    }

    /// <summary>By how much the process's resident memory grows at most, when it starts with all free memory returned; 0 where the system does not tell (Linux does).</summary>
    public static double Peak(Action action)
    {
        const string Reset = "/proc/self/clear_refs";
        if (!File.Exists(Reset))
            return 0;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        File.WriteAllText(Reset, "5"); // the highest resident set counts from here (man 5 proc)
        var before = Status("VmRSS:");
        action();
        return (Status("VmHWM:") - before) / Megabyte;
    }

    /// <summary>What a program and those it starts take at most, each by itself. Asked of GNU time, which is small: what starts a program counts as that program's until it is loaded.</summary>
    public static double PeakOf(string program, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var peak = folder.File("peak");
        ExternalTool.Run("/usr/bin/time", ["-f", "%M", "-o", peak, program, .. arguments]);
        return 1024 * double.Parse(File.ReadAllText(peak), CultureInfo.InvariantCulture) / Megabyte;
    }

    private static double Status(string name)
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return 1024 * double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
