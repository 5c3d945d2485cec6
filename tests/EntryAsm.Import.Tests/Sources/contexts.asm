bits 64
%define CONFIG_SMP 1
%define REG(n) r %+ n
%xdefine BASE 0x1000
%idefine Foo 5
%define add2(a,b) ((a) + (b))
%macro multipush 1-*
 %rep %0
  push %1
 %rotate 1
 %endrep
%endmacro
%macro multipop 1-*
 %rep %0
 %rotate -1
  pop %1
 %endrep
%endmacro
%macro retz 0
    jnz %%skip
    ret
%%skip:
%endmacro
%macro print 1+
    jmp %%over
%%str: db %1
%%over:
    mov rsi, %%str
    mov rdi, %%over - %%str
    call puts
%endmacro
%macro proc 1-2 16
align %2
global %1
%1:
%push proc
%assign %$args 0
%endmacro
%macro endproc 0
%pop
    ret
%endmacro
%macro load 2
%ifidn %1, %2
    ; same
%elifidni %1, rax
    mov rax, [%2]
%elifnum %2
    mov %1, %2
%elifid %2
    mov %1, %2
%else
    lea %1, [%2]
%endif
%endmacro
%macro jj 2
    j%1 %2
    j%-1 %2
    j%+1 %2
%endmacro
%macro str 1
%strlen len %1
    db len, %1
%substr first %1 1
    db first
%endmacro
%macro def 2
%1_%2: dq %1
%endmacro
%macro defaults 1-3 5, rdx
    mov %1, %2
    push %3
%endmacro
%macro writefile 2-3.nolist
 mov rdi, %1
%ifnempty %3
 mov rsi, %3
%endif
%endmacro
extern puts, kmain
section .text
proc entry
    multipush rax, rbx, rcx
    multipop rax, rbx, rcx
    print "hello", 10, 0
    print "there"
    retz
    retz
    load rax, rax
    load rax, rdi
    load rcx, 5
    load rcx, rdx
    load rbx, 7
    jj z, entry
    jj c, .x
.x:
    mov REG(8), add2(1, 2*Foo)
    mov rax, BASE
    defaults rax
    defaults rbx, 6
    defaults rcx, 7, rsi
%ifdef CONFIG_SMP
    lock inc dword [counter]
%else
    inc dword [counter]
%endif
%ifndef CONFIG_DEBUG
    nop
%elifdef X
    int3
%endif
%if CONFIG_SMP && !0
    mfence
%endif
    writefile 1, 2
    writefile 1, 2, 3
endproc
proc second, 32
    call kmain
endproc
%unmacro load 2
%undef Foo
%assign n 0
%rep 10
 %if n = 3
   %exitrep
 %endif
 dw n
 %assign n n+1
%endrep
%assign fact 1
%assign k 1
%rep 5
%assign fact fact*k
%assign k k+1
%endrep
dq fact
section .data
counter: dd 0
 str "abc"
%defstr VERSION 1.2.3
 db VERSION, 0
%deftok TOK 'rax'
 def entry, ptr
%strcat hello "a", "b"
 db hello
 db __LINE__ % 256
%ifctx proc
%endif
%warning "something"
section .note.GNU-stack noalloc noexec nowrite progbits
