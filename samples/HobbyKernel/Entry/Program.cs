// SPDX-License-Identifier: MIT
using EntryAsm;
using HobbyKernel;

// Writes one object a module, and the C# that the kernel shares with them.
if (args is not ([_, _] or [_, _, "--entry-as-source"]))
{
    Console.Error.WriteLine("usage: HobbyKernel.Entry FOLDER-FOR-OBJECTS FOLDER-FOR-CSHARP [--entry-as-source]");
    return 2;
}

try
{
    KernelModules.WriteTo(args[0], args[1], entryAsSource: args.Length == 3);
    return 0;
}
catch (EntryAsmException mistake)
{
    Console.Error.WriteLine(mistake.Message);
    return 1;
}
