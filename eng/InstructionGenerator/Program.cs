// SPDX-License-Identifier: MIT
Console.Error.WriteLine("usage: InstructionGenerator OUTPUT-FOLDER");
return 2;
