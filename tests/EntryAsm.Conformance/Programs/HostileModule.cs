// SPDX-License-Identifier: MIT
namespace EntryAsm.Conformance;

/// <summary>
/// Entry code as no author writes it, for analyses that must come to an end on anything: routines that call and jump into each other at random, stacks that go up and down, loops that push,
/// alternatives inside each other, bytes instead of instructions, tables that name whatever there is.
/// </summary>
internal sealed class HostileModule(int seed) : EntryAssembler
{
    private const int MostRoutines = 24, MostSteps = 30, MostBytes = 40;

    private readonly Random random = new(seed);
    private readonly Symbol outside = Extern("outside"), thunk = Extern("__x86_return_thunk");
    private readonly List<Label> places = [];
    private readonly List<Symbol> routines = [];

    private Op Any => new[] { rax, rcx, rdx, rbx, rbp, rsi, rdi, r8, r9, r10, r11, r12, r13, r14, r15 }[random.Next(15)];

    private Label AnyPlace => places[random.Next(places.Count)];

    protected override void Assemble()
    {
        for (var i = random.Next(1, MostRoutines); i > 0; i--)
        {
            routines.Add(Global("routine" + routines.Count));
            places.Add(label());
        }

        section(".entry.text", "ax");
        for (var i = 0; i < routines.Count; i++)
        {
            if (random.Next(2) == 0)
                type(routines[i], SymbolType.Function);
            Declare(routines[i], i);
            bind(routines[i]);
            var steps = random.Next(MostSteps);
            var middle = random.Next(steps + 1);
            for (var step = 0; step < steps; step++)
            {
                if (step == middle)
                    bind(places[i]);
                Step(depth: 0);
            }

            if (middle == steps)
                bind(places[i]);
            if (random.Next(4) != 0)
                End();
        }
    }

    private void Declare(Symbol routine, int number)
    {
        switch (random.Next(8))
        {
            case 0:
                gate(number * 10 + random.Next(10), routine, hasErrorCode: random.Next(2) == 0, ist: random.Next(8), dpl: random.Next(2) * 3);
                break;
            case 1:
                var kind = (EntryKind)random.Next(Enum.GetValues<EntryKind>().Length);
                entry(kind, routine, vector: kind == EntryKind.Interrupt ? number : -1);
                break;
            case 2:
                callee(outside, (CalleeTraits)random.Next(1 << 12));
                break;
        }
    }

    private void End()
    {
        switch (random.Next(5))
        {
            case 0: iretq(); break;
            case 1: sysretq(); break;
            case 2: jmp(thunk); break;
            case 3: jmp(AnyPlace); break;
            default: ret(); break;
        }
    }

    private void Step(int depth)
    {
        switch (random.Next(26))
        {
            case 0: push(Any); break;
            case 1: pop(Any); break;
            case 2: call(routines[random.Next(routines.Count)]); break;
            case 3: call(outside); break;
            case 4: jz(AnyPlace); break;
            case 5: jb(AnyPlace); break;
            case 6: add(rsp, random.Next(-8, 8) * 8); break;
            case 7: mov(rsp, qword.gs[random.Next(4) * 8]); break;
            case 8: mov(rsp, Any); break;
            case 9: mov(Any, qword[rsp + random.Next(-30, 30) * 8]); break;
            case 10: mov(qword[Any + random.Next(-30, 30) * 8], Any); break;
            case 11: xor(Any, Any); break;
            case 12: swapgs(); break;
            case 13: mov(Any, cr3); break;
            case 14: mov(cr3, Any); break;
            case 15: test(@byte[rsp + random.Next(30) * 8], 3); break;
            case 16: cmp(Any, random.Next(4)); break;
            case 17: pushfq(); break;
            case 18: popfq(); break;
            case 19: cli(); break;
            case 20: xchg(Any, qword[rsp]); break;
            case 21: shl(Any, random.Next(64)); break;
            case 22 when random.Next(4) == 0: End(); break;
            case 23 when random.Next(8) == 0: jmp(Any); break;
            case 24 when random.Next(4) == 0: Bytes(); break;
            case 25 when depth < 4: alternative(() => Step(depth + 1), () => Step(depth + 1), random.Next(4)); break;
            default: nop(); break;
        }
    }

    private void Bytes()
    {
        for (var i = random.Next(MostBytes); i > 0; i--)
            db(random.Next(256));
    }
}
