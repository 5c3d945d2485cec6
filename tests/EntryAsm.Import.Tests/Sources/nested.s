	.macro	def_macro name, op
	.macro	\name a, b
	\op	\a, \b
	.endm
	.endm
	def_macro	addit, addq
	def_macro	subit, subq
	addit	%rax, %rbx
	subit	$5, %rcx
	addit	$1, %rdx
	.purgem addit
	.macro sum from=0, to=5
	.long	\from
	.if	\to-\from
	sum	"(\from+1)",\to
	.endif
	.endm
	sum 0, 5
	.macro label l
\l\@:	jmp \l\@
	.endm
	label foo
	label foo
	label bar
	.macro opt a, b=%rbx, c:vararg
	mov \a, \b
	.ifnb \c
	.long \c
	.endif
	.endm
	opt %rax
	opt %rax, %rcx
	opt %rax, %rcx, 1, 2, 3
	opt a=$1, b=%rdx
	.macro cmp3 x, y
	.ifc \x,\y
	nop
	.else
	pause
	.endif
	.ifeqs "\x","foo"
	hlt
	.endif
	.endm
	cmp3 foo, foo
	cmp3 foo, bar
	.irpc c,abc
	.byte '\c
	.endr
	.irp reg,%rax,%rbx
	push \reg
	.endr
	.rept 3
	.rept 2
	nop
	.endr
	ret
	.endr
	lock; cmpxchg %rcx, (%rdi)
	lock cmpxchgq %rcx, (%rdi)
	rep; stosb
	rep stosq
	repne scasb
	rep; nop
	movq $sym, %rax
	movabs $sym, %rax
	movq sym@GOTPCREL(%rip), %rax
	movq sym(%rip), %rax
	leaq 1f(%rip), %rdi
1:	.quad sym-1b, 1b-., .-1b
	.ascii "a\tb\n\\\"\101\x41\0"
	.asciz "x" "y"
	.string "multi", "ple"
	.string16 "ab"
	.octa 1
	.struct 8
field1:	.struct field1 + 4
field2:	.space 8
field3:
	.text
	movl $field2, %eax
	movq field3(%rdi), %rax
	.ifdef field1
	nop
	.endif
	.ifndef CONFIG
	.set CONFIG, 1
	.endif
	.if CONFIG == 1
	cli
	.elseif CONFIG == 2
	sti
	.else
	.err
	.endif
	sysretl
	sysretq
	lretq
	iretq
	iretl
	ljmp *(%rax)
	lcall *8(%rax)
	rex.w ljmp *(%rax)
	jmp *%rax
	jmp *(%rax, %rbx, 8)
	call *sym(%rip)
	call *%gs:8
	push %fs
	pop %gs
	movl %eax, %ds
	inb $0x60, %al
	inb %dx, %al
	outl %eax, %dx
	outb %al, $0x20
	movzbl %al, %eax
	movzwl (%rdi), %eax
	movsbq %al, %rax
	movslq %eax, %rax
	cltq
	cqto
	cwtl
	shll %eax
	sarq $3, %rax
	shldq %cl, %rax, %rbx
	imulq $5, %rax, %rbx
	imull $5, %eax
	bswapq %rax
	xaddl %eax, (%rdi)
	cmpxchg16b (%rdi)
	fxsaveq (%rdi)
	fxrstor64 (%rdi)
	fldcw (%rsp)
	fistpll (%rdi)
	movd %eax, %xmm0
	movq %rax, %xmm0
	movaps %xmm0, -16(%rbp)
	wrmsr
	lgdt (%rdi)
	lidtq (%rdi)
	ltr %ax
	str %eax
	mov %cr0, %rax
	mov %rax, %cr3
	mov %db7, %rax
	mov %rax, %dr6
	movb $'A', %al
	movw $0x55aa, (%rdi)
	mov $-1, %rax
	mov $~0, %eax
	and $~(4096-1), %rsp
	add $(2+3)*4, %rsp
	nopw 0(%rax,%rax,1)
	nopl (%rax)
	xchg %ax, %ax
	.byte 0x0f, 0x0b
	ud2a
	data16
	nop
	addr32 movl (%edi), %eax
	movl %gs:(%rdi), %eax
	movl %fs:sym, %eax
	movq %gs:sym@tpoff, %rax
	vzeroupper
	.size f, .-f
f:

# A segment or a mask is part of an operand, and no value that a variable could hold.
segments:
.irp seg, ds, ss, fs
	mov	%\seg:(%rax), %ebx
	mov	%\seg:(%rcx), %ebx
.endr
.macro masked mask
	vaddps	%zmm1, %zmm2, %zmm3{\mask}
	kmovw	%eax, \mask
.endm
	masked	%k1
	masked	%k2
	masked	%k3
