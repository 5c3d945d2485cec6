// SPDX-License-Identifier: MIT
using EntryAsm.Architecture;

// dotnet run --project eng/Architecture      writes docs/architecture.md and names what is wrong with the folders
var repository = Directory.GetCurrentDirectory();
if (!File.Exists(Path.Combine(repository, "EntryAsm.sln")))
{
    Console.Error.WriteLine("usage: " + ArchitecturePage.Command + " (in the folder of EntryAsm.sln)");
    return 2;
}

var code = CodeBase.Load(repository);
File.WriteAllText(Path.Combine(repository, "docs", "architecture.md"), code.Page);
foreach (var problem in code.Problems())
    Console.Error.WriteLine(problem);
return code.Problems().Count == 0 ? 0 : 1;
