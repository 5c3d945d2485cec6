bits 64
section .text
extern exception_handler
extern irq_handler
global isr_stub_table

%macro pushaq 0
    push rax
    push rcx
    push rdx
    push rbx
    push rbp
    push rsi
    push rdi
    push r8
    push r9
    push r10
    push r11
    push r12
    push r13
    push r14
    push r15
%endmacro
%macro popaq 0
    pop r15
    pop r14
    pop r13
    pop r12
    pop r11
    pop r10
    pop r9
    pop r8
    pop rdi
    pop rsi
    pop rbp
    pop rbx
    pop rdx
    pop rcx
    pop rax
%endmacro

%macro isr_err_stub 1
isr_stub_%+%1:
    push qword %1
    jmp isr_common
%endmacro

%macro isr_no_err_stub 1
isr_stub_%+%1:
    push qword 0
    push qword %1
    jmp isr_common
%endmacro

%macro IRQ 2
  global irq%1
  irq%1:
    push byte 0
    push byte %2
    jmp irq_common
%endmacro

isr_common:
    pushaq
    cld
    mov rdi, rsp
    call exception_handler
    popaq
    add rsp, 16
    iretq

irq_common:
    pushaq
    mov rdi, rsp
    call irq_handler
    popaq
    add rsp, 16
    iretq

isr_no_err_stub 0
isr_no_err_stub 1
isr_no_err_stub 2
isr_no_err_stub 3
isr_no_err_stub 4
isr_no_err_stub 5
isr_no_err_stub 6
isr_no_err_stub 7
isr_err_stub    8
isr_no_err_stub 9
isr_err_stub    10
isr_err_stub    11
isr_err_stub    12
isr_err_stub    13
isr_err_stub    14
%assign i 15
%rep 256 - 15
    %if i == 17 || i == 21 || i == 30
        isr_err_stub i
    %else
        isr_no_err_stub i
    %endif
    %assign i i+1
%endrep

IRQ 0, 32
IRQ 1, 33
IRQ 2, 34
IRQ 15, 47

section .data
isr_stub_table:
%assign i 0
%rep 256
    dq isr_stub_%+i
%assign i i+1
%endrep
