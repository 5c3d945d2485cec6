0:	nop
1:	ret
	.fill 0b + 16 - ., 1, 0xcc
	.fill 1b + 32 - ., 1, 0xcc
2:	jmp 2b
	.org 2b + 8, 0x90
