# What is unlikely lies behind the rest of its section.
        .macro  unlikely cond, name
        j\cond  .Lunlikely_\name
        .subsection 1
.Lunlikely_\name:
        .endm
        .macro  end_unlikely name
        jmp     .Llikely_\name
        .subsection 0
.Llikely_\name:
        .endm

        .text
        .globl  start
start:  testl   %eax, %eax
        unlikely z first
        movl    $1, %eax
        end_unlikely first
1:      decl    %eax
        jnz     1b
        unlikely c second
1:      incl    %ecx
        jnz     1b
        call    other
        end_unlikely second
        jz      1f
        nop
1:      ret
        .section .rodata, "a"
        .byte   1
        .subsection 2
        .byte   4
        .subsection 1
        .byte   3
        .previous
        .byte   5
        .text   2
        ud2
        .text
        int3
