// SPDX-License-Identifier: MIT
using EntryAsm;
using HobbyKernel;

// Writes the C# that the kernel shares with its entry modules.
if (args is not ([_] or [_, "--entry-as-source"]))
{
    Console.Error.WriteLine("usage: HobbyKernel.Entry FOLDER [--entry-as-source]");
    return 2;
}

try
{
    KernelModules.WriteTo(args[0], entryAsSource: args.Length == 2);
    return 0;
}
catch (EntryAsmException mistake)
{
    Console.Error.WriteLine(mistake.Message);
    return 1;
}
