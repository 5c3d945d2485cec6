# Sections of which the linker keeps one copy: from outside a named symbol stays, a label that is not in the object cannot.
	.section .text.f,"axG",@progbits,f,comdat
	nop
inner:
	nop
.Lhidden:
	nop
	.globl f
f:	ret
	.quad inner
	.section .data.f,"awG",@progbits,f,comdat
	.quad inner, own
own:	.quad own
	.section .text.g,"axG",@progbits,group
	nop
other:	ret
	.section .gnu.linkonce.t.h,"ax",@progbits
	nop
old:	ret
	.text
	call inner
	call .Lhidden
	lea inner(%rip), %rax
	.quad inner, .Lhidden, inner + 4, own, other, old
	.long own - .
	call other
	call old
