BITS 64
%define u(x) __utf16__(x)
section .text
%macro outb 2
    mov al, %2
    out %1, al
%endmacro
%macro io_wait 0
    out 0x80, al
%endmacro
%macro save_ctx 0
%assign %%i 8
%rep 8
    push r %+ %%i
%assign %%i %%i+1
%endrep
%endmacro
global pic_remap
pic_remap:
    outb 0x20, 0x11
    io_wait
    outb 0xA0, 0x11
    io_wait
    outb 0x21, 0x20
    outb 0xA1, 0x28
    outb 0x21, 4
    outb 0xA1, 2
    outb 0x21, 1
    outb 0xA1, 1
    save_ctx
    ret
%macro ctx 1
    %1 rbx, [rdi + 8]
%endmacro
ctx mov
ctx lea
ctx add
global swtch, strlen:function, data1:data 8
strlen:
    xor eax, eax
    .l: cmp byte [rdi + rax], 0
    je .d
    inc rax
    jmp .l
    .d: ret
swtch:
    mov [rdi+0x00], rbx
    mov [rdi+0x08], rsp
    mov rsp, [rsi+0x08]
    fxsave [rdi+16]
    fxsave64 [rdi+16]
    xsaveopt64 [rdi]
    movdqa xmm0, [rdi]
    vmovdqa ymm0, [rdi]
    vaddps zmm0{k1}{z}, zmm1, [rdi]{1to16}
    movsd xmm0, [rdi]
    movsd
    fld qword [rdi]
    fstp st1
    fadd st0, st1
    bt qword [rdi], 5
    bswap rax
    mov cr8, rax
    mov dr7, rax
    mov rax, cr4
    invlpg [rdi]
    wrgsbase rax
    rdfsbase rax
    verw [x]
    str ax
    sldt ax
    lar eax, ebx
    cmpxchg16b [rdi]
    clflush [rdi]
    prefetchnta [rdi]
    ud2
    stac
    clac
    xgetbv
    vmcall
    vmlaunch
    xlatb
    in eax, dx
    out dx, ax
    insb
    rep outsb
    mov ds, eax
    mov rax, ds
    imul rax, rbx, 5
    imul rax, 5
    shl rax, 1
    shl rax, cl
    shld rax, rbx, 3
    xchg rax, rbx
    xchg [rdi], rax
    test [rdi], al
    movsxd rax, ecx
    movsx eax, word [rdi]
    cqo
    nop dword [rax]
    db 0x66
    endbr64
    mov rax, [fs:rbx*2 + 5]
    mov rax, [rbx*2]
    mov rax, [nosplit rbx*2]
    mov eax, [dword 5]
    mov rax, [rbp]
    mov rax, [rsp + rbp]
    mov rax, [rbp + rsp]
    lea rax, [rbx*3]
    lea rax, [rbx*5 + 2]
section .data
x: dw 0
data1: dq 0
