// SPDX-License-Identifier: MIT
using EntryAsm;
using HobbyKernel;

// Writes one object a module, and the C# that the kernel shares with them.
if (args.Length != 2)
{
    Console.Error.WriteLine("usage: HobbyKernel.Entry FOLDER-FOR-OBJECTS FOLDER-FOR-CSHARP");
    return 2;
}

try
{
    KernelModules.WriteTo(args[0], args[1]);
    return 0;
}
catch (EntryAsmException mistake)
{
    Console.Error.WriteLine(mistake.Message);
    return 1;
}
