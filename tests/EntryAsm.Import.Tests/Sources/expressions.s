# Numbers, operators and their ranks
	.set	A, 5
	.equ	B, A * 2 + 1
C = A | B << 1
	.set	D, -1
	.set	E, ~0xff
	.set	count, 0
	.rept	3
	.byte	count
	.set	count, count + 1
	.endr
	.byte	A, B, C, D, 'a', '\n', 0b101, 017, 0xff
	.word	A + B * 2, (A + B) * 2, 1 << 4, 100 / 7, 100 % 7
	.long	E, 0x80000000, -0x80000000, 0xffffffff & 0x0ff0, 5 == 5, 5 > 6
	.quad	0xffffffffffffffff, 1 << 40, 0x123456789abcdef0
	mov	$A, %eax
	mov	B(%rax), %rbx
	and	$~0xf, %rsp
	movabs	$0xffff888000000000, %rax
	.if	A > 4
	nop
	.elseif	A > 3
	ud2
	.else
	hlt
	.endif
	.ifdef	A
	pause
	.endif
	.ifndef	UNKNOWN
	lfence
	.endif
