# Symbols set to places, distances and other symbols; common data; counts that the layout finds.
 .set al, ext
 call al
 mov al(%rip), %eax
 lea al+8(%rip), %rax
 .set later, lab+2
 jmp later
 mov $later,%eax
 .set fn, lab
 .globl fn
 .set gfn, glab
 .globl gfn
 .globl glab
 jmp gfn
 jmp fn
 call fn
 call gfn
lab: nop
glab: ret
 .set len, lab - end
 mov $len,%eax
 add $len2,%eax
 .set len2, end - lab
 .globl al2
 .set al2, ext2
 .set un, ext3
 .weak wal
 .set wal, lab
 call wal
 jmp wal
 .p2align 4
end:
 .data
 .quad al, later, fn, gfn, len, al2, wal
 .comm com,32,16
 .comm com2,3
 .local lc
 .comm lc,8,8
 .lcomm llc,24

 .text
 .skip head_end - head, 0x90
head: jmp far_away
head_end:
 .skip 200
far_away: ret
140: nop
141: .skip -(((144f-143f)-(141b-140b)) > 0) * ((144f-143f)-(141b-140b)),0x90
142: ret
 .pushsection .altinstr_replacement,"ax"
143: call ext
144: .popsection
