// SPDX-License-Identifier: MIT
using EntryAsm.Tool;

Interruption.Watch();
return Application.Run(args, Terminal.OfProcess());
