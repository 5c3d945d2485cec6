// SPDX-License-Identifier: MIT
using System.CommandLine;
using EntryAsm.Boot;

var command = new RootCommand("Runs what is too long for every day; docs/boot-tests.md says more.") { NmiCommand.Create() };
return command.Parse(args).Invoke();
