	.macro	push_all regs:vararg
	.irp	r, \regs
	push	%\r
	.endr
	.endm
	.macro	load value:req, to=rax
	mov	$\value, %\to
	.endm
	.macro	skip_if_zero reg
	test	%\reg, %\reg
	jz	.Lskip\@
	inc	%\reg
.Lskip\@:
	.endm
	.macro	stub n, code
	.globl	stub_\n
	.type	stub_\n, @function
stub_\n:
	.ifc	\code, none
	push	$0
	.endif
	push	$\n
	jmp	common
	.size	stub_\n, . - stub_\n
	.endm
	push_all rax, rbx, rcx
	load	5
	load	7, to=rdx
	skip_if_zero eax
	skip_if_zero rbx
	.altmacro
	.macro	two a, b
	local	done
	cmpl	$0, a(%rbx)
	.byte	b
	je	done
	nop
done:
	.endm
	two	1, %2+3
	two	<4>, 5
	.noaltmacro
	stub	0, none
	stub	8, error
	stub	32, none
common:
	iretq
	.irpc	c, 123
	.byte	\c
	.endr
