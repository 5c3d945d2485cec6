; A boot sector
org 0x7c00
bits 16
start:
    cli
    xor ax, ax
    mov ds, ax
    mov es, ax
    mov ss, ax
    mov sp, 0x7c00
    jmp 0:.flush
.flush:
    mov [drive], dl
    mov si, msg
    call print
    mov ah, 2
    mov al, (end - second + 511) / 512
    mov bx, second
    mov dl, [drive]
    int 0x13
    jc .fail
    lgdt [gdtr]
    mov eax, cr0
    or al, 1
    mov cr0, eax
    jmp 8:protected
.fail:
    hlt
    jmp .fail
print:
    lodsb
    test al, al
    jz .done
    mov ah, 0x0e
    int 0x10
    jmp print
.done:
    ret
bits 32
protected:
    mov eax, 0x10
    mov ds, ax
    mov esp, 0x90000
    jmp second
drive: db 0
msg: db "Loading", 13, 10, 0
align 8
gdt: dq 0
    dq 0x00cf9a000000ffff
    dq 0x00cf92000000ffff
gdt_end:
gdtr: dw gdt_end - gdt - 1
    dd gdt
times 510 - ($ - $$) db 0
dw 0xaa55
second:
    mov eax, [counter]
    inc eax
    mov [counter], eax
    hlt
counter: dd 0
times 512 - ($ - second) db 0
end:
dd (end - second + 511) / 512, (end - second) / 16, -(end - second), (end - second) >> 4, (end-second)*2+1
