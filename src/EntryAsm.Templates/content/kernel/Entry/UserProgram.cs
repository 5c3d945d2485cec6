// SPDX-License-Identifier: MIT
using EntryAsm;

namespace MyKernel;

/// <summary>
/// A program for ring 3. It goes through every way into the kernel with a value in each register, and finds out whether they are all still there. The kernel maps <c>.user</c> where it
/// likes: all addresses in it are distances.
/// </summary>
[EntryModule]
public sealed partial class UserProgram : EntryAssembler
{
    private static readonly Symbol user_start = Global();
    private static readonly Symbol user_program = Global();
    private static readonly Symbol user_end = Global();

    /// <summary>What a system call keeps; rcx and r11 are the processor's, rax is the answer.</summary>
    private static readonly Op[] Kept = [rbx, rdx, rsi, rdi, rbp, r8, r9, r10, r12, r13, r14, r15];

    private const int Write = 0, Exit = 1, Ticks = 2, BadReturn = 3;

    private const int TrapFlag = 0x100;

    /// <inheritdoc/>
    protected override void Assemble()
    {
        section(".user", "ax");
        align(4096);
        bind(user_start);
        bind(user_program);
        type(user_program, SymbolType.Function);
        Say("ring 3 runs");
        AfterSystemCalls();
        AfterException("a breakpoint keeps all registers", () => int3());
        AfterException("an invalid instruction keeps all registers", () => ud2());
        AfterException("a page fault keeps all registers", () => mov(rcx, qword[0xdead000]));
        SingleStep();
        AcrossTimer();
        BadFrame();
        mov(eax, Exit);
        xor(edi, edi);
        syscall();
        ud2();
        size(user_program);
        align(4096);
        bind(user_end);
    }

    /// <summary>System call 0: rdi text, rsi its length.</summary>
    private void Say(string line)
    {
        Label start = label(), end = label();
        jmp(end);
        bind(start);
        ascii(line + "\n");
        bind(end);
        lea(rdi, ptr[rip + start]);
        mov(esi, line.Length + 1);
        mov(eax, Write);
        syscall();
    }

    private static long Value(int register) => 0x0123_4567_89ab_0000 + register * 0x1111;

    private void SetAll()
    {
        for (var i = 0; i < Kept.Length; i++)
            mov(Kept[i], Value(i));
    }

    /// <summary>Leaves in r11 the union of the bits in which registers are not what they were set to.</summary>
    private void CompareAll()
    {
        xor(r11d, r11d);
        for (var i = 0; i < Kept.Length; i++)
        {
            mov(rcx, Value(i));
            xor(rcx, Kept[i]);
            or(r11, rcx);
        }
    }

    private void Conclude(string line)
    {
        Label fine = label(), done = label();
        test(r11, r11);
        jz(fine);
        Say("FAILED: " + line);
        jmp(done);
        bind(fine);
        Say(line);
        bind(done);
    }

    private void AfterSystemCalls()
    {
        SetAll();
        mov(eax, Ticks);
        syscall();
        CompareAll();
        Conclude("a system call keeps all registers");
    }

    /// <summary>The kernel goes on behind the instruction, of whatever length: the address is in r11.</summary>
    private void AfterException(string line, Action instruction)
    {
        var behind = label();
        SetAll();
        mov(eax, 0x1234_5678);
        lea(r11, ptr[rip + behind]);
        instruction();
        bind(behind);
        push(rax);
        CompareAll();
        pop(rax);
        mov(ecx, 0x1234_5678);
        xor(rax, rcx);
        or(r11, rax);
        Conclude(line);
    }

    /// <summary>The debug exception comes behind the instruction after POPFQ; its handler clears TF.</summary>
    private void SingleStep()
    {
        SetAll();
        pushfq();
        or(qword[rsp], TrapFlag);
        popfq();
        nop();
        CompareAll();
        Conclude("a single step keeps all registers");
    }

    /// <summary>Waits, all registers set, until the timer has interrupted three times.</summary>
    private void AcrossTimer()
    {
        Label again = label(), wrong = label();
        mov(eax, Ticks);
        syscall();
        push(rax);
        add(qword[rsp], 3);
        bind(again);
        SetAll();
        for (var i = 0; i < 50; i++)
            pause();
        CompareAll();
        test(r11, r11);
        jnz(wrong);
        mov(eax, Ticks);
        syscall();
        cmp(rax, qword[rsp]);
        jb(again);
        xor(r11d, r11d);
        bind(wrong);
        pop(rax);
        Conclude("the timer keeps all registers");
    }

    /// <summary>The kernel is told to return to an address that is not canonical; the exception of its IRETQ goes on at rdi.</summary>
    private void BadFrame()
    {
        var resumed = label();
        SetAll();
        lea(rdi, ptr[rip + resumed]);
        mov(eax, BadReturn);
        syscall();
        ud2();
        bind(resumed);
        mov(rdi, Value(3)); // where rdi stands in Kept
        CompareAll();
        Conclude("a bad return keeps all registers");
    }
}
