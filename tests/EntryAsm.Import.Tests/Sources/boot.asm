; A start in 32-bit code that enters long mode
%define MAGIC 0xE85250D6
%define ARCH  0
KERNEL_CODE equ 0x08
struc frame
  .rip resq 1
  .cs  resq 1
endstruc
section .multiboot
header:
        dd MAGIC, ARCH
        dd header.end - header
.end:
section .text
bits 32
global start
extern kmain
start:
        mov esp, stack_top
        mov eax, cr4
        or eax, 1 << 5
        mov cr4, eax
        mov ecx, 0xC0000080
        rdmsr
        or eax, 1 << 8
        wrmsr
        mov eax, cr0
        or eax, 1 << 31
        mov cr0, eax
.spin:  hlt
        jmp .spin
bits 64
long_mode:
        xor eax, eax
        mov [rel counter], eax
        mov rcx, [rsp + frame.cs]
        add rcx, [rbx + 4*rdx - frame_size]
        call kmain
        %ifdef DEBUG
        int3
        %elif ARCH = 0
        pause
        %endif
        times 4 nop
        db 'ok', 13, 10, 0
        align 16
section .bss
stack_bottom: resb 16384
stack_top:
section .data
counter: dd 0
        dq long_mode
        dw 'ab', 5
