// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests.Flow;

/// <summary>
/// A function drawn from a seed, and functions that it calls: moves, arithmetic, pushes and pops, loads and stores on the stack and elsewhere, branches that meet
/// again, loops that push, calls out of several contexts, other stacks. What it does not do is to point into its own stack by a register it was given.
/// </summary>
internal sealed class RandomProgram(int seed) : EntryAssembler
{
    private const int Functions = 4, DeepestNesting = 3;

    private static readonly Op[] registers = [rax, rbx, rcx, rdx, rsi, rdi, r8, r9, r10, r11];
    private static readonly Op[] halves = [eax, ebx, ecx, edx, esi, edi, r8d, r9d, r10d, r11d];

    /// <summary>Counters of loops, by nesting: nothing else writes them.</summary>
    private static readonly Op[] counters = [r12, r13, r14];

    private readonly Random random = new(seed);
    private readonly List<Label> functions = [];

    /// <summary>Where the program begins.</summary>
    public static readonly Symbol Start = Global("start");

    protected override void Assemble()
    {
        for (var i = 0; i < Functions; i++)
            functions.Add(label());
        type(Start, SymbolType.Function);
        bind(Start);
        mov(rbp, rsp);
        Body(0, 0);
        if (random.Next(4) != 0)
            mov(rsp, rbp);
        ret();
        for (var i = 0; i < Functions; i++)
        {
            bind(functions[i]);
            Body(i + 1, 0);
            ret();
        }
    }

    private Op Register => registers[random.Next(registers.Length)];

    private int Small => random.Next(-4, 12) * 8;

    /// <param name="level">The number of functions that must not be called: those before it.</param>
    /// <param name="nesting">How many loops stand around.</param>
    private void Body(int level, int nesting)
    {
        for (var i = random.Next(2, 7); i > 0; i--)
            Statement(level, nesting);
    }

    private void Statement(int level, int nesting)
    {
        switch (random.Next(16))
        {
            case 0:
                var (pushed, popped) = (Register, Register);
                push(pushed);
                Body(level, nesting + 1);
                pop(popped);
                break;
            case 1:
                If(level, nesting);
                break;
            case 2 when nesting < counters.Length:
                Loop(level, nesting);
                break;
            case 3 or 4 when level < Functions:
                call(functions[random.Next(level, Functions)]);
                break;
            case 5 when nesting < DeepestNesting:
                OtherStack(level, nesting);
                break;
            case 6 when random.Next(3) == 0:
                Unbalanced();
                break;
            default:
                Plain();
                break;
        }
    }

    private void If(int level, int nesting)
    {
        Label otherwise = label(), end = label();
        Compare();
        switch (random.Next(4))
        {
            case 0: je(otherwise); break;
            case 1: jb(otherwise); break;
            case 2: js(otherwise); break;
            default: jne(otherwise); break;
        }

        Body(level, nesting + 1);
        jmp(end);
        bind(otherwise);
        if (random.Next(2) == 0)
            Body(level, nesting + 1);
        bind(end);
    }

    private void Compare()
    {
        switch (random.Next(4))
        {
            case 0: cmp(Register, random.Next(-3, 4)); break;
            case 1: test(Register, 1 << random.Next(4)); break;
            case 2: cmp(Register, Register); break;
            default: bt(Register, random.Next(16)); break;
        }
    }

    private void Loop(int level, int nesting)
    {
        var counter = counters[nesting];
        var pushes = random.Next(3) == 0;
        var rounds = random.Next(1, random.Next(8) == 0 ? 60 : 5);
        mov(counter, rounds);
        var start = here();
        if (pushes)
            push(Register);
        Body(level, nesting + 1);
        dec(counter);
        jnz(start);
        if (pushes)
            add(rsp, 8 * rounds);
    }

    private void OtherStack(int level, int nesting)
    {
        push(rbp);
        mov(rbp, rsp);
        lea(rsp, ptr[r15 - nesting * 4096]);
        Body(level, nesting + 1);
        mov(rsp, rbp);
        pop(rbp);
    }

    /// <summary>Where paths meet that differ in depth, as no compiler writes it.</summary>
    private void Unbalanced()
    {
        var skip = label();
        Compare();
        je(skip);
        push(Register);
        bind(skip);
        mov(Register, qword[rsp]);
    }

    private void Plain()
    {
        var index = random.Next(registers.Length);
        var (register, half) = (registers[index], halves[index]);
        switch (random.Next(26))
        {
            case 0: mov(register, random.Next(-5, 6)); break;
            case 1: mov(half, random.Next(-5, 6)); break;
            case 2: mov(register, Register); break;
            case 3: mov(half, halves[random.Next(halves.Length)]); break;
            case 4: lea(register, ptr[rsp + Small]); break;
            case 5: lea(register, ptr[Register + Small]); break;
            case 6: add(register, Small); break;
            case 7: sub(register, Small); break;
            case 8: and(register, -16 << random.Next(3)); break;
            case 9: or(register, 1 << random.Next(12)); break;
            case 10: xor(half, half); break;
            case 11: xor(register, Register); break;
            case 12: shl(register, random.Next(1, 8)); break;
            case 13: shr(register, random.Next(1, 8)); break;
            case 14: sar(half, random.Next(1, 8)); break;
            case 15: inc(register); break;
            case 16: dec(half); break;
            case 17: xchg(register, Register); break;
            case 18: mov(qword[rsp + random.Next(0, 6) * 8], register); break;
            case 19: mov(register, qword[rsp + random.Next(0, 6) * 8]); break;
            case 20: mov(dword[rsp + random.Next(0, 12) * 4], half); break;
            case 21: movzx(half, @byte[rsp + random.Next(0, 40)]); break;
            case 22: mov(qword[rbp + Small - 200], register); break;
            case 23: mov(register, qword[Register + Small]); break;
            case 24: bts(register, random.Next(64)); break;
            default: add(qword[rsp + random.Next(0, 4) * 8], random.Next(-2, 3)); break;
        }
    }
}
