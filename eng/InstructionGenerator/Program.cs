// SPDX-License-Identifier: MIT
using EntryAsm.InstructionGenerator;

if (args.Length != 1 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("usage: " + GeneratedFiles.Command + " (the folder must exist)");
    return 2;
}

foreach (var (name, text) in GeneratedFiles.All())
    File.WriteAllText(Path.Combine(args[0], name), text);
return 0;
