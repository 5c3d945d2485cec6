# SPDX-License-Identifier: MIT
# What KernelKit.Fred() is asked to write, with ClearBuffers and RestrictSpeculation, by hand from the FRED specification: the entry for ring 3 on a page's start, that for ring 0 256 bytes on.
# The processor has pushed, from the error code up: rip, cs, flags, rsp, ss with the vector in byte 4, event data, reserved.
	.macro	save
	pushq	$0
	.irp	register, r15, r14, r13, r12, r11, r10, r9, r8, rdi, rsi, rbp, rbx, rdx, rcx, rax
	pushq	%\register
	.endr
	movzbl	128+44(%rsp), %eax
	movq	%rax, 120(%rsp)
	.endm

	.macro	restore
	.irp	register, rax, rcx, rdx, rbx, rbp, rsi, rdi, r8, r9, r10, r11, r12, r13, r14, r15
	popq	%\register
	.endr
	addq	$8, %rsp
	.endm

	.macro	handle function:req
	.irp	register, eax, ecx, edx, esi, r8d, r9d, r10d, r11d, r14d, r15d, ebx, r12d, r13d, ebp
	xorl	%\register, %\register
	.endr
	movq	%rsp, %rdi
	callq	\function
	cli
	.endm

	.macro	control field:req
	movl	$0x48, %ecx
	movl	%gs:\field, %eax
	movl	%gs:\field+4, %edx
	wrmsr
	.endm

	.section .entry.text, "ax"
	.balign	4096
	endbr64
	jmp	user
	.org	256, 0xcc
	endbr64
	jmp	kernel
user:
	save
	control	48
	handle	from_user
	control	56
	restore
	verw	%gs:76
	eretu
kernel:
	save
	handle	from_kernel
	restore
	erets
