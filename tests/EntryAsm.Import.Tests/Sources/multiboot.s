# Multiboot 1 header and page tables
.set ALIGN, 1<<0
.set MEMINFO, 1<<1
.set FLAGS, ALIGN | MEMINFO
.set MAGIC, 0x1BADB002
.set CHECKSUM, -(MAGIC + FLAGS)
.section .multiboot
.align 4
.long MAGIC
.long FLAGS
.long CHECKSUM
.section .bootstrap_stack, "aw", @nobits
stack_bottom:
.skip 16384 # 16 KiB
stack_top:
.section .text
.code32
.global _start
.type _start, @function
_start:
 movl $stack_top, %esp
 pushl %ebx
 pushl %eax
 movl $boot_pml4, %eax
 movl %eax, %cr3
 movl %cr4, %eax
 orl $0x20, %eax
 movl %eax, %cr4
 movl $0xc0000080, %ecx
 rdmsr
 orl $(1 << 8), %eax
 wrmsr
 movl %cr0, %eax
 orl $0x80000001, %eax
 movl %eax, %cr0
 lgdt gdtr
 ljmp $8, $1f
 .code64
1: movw $16, %ax
 movw %ax, %ds
 movw %ax, %es
 movw %ax, %ss
 movabsq $kmain, %rax
 callq *%rax
 cli
2: hlt
 jmp 2b
.size _start, . - _start
 .data
 .p2align 12
boot_pml4:
 .quad boot_pdpt + 0x3
 .fill 510, 8, 0
 .quad boot_pdpt + 0x3
 .p2align 12
boot_pdpt:
 .set addr, 0
 .rept 4
 .quad addr + 0x83
 .set addr, addr + 0x40000000
 .endr
 .fill 506, 8, 0
 .quad 0x83, 0x40000083
boot_pd:
 i = 0
 .rept 512
 .quad (i << 21) | 0x83
 i = i + 1
 .endr
gdt: .quad 0, 0x00af9b000000ffff, 0x00cf93000000ffff
gdtr: .word . - gdt - 1
 .quad gdt
