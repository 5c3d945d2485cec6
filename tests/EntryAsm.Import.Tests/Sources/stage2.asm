; stage 2: E820, A20, VBE (bits 16, elf64 object with relocs 16? as bin)
        BITS 16
        ORG 0x500
E820_BUF EQU 0x4000
SECTION .text
entry:  jmp word stage2

e820:   xor ebx, ebx
        mov di, E820_BUF
.next:  mov eax, 0xE820
        mov ecx, 24
        mov edx, 'PAMS'
        int 0x15
        jc short .fail
        cmp eax, 'PAMS'
        jne short .fail
        inc word [count]
        add di, 24
        test ebx, ebx
        jnz .next
        clc
        ret
.fail:  stc
        ret
a20:    call .wait_in
        mov al, 0xad
        out 0x64, al
        call .wait_in
        ret
.wait_in: in al, 0x64
        test al, 2
        jnz .wait_in
        ret
stage2: mov sp, 0x7000
        push cs
        pop ds
        call e820
        call a20
        mov bx, [si+2]
        mov ax, [bp+di+4]
        mov al, [bx]
        mov cx, [es:bx+si]
        mov word [es:di], 5
        les di, [ptr1]
        lds si, [ptr1]
        call far [ptr1]
        call 0x1000:0x10
        jmp far [ptr1]
        movzx eax, al
        mov eax, [ebx+ecx*2+8]
        rep movsw
        rep o32 movsd
        loop .l
.l:     jcxz .m
        jecxz .m
.m:     retf
        iret
        int 3
        int3
        into
        aam
        cbw
        cwde
        enter 8, 0
        leave
        push word 5
        push dword 5
        push 0x1234
        pushad
        popfd
        salc
        xchg ax, bx
        mov ax, count
        lea si, [count]
SECTION .data
count:  dw 0
ptr1:   dd 0
dap:    db 0x10, 0
.n:     dw 1
.off:   dw 0x8000
.seg:   dw 0
.lba:   dq 0
SECTION .bss
buf:    resb 512
