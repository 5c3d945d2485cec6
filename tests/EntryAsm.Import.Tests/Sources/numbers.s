# Branches to numbers in the three modes.
 .code16
 call 0x1234
 jmp 0x1234
 jne 0x1234
 loop 0x10
 calll 0x12345
 .code32
 call 0x1234
 jmp 0x1234
 .code64
 call 0x100040
 jmp 0x100040
 jne 0x100040
 loop 0x10
 jrcxz 0x10
 xbegin 0x1000
 .set abs, 0x200
 call abs
 jmp abs
 call abs+4
 .code16
 calll ext
lab: retl
 lretl
 pushl $5
 lgdtl gdt
 .code32
 callw ext
 ljmp $16,$ext
 lretw
