// SPDX-License-Identifier: MIT
using MyKernel;

// dotnet run: boots the kernel that the build has linked, and shows what it writes.
if (Qemu.Problem() is { } problem)
{
    Console.Error.WriteLine(problem);
    return 1;
}

var (exitCode, output) = Qemu.Boot(Path.Combine(AppContext.BaseDirectory, "kernel.elf"));
Console.Out.Write(output);
return exitCode == Qemu.Success ? 0 : 1;
