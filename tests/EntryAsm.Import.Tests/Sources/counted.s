# A variable that counts a loop, and is read by what the loop calls.
	.text
.macro step i flag
	mov	(16 * \i)(%rdi), %rax
	.if (\i == 0 && \flag == 1)
	xor	%rbx, %rax
	.endif
	add	(16 * \i)(%rsi), %rax
.endm

.macro steps count
	.set i, 0
	.rept (\count)
	step i 0
	.set i, (i + 1)
	.endr
.endm

.macro read
	mov	$n, %eax
	mov	$n, %ecx
.endm

all:
	step 7 0
	step 6 0
	step 0 1
	steps 8
	steps 4
	.set n, 3
	.rept 5
	read
	.set n, n + 2
	.endr
	mov	$n, %edx
	ret

# A list's turns that also count.
.macro store
	.set k, 0
	.irp reg, rax, rbx, rcx, rsi
	mov	%\reg, (k * 8)(%rdi)
	.set k, k + 1
	.endr
	add	$(8 * k), %rdi
.endm
.macro named id
	value = %xmm\id
.endm
.altmacro
.macro pick id
	named %\id
.endm
	store
	.set k, 0
	.rept 4
	pick k
	movdqu	value, (k * 16)(%rdx)
	.set k, k + 1
	.endr
