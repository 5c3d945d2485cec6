	.text
_start:	# sizes by suffix and by register
	movb	$1, (%rax)
	movw	%ax, 2(%rbx,%rcx,4)
	movl	$-1, 8(%rsp)
	movq	$0x7fffffff, (%rdi)
	movzbl	(%rax), %ecx
	movsbq	%al, %rdx
	movslq	(%rsi), %rdi
	movzwl	%ax, %eax
	cltq
	cqto
	lea	_start(%rip), %rax
	call	outside
	call	*(%rax)
	jmp	*%rcx
	ljmp	*(%rax)
	lcall	*8(%rsp)
	jmp	.
	jmp	. + 5
1:	loop	1b
	jne	2f
	xchg	%rax, %rbx
	lock addl $1, (%rdi)
	rep stosq
	repne scasb
	movsl
	in	(%dx), %al
	out	%eax, (%dx)
	outb	%al, $0x80
	shl	%eax
	shll	%cl, (%rax)
	sarq	$3, (%rax)
	imul	$5, %rax
	pushw	$5
	pushq	foo
	pushfq
	popfq
	retq
	lretq
	iretq
	sysretq
	mov	%gs:(%rax), %rbx
	movq	%fs:0x28, %rax
	mov	foo, %eax
	mov	$foo, %rax
	movabs	$foo, %rax
	movabs	foo, %al
	enter	$16, $1
	fldl	(%rax)
	fsubp	%st, %st(1)
	fdivrp
	fildll	(%rax)
	fxch
	cvtsi2sdl (%rax), %xmm0
	vaddps	(%rax){1to16}, %zmm1, %zmm2{%k1}{z}
	vaddpd	{rn-sae}, %zmm1, %zmm2, %zmm3
	vcmpeqps %ymm1, %ymm2, %ymm3
	cmpltpd	%xmm1, %xmm2
	pclmulhqlqdq %xmm1, %xmm2
	{load} mov %eax, %ebx
	{disp32} mov (%rax), %ebx
	{vex3} vaddps %xmm1, %xmm2, %xmm3
	mov.s	%eax, %ebx
	rex.w	nop
	cs	nop
	rep
	nop
2:	data16 nop
	monitor	%rax, %ecx, %edx
# Lengths of 64 bits, and a store that releases a lock.
	pcmpestriq $7, %xmm4, %xmm6
	pcmpestrmq $7, (%rcx), %xmm6
	vpcmpestriq $7, %xmm4, %xmm6
	vpcmpestrmq $7, (%rcx), %xmm6
	xrelease movb %al, 0x100
	xrelease addr32 movl %eax, 0x100
	.globl	foo
	.data
foo:	.quad	_start, foo - 8, . - foo
	.long	_start - .
