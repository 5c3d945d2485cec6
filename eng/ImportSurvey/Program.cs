// SPDX-License-Identifier: MIT
using EntryAsm.Import.Survey;

return Survey.Run(args);
