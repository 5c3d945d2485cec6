// SPDX-License-Identifier: MIT
using System.CommandLine;
using EntryAsm.Boot;

var command = new RootCommand("Runs what is too long for every day; docs/boot-tests.md says more.") { NmiCommand.Create(), FramesCommand.Create(), MutantCommand.Create() };
return command.Parse(args).Invoke();
