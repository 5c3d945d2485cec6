	.intel_syntax noprefix
	.set	N, 8
start:
	mov	rax, [rbx + rcx*4 + N]
	mov	eax, dword ptr [rsp]
	mov	byte ptr [rax], 5
	mov	eax, table
	mov	eax, [5]
	mov	rax, offset table
	mov	rax, qword ptr table[rip]
	mov	ax, word ptr 4[rbx]
	lea	rdi, [rip + table + 8]
	mov	rax, qword ptr gs:[0x10]
	mov	rax, fs:[rbx]
	call	start
	call	qword ptr [rax]
	jmp	rcx
	jmp	fword ptr [rax]
	push	N
	push	qword ptr [rax]
	cmp	byte ptr [rdi], 'a'
	movzx	eax, byte ptr [rsi]
	movsxd	rax, dword ptr [rsi]
	add	qword ptr [rax + N * 2], -1
	rep movsq
	lock inc dword ptr [rax]
	vaddps	zmm1{k1}{z}, zmm2, dword bcst [rax]
	vaddps	zmm1, zmm2, zmm3, {rz-sae}
	fsub	st(1), st
	in	al, dx
	iretq
	.att_syntax
	mov	$1, %eax
table:	.quad	0
