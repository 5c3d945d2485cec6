	.ifndef SMP
	.set SMP, 1
	.endif
	.set DEBUG, 0
	.set LEVEL, 2
	.set PAGE_SHIFT, 12
	.set PAGE_SIZE, 1 << PAGE_SHIFT
	.text
start:
	.if SMP
	lock incl counter(%rip)
	.else
	incl counter(%rip)
	.endif
	.if DEBUG
	movb $'D', %al
	outb %al, $0xe9
	.endif
	.if LEVEL > 2
	int3
	.elseif LEVEL == 2
	nop
	.else
	ret
	.endif
	.ifeq PAGE_SIZE - 4096
	andq $-PAGE_SIZE, %rsp
	.endif
	.ifdef FEATURE_X
	xsave (%rdi)
	.else
	fxsave (%rdi)
	.endif
	.if SMP && !DEBUG
	pause
	.endif
	.bss
counter: .zero 4
	.rept LEVEL
	.zero 8
	.endr
	.set FRAME, 0
	.irp r, rax, rbx, rcx
	.set OFF_\r, FRAME
	.set FRAME, FRAME + 8
	.endr
	.text
	movq OFF_rbx(%rsp), %rax
	addq $FRAME, %rsp
