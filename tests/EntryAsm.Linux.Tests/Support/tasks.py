# SPDX-License-Identifier: GPL-2.0-only
"""Steps through two switches of tasks, and tells before each instruction who called, by the backtrace, and what registers it had."""
import gdb

REGISTERS = ["rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "rsp"]


def tell(turn, start):
    frame = gdb.newest_frame()
    caller = frame.older()
    held = [(register, caller.read_register(register)) for register in REGISTERS]
    text = ",".join("%s=%d" % (register, int(value)) for register, value in held if not value.is_optimized_out)
    print("at %d %d %x %s" % (turn, frame.pc() - start, caller.pc(), text))


gdb.execute("break *&__switch_to_asm")
gdb.execute("run", to_string=True)
first = gdb.newest_frame().pc()
end = int(gdb.parse_and_eval("(long)&__switch_to"))
for turn in range(2):
    while gdb.newest_frame().pc() != end:
        tell(turn, first)
        gdb.execute("stepi", to_string=True)
    gdb.execute("continue", to_string=True)
