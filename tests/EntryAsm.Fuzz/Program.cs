// SPDX-License-Identifier: MIT
Console.WriteLine("usage: EntryAsm.Fuzz TARGET [--seed N] [--count N]");
return 2;
