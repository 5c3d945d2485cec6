	.section .entry.text, "ax"
	.globl	a
	.hidden	a
a:	nop
	.p2align 4, , 7
	.balign	32, 0xcc
	.pushsection .rodata.str1.1, "aMS", @progbits, 1
msg:	.string	"one", "two\twith tab \"quoted\" \\ \1\177"
	.popsection
	lea	msg(%rip), %rdi
	.section .note.test, "", @note
	.long	4
	.previous
	ret
	.bss
	.skip	64
buffer:	.zero	128
	.data
	.fill	3, 2, 0x1234
	.fill	5
	.skip	4, 0xaa
	.octa	0x0123456789abcdef0011223344556677
	.float	1.5, -2
	.double	3.25
	.uleb128 300
	.sleb128 -2
	.ascii	"\377\0"
	.weak	maybe
	.quad	maybe
	.code32
	.text
	mov	$5, %eax
	.code16
	mov	$5, %ax
	.code64
	.type	buffer, @object
	.size	buffer, 128
	.protected shielded
	.globl	shielded
shielded: ret
