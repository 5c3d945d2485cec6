// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using HobbyKernel;

var machine = new Option<string>("--machine") { Description = "QEMU's machine type: microvm, q35, pc", DefaultValueFactory = _ => "microvm" };
var cpu = new Option<string>("--cpu") { Description = "QEMU's processor, such as max,la57=off", DefaultValueFactory = _ => "max" };
var append = new Option<string>("--append") { Description = "the kernel's command line: nopti", DefaultValueFactory = _ => "" };
var entry = new Option<string>("--entry") { Description = "how the entry code gets in: linked, as an object; source, as C# that links itself", DefaultValueFactory = _ => "linked" };
entry.AcceptOnlyFromAmong("linked", "source");
var command = new RootCommand("Links the kernel, boots it in QEMU and shows its report.") { machine, cpu, append, entry };
command.SetAction(parsed => Run(KernelLinker.ObjectFolder(parsed.GetValue(entry)!), new Machine(parsed.GetValue(machine)!, parsed.GetValue(cpu)!, parsed.GetValue(append)!)));
return command.Parse(args).Invoke();

static int Run(string folder, Machine machine)
{
    var kernel = Path.Combine(folder, "kernel.elf");
    if (SystemTools.Missing(KernelLinker.Program) is { } noLinker)
        return Stop(noLinker, folder);
    KernelLinker.Link(folder, kernel);
    if (SystemTools.Missing(Machine.Program) is { } noEmulator)
        return Stop(noEmulator, kernel);

    var result = machine.Boot(kernel, TimeSpan.FromSeconds(20));
    Console.Out.Write(result.Serial);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kernel}: {(result.Passed ? "booted" : "failed")}, exit code {result.ExitCode}, {result.Elapsed.TotalSeconds:0.00} s"));
    return result.Passed ? 0 : 1;
}

static int Stop(string problem, string built)
{
    Console.Error.WriteLine(problem + " Built so far: " + built);
    return 1;
}
