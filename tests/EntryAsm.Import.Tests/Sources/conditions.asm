bits 64
section .text
%macro stub 2
global isr%1
isr%1:
%if %2 == 0
    push 0
%endif
    push %1
    jmp isr_common
%endmacro
%macro save 1-2
    push %1
%if %0 > 1
    push %2
%endif
%ifidn %1, rax
    nop
%else
    xor eax, eax
%endif
%endmacro
%ifdef DEBUG
int3
%endif
stub 0, 0
stub 1, 0
stub 8, 1
stub 13, 1
isr_common:
    save rax
    save rbx
    save rcx, rdx
    iretq
