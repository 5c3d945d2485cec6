# SPDX-License-Identifier: MIT
# The Limine Boot Protocol, base revision 3: the base revision tag, then the requests for an entry point, the higher half direct map and the memory map. Each request: id of four words (two
# of them common to all), revision, response; that for the entry point has the address behind them.
	.section .limine_requests, "aw"
	.balign	8
	.quad	0xf9562b2d5c95a6c8, 0x6a7b384944536bdc, 3

	.macro	request a:req, b:req
	.quad	0xc7b1dd30df4c8b88, 0x0a82e883a194f07b, \a, \b, 0, 0
	.endm

	request	0x13d86c035a1cd3e1, 0x2b0caa89d8f3026a
	.quad	ENTRY
	request	0x48dcf1cb8ad2b852, 0x63984e959a98244b
	request	0x67cf3d9d378a806f, 0xe304acdfc50c3c62
