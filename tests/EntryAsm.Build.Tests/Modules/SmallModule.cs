// SPDX-License-Identifier: MIT
namespace EntryAsm.Build.Tests;

/// <summary>An entry point, run here as the generator would have interpreted it.</summary>
internal sealed class SmallModule : EntryAssembler
{
    private static readonly Symbol do_syscall = Extern();
    private static new readonly Symbol entry = Global();

    protected override void Assemble()
    {
        bind(entry);
        swapgs();
        call(do_syscall);
        sysretq();
    }
}
