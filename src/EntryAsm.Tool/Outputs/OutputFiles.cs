// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace EntryAsm.Tool;

/// <summary>
/// The files one command writes: all of them whole, or none. Each is written next to its target under another name; only when all are there, they take
/// their targets' places.
/// </summary>
/// <param name="inputs">What the command reads: none of it is ever written over.</param>
internal sealed class OutputFiles(params string[] inputs)
{
    private readonly HashSet<string> read = [.. inputs.Select(static path => Target(path))];
    private readonly List<(string Path, byte[] Content)> files = [];

    public bool IsEmpty => files.Count == 0;

    public void Add(string path, byte[] content)
    {
        Check(path);
        foreach (var (other, _) in files)
        {
            if (Path.GetFullPath(other) == Path.GetFullPath(path))
                throw ToolException.Usage(path + " is named for two outputs; give each its own file");
        }

        files.Add((path, content));
    }

    public void Add(string path, string content) => Add(path, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Refuses a name that cannot be an output's, before the work that leads to it.</summary>
    public void Check(string path)
    {
        if (path.Length == 0)
            throw ToolException.Usage("the name of an output file is empty");
        if (IsRead(path))
            throw ToolException.Usage(path + " is what the command reads; give the output a name of its own");
    }

    private bool IsRead(string path)
    {
        var isRead = false;
        Guarded(path, () => isRead = !IsDevice(Path.GetFullPath(path)) && read.Contains(Target(path)));
        return isRead;
    }

    public void Write()
    {
        var temporaries = new List<string>();
        try
        {
            var moves = new List<(string From, string To, string Name)>();
            foreach (var (path, content) in files)
                Guarded(path, () => WriteAside(path, content, temporaries, moves));
            Interruption.Finish(temporaries, () =>
            {
                foreach (var (from, to, name) in moves)
                    Guarded(name, () => File.Move(from, to, overwrite: true));
            });
        }
        finally
        {
            Interruption.Discard(temporaries);
        }
    }

    private static void WriteAside(string path, byte[] content, List<string> temporaries, List<(string From, string To, string Name)> moves)
    {
        var target = Target(path);
        if (Directory.Exists(target))
            throw new ToolException(path + ": cannot be written: it is a directory");
        if (File.Exists(target) && WroteThrough(target, content))
            return;

        var temporary = Path.Combine(Path.GetDirectoryName(target)!, "." + Path.GetFileName(target) + "." + Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + ".tmp");
        Interruption.Guard(temporary);
        temporaries.Add(temporary);
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            stream.Write(content);
        if (!OperatingSystem.IsWindows() && File.Exists(target))
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
        moves.Add((temporary, target, path));
    }

    /// <summary>The file itself where the path, or a folder on it, is a link.</summary>
    private static string Target(string path)
    {
        var full = Path.GetFullPath(path);
        if (IsDevice(full) || Path.GetDirectoryName(full) is not { } folder)
            return full;
        var inside = Path.Combine(Target(folder), Path.GetFileName(full));
        return new FileInfo(inside).LinkTarget is null ? inside : Target(File.ResolveLinkTarget(inside, returnFinalTarget: true)!.FullName);
    }

    /// <summary>A terminal, pipe or device is written to, not replaced; opening it also finds out whether an existing file may be written at all.</summary>
    private static bool WroteThrough(string target, byte[] content)
    {
        using var stream = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        if (stream.CanSeek && !IsDevice(target))
            return false;
        stream.Write(content);
        return true;
    }

    private static bool IsDevice(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);

    private static void Guarded(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new ToolException(path + ": cannot be written: " + Reasons.Of(failure));
        }
    }
}
