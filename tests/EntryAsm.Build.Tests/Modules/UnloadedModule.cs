// SPDX-License-Identifier: MIT
namespace EntryAsm.Build.Tests;

/// <summary>Code that refers to a section which is not loaded: fine for a linker script that says where it goes, not for an image.</summary>
internal sealed class UnloadedModule : EntryAssembler
{
    private static readonly Symbol note = Local();

    protected override void Assemble()
    {
        lea(rax, @qword[rip + note]);
        section(".notes", "");
        bind(note);
        dq(1);
    }
}
