# SPDX-License-Identifier: MIT
"""What the tests ask of gdb beyond its own commands: frames without those of inlined macros, and what it finds of the interrupted code at many instructions."""
import gdb

REGISTERS = ["rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "rsp", "rip", "eflags", "cs", "ss"]
MASK = (1 << 64) - 1
MOST_FRAMES = 40

# What an entry finds on its stack: the processor's frame, the same behind an error code, a return address, or nothing (SYSCALL).
PLAIN, ERROR, CALL, SYSCALL = "plain", "error", "call", "syscall"


def physical():
    """The frames from the innermost out, but for inlined ones."""
    frame, found = gdb.newest_frame(), []
    while frame is not None and len(found) < MOST_FRAMES:
        if frame.type() != gdb.INLINE_FRAME:
            found.append(frame)
        try:
            frame = frame.older()
        except gdb.error:  # what leads on from there is not saved
            break
    return found


def backtrace(count):
    for number, frame in enumerate(physical()[:count]):
        print("#%d %s" % (number, frame.name()))


def select(number):
    physical()[number].select()


def value(frame, register):
    """What the register held in a frame; None where that is not saved."""
    found = frame.read_register(register)
    return None if found.is_optimized_out else int(found) & MASK


def word(address):
    return int.from_bytes(gdb.selected_inferior().read_memory(address, 8), "little")


def truth(kind):
    """The registers of what was interrupted or called, at the first instruction of an entry, or of what is gone back to, at the last."""
    frame = gdb.newest_frame()
    held = {register: value(frame, register) for register in REGISTERS}
    stack = held["rsp"]
    if kind == SYSCALL:
        held.update(rip=held["rcx"], eflags=held["r11"])
        for unknown in ("rcx", "r11", "cs", "ss"):
            del held[unknown]
    elif kind == CALL:
        held.update(rip=word(stack), rsp=stack + 8)
    else:
        stack += 8 if kind == ERROR else 0
        held.update(words(stack))
    return Truth(kind, held)


FRAME = ["rip", "cs", "eflags", "rsp", "ss"]


def words(stack):
    return zip(FRAME, [word(stack + 8 * i) for i in range(len(FRAME))])


def refused(held):
    """What an IRETQ that the processor refused, with these registers, was to go back to."""
    return Truth(PLAIN, {**held, **dict(words(held["rsp"]))})


class Truth(dict):
    """Registers, and what kind of entry has left them there."""

    def __init__(self, kind, held):
        super().__init__(held)
        self.kind = kind


class Finding:
    """What gdb said at an instruction, until it is known whether that is so."""

    def __init__(self, address):
        self.address = address
        self.frames = [{register: value(frame, register) for register in REGISTERS} for frame in physical()[1:]]
        self.text = "unreached lost of none"

    def agrees(self, held):
        """Whether a frame is the one that was interrupted, and all that gdb knows of it is so."""
        for frame in self.frames:
            if frame["rip"] != held["rip"] or frame["rsp"] not in (None, held["rsp"]):
                continue
            wrong = [register for register in held if frame[register] not in (None, held[register])]
            self.text = "%s lost %s of %s" % ("wrong " + ",".join(wrong) if wrong else "right", ",".join(register for register in REGISTERS if frame[register] is None), held.kind)
            return not wrong
        return False

    def tell(self):
        print("at %x %s" % (self.address, self.text))


def stop_at(address):
    return gdb.Breakpoint("*0x%x" % address, gdb.BP_HARDWARE_BREAKPOINT, internal=True)


def go():
    gdb.execute("continue", to_string=True)
    return int(gdb.newest_frame().pc())


def sweep(entries, exits, loop, addresses, rounds=3):
    """
    Runs the self-tests until every instruction was met, each once, and asks there for what was interrupted: as the machine was at the entry or, where the handler has
    changed that, as it is once the way back is gone.
    """
    gdb.execute("set breakpoint always-inserted on")
    stop_at(loop)
    while go() != loop:  # the first way to ring 3 interrupts nothing
        pass
    left = {address: None if address in entries else stop_at(address) for address in addresses}
    armed = {address: stop_at(address) for address in entries}
    truths, open_, last = [], [], []

    def settle(held):
        for finding in [finding for finding in open_ if finding.agrees(held)]:
            finding.tell()
            open_.remove(finding)

    while (left or open_) and rounds:
        at = go()
        # Where a breakpoint stands gdb steps, and then QEMU follows neither the trap flag nor the resume flag: none may stand where the code goes on.
        for address in entries:
            if address != at and address not in armed:
                armed[address] = stop_at(address)
        if at in entries:
            if at in armed:
                armed.pop(at).delete()
            truths = truths[-7:] + [truth(entries[at])]
            settle(truths[-1])
            if exits.get(truths[-1]["rip"]) == PLAIN:
                truths.append(refused(truths[-1]))
        if at in left:
            breakpoint = left.pop(at)
            if breakpoint is not None:
                breakpoint.delete()
            finding = Finding(at)
            if any(finding.agrees(held) for held in reversed(truths)):
                finding.tell()
            else:
                open_.append(finding)
        if at in exits:
            while last:
                last.pop().delete()
            settle(truth(exits[at]))
        elif open_ and not last:
            last = [stop_at(address) for address in exits]
        if at == loop:
            rounds -= 1
    for finding in open_:
        finding.tell()
    for address in left:
        print("at %x missed lost of none" % address)
