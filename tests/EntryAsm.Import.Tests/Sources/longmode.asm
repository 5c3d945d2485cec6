global start
global gdt64.code_segment
extern long_mode_start

%define PAGE_PRESENT (1 << 0)
%define PAGE_WRITE   (1 << 1)
%define PAGE_HUGE    (1 << 7)
%define CR0_PG       (1 << 31)

section .multiboot_header
header_start:
	dd 0xe85250d6                ; magic number (multiboot 2)
	dd 0                         ; architecture 0 (protected mode i386)
	dd header_end - header_start ; header length
	; checksum
	dd 0x100000000 - (0xe85250d6 + 0 + (header_end - header_start))
	; required end tag
	dw 0    ; type
	dw 0    ; flags
	dd 8    ; size
header_end:

section .text
bits 32
start:
	mov esp, stack_top
	mov edi, ebx
	call check_multiboot
	call check_cpuid
	call check_long_mode
	call set_up_page_tables
	call enable_paging
	lgdt [gdt64.pointer]
	jmp gdt64.code:long_mode_start
	mov dword [0xb8000], 0x2f4b2f4f
	hlt

check_multiboot:
	cmp eax, 0x36d76289
	jne .no_multiboot
	ret
.no_multiboot:
	mov al, "0"
	jmp error

check_cpuid:
	pushfd
	pop eax
	mov ecx, eax
	xor eax, 1 << 21
	push eax
	popfd
	pushfd
	pop eax
	push ecx
	popfd
	cmp eax, ecx
	je .no_cpuid
	ret
.no_cpuid:
	mov al, "1"
	jmp error

check_long_mode:
	mov eax, 0x80000000
	cpuid
	cmp eax, 0x80000001
	jb .no_long_mode
	mov eax, 0x80000001
	cpuid
	test edx, 1 << 29
	jz .no_long_mode
	ret
.no_long_mode:
	mov al, "2"
	jmp error

set_up_page_tables:
	mov eax, p3_table
	or eax, PAGE_PRESENT | PAGE_WRITE
	mov [p4_table], eax
	mov eax, p2_table
	or eax, 0b11
	mov [p3_table], eax
	mov ecx, 0
.map_p2_table:
	mov eax, 0x200000
	mul ecx
	or eax, PAGE_PRESENT | PAGE_WRITE | PAGE_HUGE
	mov [p2_table + ecx * 8], eax
	inc ecx
	cmp ecx, 512
	jne .map_p2_table
	ret

enable_paging:
	mov eax, p4_table
	mov cr3, eax
	mov eax, cr4
	or eax, 1 << 5
	mov cr4, eax
	mov ecx, 0xC0000080
	rdmsr
	or eax, 1 << 8
	wrmsr
	mov eax, cr0
	or eax, CR0_PG
	mov cr0, eax
	ret

error:
	mov dword [0xb8000], 0x4f524f45
	mov dword [0xb8004], 0x4f3a4f52
	mov dword [0xb8008], 0x4f204f20
	mov byte  [0xb800a], al
	hlt

section .bss
align 4096
p4_table:
	resb 4096
p3_table:
	resb 4096
p2_table:
	resb 4096
stack_bottom:
	resb 4096 * 4
stack_top:

section .rodata
gdt64:
	dq 0 ; zero entry
.code_segment:
.code: equ $ - gdt64
	dq (1<<43) | (1<<44) | (1<<47) | (1<<53) ; code segment
.pointer:
	dw $ - gdt64 - 1
	dq gdt64
