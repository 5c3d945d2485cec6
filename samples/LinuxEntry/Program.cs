// SPDX-License-Identifier: GPL-2.0-only
using EntryAsm;
using Sample;

// Runs the module: its C# executed gives the same object as its C# evaluated by the generator.
try
{
    var entries = new KernelEntry().Build();
    Summary.Write(entries, Console.Out);
    Summary.WriteGenerated(entries, Console.Out);

    var folder = Directory.CreateDirectory(Path.Combine("artifacts", "LinuxEntry")).FullName;
    File.WriteAllBytes(Path.Combine(folder, "KernelEntry.o"), ElfWriter.Write(entries));
    File.WriteAllText(Path.Combine(folder, "KernelEntry.lst"), ListingWriter.Write(entries));
    Console.WriteLine("object       " + Path.Combine(folder, "KernelEntry.o"));
    Console.WriteLine("listing      " + Path.Combine(folder, "KernelEntry.lst"));
    return 0;
}
catch (Exception problem) when (problem is EntryAsmException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
