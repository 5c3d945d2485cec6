# The name of a section is the place where it starts.
        nop
start:  leaq    .data.table(%rip), %rax
        movq    .data.table + 8(%rip), %rcx
        jmp     .text
        .section .data.table, "aw"
        .quad   1, 2
        .long   .text - .
        .quad   .data.table + 8
        .text
        ret
        .section .rodata.late, "a"
        .quad   .data.table, .rodata.late, start
