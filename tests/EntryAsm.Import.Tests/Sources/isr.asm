; Interrupt stubs of a small kernel
bits 64
default rel
section .text
extern isr_handler
%define KERNEL_CS 0x08

%macro ISR_NOERR 1
global isr%1
isr%1:
    push 0              ; no error code
    push %1
    jmp isr_common
%endmacro
%macro ISR_ERR 1
global isr%1
isr%1:
    push %1
    jmp isr_common
%endmacro

%assign i 0
%rep 8
ISR_NOERR i
%assign i i+1
%endrep
ISR_ERR 8

; Saves all registers and calls the handler.
isr_common:
    push rax
    push rcx
    mov rdi, rsp
    cld
    test byte [rsp + 24], 3
    jz .kernel
    swapgs
.kernel:
    call isr_handler
    lea rax, [isr_table]
    mov rax, [rax + 8*KERNEL_CS]
    pop rcx
    pop rax
    add rsp, 16
    iretq

section .rodata
global isr_table
isr_table:
%assign i 0
%rep 8
    dq isr%+i
%assign i i+1
%endrep
msg: db "hello", 10, 0
COUNT equ 8
    dd COUNT
section .bss
stack: resb 4096
.top:
