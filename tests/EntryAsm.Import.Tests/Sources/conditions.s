        .macro  entry name, vector, has_error=0
        .globl  \name
        .type   \name, @function
\name:
        .if \has_error == 0
        pushq   $0
        .endif
        pushq   $\vector
        .ifc \name, page_fault
        movq    %cr2, %rax
        .else
        xorl    %eax, %eax
        .endif
        jmp     common
        .size   \name, . - \name
        .endm

        entry divide, 0
        entry debug, 1
        entry double_fault, 8, 1
        entry page_fault, 14, 1
common: iretq

# A label that some arms use is one of the whole expansion.
        .macro  check reg, slow=0
        testq   %\reg, %\reg
        .if \slow
        jz      .Lslow_\@
        .else
        jz      .Lout_\@
        .endif
        incq    %\reg
.Lslow_\@:
        decq    %\reg
.Lout_\@:
        .if \slow
        jnz     .Lslow_\@
        .endif
        .endm

        check   rax
        check   rbx
        check   rcx, 1
