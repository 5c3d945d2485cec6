default rel
bits 64
struc tss
    .reserved0: resd 1
    .rsp0:      resq 1
    .rsp1:      resq 1
    .rsp2:      resq 1
    .reserved1: resq 1
    .ist        resq 7
    .reserved2: resb 10
    .iopb:      resw 1
endstruc
struc percpu
.self:    resq 1
.krsp:    resq 1
.ursp:    resq 1
.tss      resb tss_size
.stack    resb 64
alignb 16
.end:
endstruc

section .data align=16
global tss0
tss0:
istruc tss
    at tss.reserved0, dd 0
    at tss.rsp0, dq stack_top
    at tss.ist, dq stack_top, 0, 0
    at tss.iopb, dw tss_size
iend
section .bss nobits alloc write align=4096
stack: resb 16384
stack_top:
section .text progbits alloc exec nowrite align=16
global set_rsp0:function (set_rsp0.end - set_rsp0)
global syscall_entry:function
extern handler_table, do_syscall
set_rsp0:
    mov [tss0 + tss.rsp0], rdi
    ret
.end:
syscall_entry:
    swapgs
    mov [gs:percpu.ursp], rsp
    mov rsp, [gs:percpu.krsp]
    push qword [gs:percpu.ursp]
    push r11
    push rcx
    mov rcx, r10
    lea r11, [handler_table]
    call [r11 + rax*8]
    call do_syscall wrt ..plt
    mov rax, [rel handler_table wrt ..gotpc]
    pop rcx
    pop r11
    pop rsp
    swapgs
    o64 sysret
.size equ $ - syscall_entry
common shared_area 4096:64
    mov eax, [abs 0x1000]
    mov rax, qword [abs tss0]
    mov al, [fs:0]
    lea rdi, [rel tss0 + 4]
    mov rax, tss0
    mov eax, tss0
    mov rax, strict dword 5
    mov rax, 5
    push strict dword 5
    jmp near set_rsp0
    jmp short .size_end
.size_end:
    lock cmpxchg [rdi], rcx
    rep movsb
    repne scasb
    a32 rep stosd
    mov word [rdi], percpu.end
    mov [rdi + percpu_size], byte 1
    test al, ~3
    mov rdi, -8
    add rsp, byte 8
    retfq
    iretq
section .rodata
msg: db `hello\n\x41`, 0
msg_len equ $ - msg
dd 1.5, -2.0
dq 3.14159265358979, 2.0
dw 'ab', "xyz"
dd 'abcd', 'e'
dq 'abcdefgh'
db 0x55, 0aah, 0q17, 17q, 0b1010, 1_000 & 0xff, "x"
align 8, db 0
times 4 dw 1, 2
resw 2
tss_ptr: dq tss0
