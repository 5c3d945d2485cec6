// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>Another module for the same assembly.</summary>
internal sealed class Second : EntryAssembler
{
    private static readonly Symbol idle = Global();

    protected override void Assemble()
    {
        bind(idle);
        hlt();
        jmp(idle);
    }
}
