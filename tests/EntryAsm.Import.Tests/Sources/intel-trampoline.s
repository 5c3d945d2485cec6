.intel_syntax noprefix
.section .text.tramp, "ax"
.global trampoline
trampoline:
    mov rax, qword ptr [rdi + 8*rsi]
    mov dword ptr gs:[16], 5
    lea rcx, [rip + target]
    cmp byte ptr [rax], 'x'
    je .Lout
    call rcx
.Lout:
    mov cr3, rax
    lock cmpxchg16b [rdi]
    rep movsb
    ret
