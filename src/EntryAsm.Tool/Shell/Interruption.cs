// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace EntryAsm.Tool;

/// <summary>Ctrl-C and its like: half-written files go, one line says why, the process ends.</summary>
internal static class Interruption
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<string> HalfWritten = new(StringComparer.Ordinal);
    private static readonly List<PosixSignalRegistration> Registrations = [];

    public static void Watch()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            Registrations.Add(PosixSignalRegistration.Create(signal, End));
    }

    /// <summary>From now on an interruption deletes the file.</summary>
    public static void Guard(string path)
    {
        lock (Gate)
            HalfWritten.Add(path);
    }

    /// <summary>Runs what must not be interrupted half-way; afterwards the files are whole.</summary>
    public static void Finish(IEnumerable<string> paths, Action action)
    {
        lock (Gate)
        {
            action();
            HalfWritten.ExceptWith(paths);
        }
    }

    /// <summary>Deletes what was guarded and never finished.</summary>
    public static void Discard(IEnumerable<string> paths)
    {
        lock (Gate)
        {
            foreach (var path in paths)
            {
                if (HalfWritten.Remove(path))
                    TryDelete(path);
            }
        }
    }

    private static void End(PosixSignalContext context)
    {
        context.Cancel = true;
        Gate.Enter(); // never left: nothing may be renamed any more
        foreach (var path in HalfWritten)
            TryDelete(path);
        Terminal.OfProcess().Fail("interrupted", ExitCodes.Failed);
        Environment.Exit(ExitCodes.Failed);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The folder is gone or locked; there is nothing left to do.
        }
    }
}
