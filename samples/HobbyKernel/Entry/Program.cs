// SPDX-License-Identifier: MIT
using EntryAsm;
using HobbyKernel;

var folder = args[0];
Directory.CreateDirectory(folder);
foreach (var module in new EntryAssembler[] { new BootModule(), new CpuModule() })
{
    var built = module.Build();
    File.WriteAllBytes(Path.Combine(folder, module.GetType().Name + ".o"), ElfWriter.Write(built));
}
