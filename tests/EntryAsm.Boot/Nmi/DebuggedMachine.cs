// SPDX-License-Identifier: MIT
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>A machine that repeats the self-tests under a debugger.</summary>
internal sealed class DebuggedMachine : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RunningCommand process;

    /// <param name="kernel">The path of the kernel.</param>
    /// <param name="machine">The machine; <c>repeat</c> is added to its command line.</param>
    public DebuggedMachine(string kernel, Machine machine)
    {
        var socket = folder["gdb"];
        var repeating = machine with { CommandLine = (machine.CommandLine + " repeat").Trim() };
        string[] debugger = ["-chardev", "socket,id=gdb,path=" + socket + ",server=on,wait=off", "-gdb", "chardev:gdb", "-S", "-serial", "file:" + SerialFile];
        process = new Command(Machine.Program, [.. repeating.Arguments(kernel), .. debugger]).Start();
        Gdb = new GdbConnection(socket, KernelImage.Patience);
    }

    public GdbConnection Gdb { get; }

    /// <summary>What the kernel has said so far.</summary>
    public string Serial => File.Exists(SerialFile) ? File.ReadAllText(SerialFile) : "";

    private string SerialFile => folder["serial"];

    public void Dispose()
    {
        Gdb.Dispose();
        process.Dispose();
        folder.Dispose();
    }
}
