; many kernels: config at top, passed with -D
%ifndef DEBUG
%define DEBUG 0
%endif
%define STACK_SIZE 0x4000
ARCH_BITS equ 64
MAX_CPUS  equ 8
USE_X2APIC equ 1
bits 64
section .text
global start64
start64:
%if DEBUG
    mov al, 'A'
    out 0xe9, al
%endif
%if USE_X2APIC
    mov ecx, 0x1b
    rdmsr
    or eax, 1 << 10
    wrmsr
%else
    mov rax, [0xfee00020]
%endif
%if MAX_CPUS > 4
    mov ecx, MAX_CPUS
%elif MAX_CPUS > 1
    mov ecx, 4
%else
    mov ecx, 1
%endif
    ret
section .bss
alignb 16
stacks: resb STACK_SIZE * MAX_CPUS
.top:
section .data
%if STACK_SIZE < 0x1000
%error "stack too small"
%endif
cpu_ids:
%assign i 0
%rep MAX_CPUS
    dd i
%assign i i + 1
%endrep
