# AP bring-up, copied to 0x8000
.intel_syntax noprefix
.set TRAMPOLINE_BASE, 0x8000
.section .rodata.trampoline, "a"
.global ap_trampoline_start
.global ap_trampoline_end
.global ap_trampoline_data
.balign 4096
.code16
ap_trampoline_start:
    cli
    cld
    xor     ax, ax
    mov     ds, ax
    mov     es, ax
    mov     ss, ax
    lgdt    [TRAMPOLINE_BASE + (ap_gdt_ptr - ap_trampoline_start)]
    mov     eax, cr0
    or      eax, 1
    mov     cr0, eax
    ljmp    0x08, TRAMPOLINE_BASE + (ap_protected - ap_trampoline_start)

.code32
ap_protected:
    mov     ax, 0x10
    mov     ds, ax
    mov     es, ax
    mov     ss, ax
    mov     eax, cr4
    or      eax, (1 << 5) | (1 << 7)
    mov     cr4, eax
    mov     eax, dword ptr [TRAMPOLINE_BASE + (ap_cr3 - ap_trampoline_start)]
    mov     cr3, eax
    mov     ecx, 0xC0000080
    rdmsr
    or      eax, (1 << 8) | (1 << 11)
    wrmsr
    mov     eax, cr0
    or      eax, 0x80000000
    mov     cr0, eax
    ljmp    0x18, TRAMPOLINE_BASE + (ap_long - ap_trampoline_start)

.code64
ap_long:
    mov     ax, 0x10
    mov     ds, ax
    mov     ss, ax
    mov     rsp, qword ptr [TRAMPOLINE_BASE + (ap_stack - ap_trampoline_start)]
    mov     rdi, qword ptr [TRAMPOLINE_BASE + (ap_cpu - ap_trampoline_start)]
    movabs  rax, offset ap_main
    call    rax
1:  cli
    hlt
    jmp     1b

.balign 16
ap_gdt:
    .quad 0
    .quad 0x00CF9A000000FFFF    # 32-bit code
    .quad 0x00CF92000000FFFF    # data
    .quad 0x00AF9A000000FFFF    # 64-bit code
ap_gdt_ptr:
    .word ap_gdt_ptr - ap_gdt - 1
    .long TRAMPOLINE_BASE + (ap_gdt - ap_trampoline_start)
.balign 8
ap_trampoline_data:
ap_cr3:   .quad 0
ap_stack: .quad 0
ap_cpu:   .quad 0
ap_trampoline_end:
