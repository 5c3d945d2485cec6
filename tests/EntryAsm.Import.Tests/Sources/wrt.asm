bits 64
default rel
extern f, v
section .text
call f wrt ..plt
mov rax, [rel v wrt ..got]
mov rax, [rel v wrt ..gotpc]
global g
g:
mov rax, g wrt ..sym
