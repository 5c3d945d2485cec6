// SPDX-License-Identifier: GPL-2.0-only
using EntryAsm.Linux;
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Benchmarks;

/// <summary>Where the time of a module goes: what each thing that entry code says costs, from the call to its part of the object.</summary>
internal static class ConstructRows
{
    private const int Count = 1000;

    private static readonly Symbol Elsewhere = Extern("elsewhere");

    private static readonly (string Name, Action<Repeated> Body)[] Constructs =
    [
        ("`call(symbol)`: with a relocation", a => a.call(Elsewhere)),
        ("`jmp(label)` and its label: laid out", Jump),
        ("`dd(symbol - dot)`", a => a.dd(Elsewhere - dot)),
        ("`align(4)`", a => a.align(4)),
        ("UNWIND_HINT: label, section and back, 3 directives, padding", a => a.Hint()),
        ("_ASM_EXTABLE: label, section and back, 3 distances, padding", a => a.ExceptionTable()),
        ("ALTERNATIVE: 6 labels, 2 closures, 2 sections and back, 4 directives, 2 instructions", a => a.Alternative()),
        ("PUSH_AND_CLEAR_REGS: 29 instructions, 1 hint", a => a.PushRegisters()),
    ];

    public static IEnumerable<Row> All => Constructs.Select(construct =>
        new Row("construct: " + construct.Name, "`push(rax)`", double.PositiveInfinity, () => Measure(construct.Body)));

    private static Result Measure(Action<Repeated> body) =>
        Result.Of(Pair.Compare(() => new Repeated(body).Build(), () => new Repeated(a => a.push(rax)).Build(), rounds: 21, repeat: 20));

    private static void Jump(Repeated a)
    {
        var target = a.label();
        a.jmp(target);
        a.bind(target);
    }

    /// <summary>One construct, so many times.</summary>
    [EntryModule]
    private sealed class Repeated(Action<Repeated> body) : LinuxEntry
    {
        protected override KernelConfig Config => MaximalConfig.Value;

        public void Hint() => UNWIND_HINT_IRET_REGS();

        public void ExceptionTable() => _ASM_EXTABLE(here(), Elsewhere);

        public void Alternative() => ALTERNATIVE(() => nop(), () => ret(), 5);

        public void PushRegisters() => PUSH_AND_CLEAR_REGS();

        protected override void Assemble()
        {
            for (var i = 0; i < Count; i++)
                body(this);
        }
    }
}
