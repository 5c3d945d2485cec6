// SPDX-License-Identifier: MIT
using EntryAsm;

namespace MyKernel;

/// <summary>A program for ring 3: says a line, and ends. All addresses in it are distances, so the kernel maps it where it likes.</summary>
[EntryModule]
public sealed partial class UserProgram : EntryAssembler
{
    private static readonly Symbol user_start = Global();

    /// <inheritdoc/>
    protected override void Assemble()
    {
        const string line = "ring 3 runs\n";
        var text = label();
        section(".user", "ax");
        align(4096);
        bind(user_start);
        lea(rdi, ptr[rip + text]);
        mov(esi, line.Length);
        xor(eax, eax); // system call 0: write
        syscall();
        mov(eax, 1); // system call 1: end
        syscall();
        ud2();
        bind(text);
        ascii(line);
        align(4096);
    }
}
