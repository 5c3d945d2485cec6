bits 64
section .text
%macro RETRY 2
%%again:
    mov %1, %2
    test %1, %1
    jz %%again
    jmp %%out
%%out:
%endmacro
global f
f:
    RETRY eax, [rdi]
    RETRY ebx, [rsi]
    RETRY ecx, 5
    ret
