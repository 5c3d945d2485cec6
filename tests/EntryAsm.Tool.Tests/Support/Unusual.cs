// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>What stretches the columns of a listing: long statements, long padding, text with blanks, several relocations in a row.</summary>
internal sealed class Unusual : EntryAssembler
{
    private static readonly Symbol a_symbol_with_a_very_long_name_that_fills_the_column = Extern();
    private static readonly Symbol another_symbol_with_a_very_long_name = Global();

    protected override void Assemble()
    {
        bind(another_symbol_with_a_very_long_name);
        mov(qword[rax + rcx * 8 + a_symbol_with_a_very_long_name_that_fills_the_column + 0x12345678], 0x11223344);
        mov(qword.gs[a_symbol_with_a_very_long_name_that_fills_the_column], another_symbol_with_a_very_long_name);
        lea(rax, ptr[rip + another_symbol_with_a_very_long_name]);
        mov(rax, 0x1122334455667788);
        jmp(a_symbol_with_a_very_long_name_that_fills_the_column - 4);
        align(64);
        nop();
        align(32, 0xcc);
        data();
        ascii("text  with   blanks, \"quotes\" and 123 \u0001 : +4 ");
        asciz("R_X86_64_64 +1 Kernel.cs:12");
        db(1, 2, 3, 4, 5, 6, 7, 8);
        dq(a_symbol_with_a_very_long_name_that_fills_the_column, another_symbol_with_a_very_long_name - 8, -1);
        section(".rodata.nameless", "a");
        var nameless = here();
        dq(nameless);
        bss();
        skip(100);
    }
}
