# No-operation instructions in 16-bit code. GNU as takes the mode at the end of the file for all of them.
.code16
.nops 1
.nops 3
.nops 9
.nops 15
.nops 15, 2
.nops 300
