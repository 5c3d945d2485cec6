// SPDX-License-Identifier: MIT
using System.CommandLine;

var root = new RootCommand("Build, show, compare and check x86-64 kernel entry code made with EntryAsm.");
return root.Parse(args).Invoke();
