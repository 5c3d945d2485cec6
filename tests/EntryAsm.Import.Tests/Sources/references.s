# What the linker makes for a symbol: @GOTPCREL and its like, in operands and in data.
 .globl g
 jmp g@PLT
 jmp loc@PLT
 jmp ext@PLT
 jne ext@PLT
 jne loc@PLT
 call loc@PLT
 call ext@PLT+4
loc: nop
g: nop
 call 0x100040
 jmp 0x100040
 jne 0x100040
 loop 0x10
 jrcxz 0x10
 xbegin 0x1000
 .set abs,0x200
 call abs
 jmp abs
 call abs+4
 .globl gabs
 .set gabs,0x300
 call gabs
 jmp gabs
 call *loc@GOTPCREL(%rip)
 call *.Lx@GOTPCREL(%rip)
.Lx: mov foo@GOTPCREL(%rip),%eax
 mov foo@GOTPCREL(%rip),%rax
 mov foo@GOTPCREL+4(%rip),%rax
 mov foo@GOTPCREL(%rax),%rcx
 mov %rcx,foo@GOTPCREL(%rip)
 movw foo@GOTPCREL(%rip),%cx
 addq foo@GOTPCREL(%rip),%r8
 cmpl $3, foo@GOTPCREL(%rip)
 movabs $foo@GOTOFF, %rax
 movabs $foo@GOTPLT, %rax
 movabs $foo@PLTOFF, %rax
 movabs $foo@GOT, %rax
 mov foo@GOT(%rbx), %rax
 mov tl@TPOFF(%rax),%rcx
 mov tl2@GOTTPOFF(%rip),%rcx
 lea tl3@TLSGD(%rip),%rdi
 lea tl4@TLSLD(%rip),%rdi
 lea tl5@DTPOFF(%rax),%rdi
 lea tl6@TLSDESC(%rip),%rax
 mov $foo@SIZE,%eax
 mov $foo@SIZE-8,%rax
 mov $loc@SIZE,%eax
 movabs $foo@SIZE,%rax
 .data
 .long foo@GOT, foo@GOTPCREL, foo@PLT, foo@TPOFF,foo@DTPOFF, foo@GOTTPOFF, foo@SIZE, foo@PLT, foo@GOTPCREL+4
 .quad foo@GOT, foo@GOTPCREL, foo@GOTOFF, foo@GOTPLT, foo@PLTOFF, foo@TPOFF, foo@DTPOFF, foo@SIZE
 .long loc@SIZE
 .section .tdata,"awT",@progbits
own: .quad 1
 .type own, @tls_object
 .size own, 8
 .text
 mov own@TPOFF(%rax), %rcx
 lea _GLOBAL_OFFSET_TABLE_(%rip), %rbx
 mov $_GLOBAL_OFFSET_TABLE_, %eax
 movabs $_GLOBAL_OFFSET_TABLE_, %rax
 movabs $_GLOBAL_OFFSET_TABLE_-.Lx, %rax
