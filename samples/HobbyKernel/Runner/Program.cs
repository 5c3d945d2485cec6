// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using HobbyKernel;

var machine = new Option<string>("--machine") { Description = "QEMU's machine type: microvm, q35, pc", DefaultValueFactory = _ => "microvm" };
var cpu = new Option<string>("--cpu") { Description = "QEMU's processor, such as max,la57=off", DefaultValueFactory = _ => "max" };
var append = new Option<string>("--append") { Description = "the kernel's command line: nopti", DefaultValueFactory = _ => "" };
var entry = new Option<string>("--entry") { Description = "how the entry code gets in: linked, as an object; source, as C# that links itself", DefaultValueFactory = _ => "linked" };
entry.AcceptOnlyFromAmong("linked", "source");
var bochs = new Option<bool>("--bochs") { Description = "boot in Bochs instead, from a disk: it has PCID" };
var command = new RootCommand("Links the kernel, boots it in QEMU and shows its report.") { machine, cpu, append, entry, bochs };
command.SetAction(parsed =>
{
    var pc = new Machine(parsed.GetValue(machine)!, parsed.GetValue(cpu)!, parsed.GetValue(append)!);
    return parsed.GetValue(bochs)
        ? Run(KernelLinker.ObjectFolder(parsed.GetValue(entry)!), BochsMachine.Program, new BochsMachine().Boot, result => result.ReportsSuccess)
        : Run(KernelLinker.ObjectFolder(parsed.GetValue(entry)!), Machine.Program, pc.Boot, result => result.Passed);
});
return command.Parse(args).Invoke();

static int Run(string folder, string emulator, Func<string, TimeSpan, BootResult> boot, Func<BootResult, bool> passes)
{
    var kernel = Path.Combine(folder, "kernel.elf");
    if (SystemTools.Missing(KernelLinker.Program) is { } noLinker)
        return Stop(noLinker, folder);
    KernelLinker.Link(folder, kernel);
    if (SystemTools.Missing(emulator) is { } noEmulator)
        return Stop(noEmulator, kernel);

    var result = boot(kernel, TimeSpan.FromSeconds(20));
    Console.Out.Write(result.Serial);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kernel}: {(passes(result) ? "booted" : "failed")}, exit code {result.ExitCode}, {result.Elapsed.TotalSeconds:0.00} s"));
    return passes(result) ? 0 : 1;
}

static int Stop(string problem, string built)
{
    Console.Error.WriteLine(problem + " Built so far: " + built);
    return 1;
}
