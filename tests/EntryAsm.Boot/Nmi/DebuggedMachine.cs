// SPDX-License-Identifier: MIT
using System.Diagnostics;
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>A machine that repeats the self-tests under a debugger.</summary>
internal sealed class DebuggedMachine : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hobbykernel").FullName;
    private readonly Process process;

    /// <param name="kernel">The path of the kernel.</param>
    /// <param name="machine">The machine; <c>repeat</c> is added to its command line.</param>
    public DebuggedMachine(string kernel, Machine machine)
    {
        var socket = Path.Combine(folder, "gdb");
        var repeating = machine with { CommandLine = (machine.CommandLine + " repeat").Trim() };
        string[] debugger = ["-chardev", "socket,id=gdb,path=" + socket + ",server=on,wait=off", "-gdb", "chardev:gdb", "-S", "-serial", "file:" + SerialFile];
        process = Process.Start(new ProcessStartInfo(Machine.Program, [.. repeating.Arguments(kernel), .. debugger]))!;
        Gdb = new GdbConnection(socket, KernelImage.Patience);
    }

    public GdbConnection Gdb { get; }

    /// <summary>What the kernel has said so far.</summary>
    public string Serial => File.Exists(SerialFile) ? File.ReadAllText(SerialFile) : "";

    private string SerialFile => Path.Combine(folder, "serial");

    public void Dispose()
    {
        Gdb.Dispose();
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
