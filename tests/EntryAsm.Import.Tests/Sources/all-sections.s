 .section .text.a,"ax",@progbits
a: ret
 .section .text.b,"axG",@progbits,group1,comdat
b: ret
 nop
 hlt
 .previous
 .section .init,"ax"
 .pushsection .init.text
 call a
 .popsection
 .section "__ex_table","a"
 .balign 4
 .long (a) - .
 .section .altinstr_replacement,"ax"
661: .byte 1
662:
 .text 2
 nop
 .text 1
 pause
 .text
 hlt
 .data 1
 .long 5
 .data
 .long 6
 .bss
 .lcomm buf, 100
 .space 16
 .comm c1, 8
 .comm c2, 8, 16
 .local l1
 .comm l1, 4, 4
 .globl g, h
 .weak w
 .hidden g
 .protected h
 .internal ii
 .type g, @object
 .size g, 16
 .data
g: .quad w, ii
h = g + 8
 .set alias, a
 .equ K, 5
 .long K
 .org . + 10
 .org g + 64, 0xff
 .fill 4, 4, 0x12345678
 .fill 3
 .skip 7, 1
 .zero 2
 .dc.b 1
 .dc.l 2
 .2byte 1
 .4byte 2
 .8byte 3
 .value 9
 .section .note.Xen,"a",@note
 .align 4
 .long 2f - 1f, 4f - 3f, 18
1: .asciz "Xen"
2: .align 4
3: .quad a
4: .align 4
 .section .merge,"aM",@progbits,8
 .quad 1
 .section .tdata,"awT",@progbits
tls1: .long 5
 .section .tbss,"awT",@nobits
 .zero 8
 .section .fini_array,"aw",@fini_array
 .quad a
 .section .mydata,"aw",%progbits
 .long 1
 .section .o,"ao",@progbits,.text.a
 .long 2
