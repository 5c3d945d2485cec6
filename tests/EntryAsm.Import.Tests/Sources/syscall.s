# System call entry.
	.equ	KERNEL_DS, 0x18
	.set	USER_CS, KERNEL_DS + 0x18 | 3
	.text
	.globl	syscall_entry
	.type	syscall_entry, @function
	.p2align 4
syscall_entry:
	swapgs
	movq	%rsp, %gs:8		# save the user's stack
	movq	%gs:0, %rsp
	pushq	$USER_CS
	pushq	%r11
	.irp reg, rax, rbx, rcx
	pushq	%\reg
	.endr
	movq	%rsp, %rdi
	call	do_syscall
	testl	%eax, %eax
	jne	1f
	leaq	table(,%rax,8), %rbx
	jmp	*table(%rip)
1:	movb	$0, flag(%rip)
	sysretq
	.size	syscall_entry, . - syscall_entry

	.macro SAVE reg, off=8
	movq	%\reg, \off(%rsp)
	.endm
	.globl save_all
save_all:
	SAVE rax
	SAVE rbx, 16
	ret
	.data
table:	.quad	syscall_entry, save_all
flag:	.byte	0
	.section .rodata
msg:	.asciz	"hi\n"
