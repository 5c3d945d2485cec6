// SPDX-License-Identifier: MIT
using EntryAsm.Kernel;

namespace EntryAsm.Boot;

/// <summary>The kit's entry code for the self-tests.</summary>
internal sealed class BenchEntry(KitSettings settings) : KernelKit
{
    /// <summary>The exceptions with a row, by vector, and their functions. The others come to the function for interrupts.</summary>
    public static IReadOnlyList<(int Vector, string Handler)> Handlers { get; } =
    [
        (1, "do_debug"), (2, "do_nmi"), (3, "do_int3"), (6, "do_invalid_op"), (8, "do_double_fault"), (13, "do_general_protection"), (14, "do_page_fault"), (18, "do_mce"),
    ];

    protected override KitSettings Settings => settings;

    protected override void Assemble() =>
        EntryCode(Extern("handle_interrupt"), Extern("answer_system_call"), [.. Handlers.Select(static row => new ExceptionRow(row.Vector, Extern(row.Handler)))]);
}

/// <summary>What the kernel calls of the kit.</summary>
internal sealed class BenchFunctions(KitSettings settings) : KernelKit
{
    protected override KitSettings Settings => settings;

    protected override void Assemble() => KernelFunctions();
}

/// <summary>From the loader to the kernel.</summary>
internal sealed class BenchStart(KitSettings settings) : KernelKit
{
    private static readonly Symbol kernel_main = Extern();

    protected override KitSettings Settings => settings;

    protected override void Assemble()
    {
        PvhHeader();
        StartUp(kernel_main);
    }
}

/// <summary>What the entry code calls: each function looks at what the entry code must have prepared, goes on into C#, and leaves nothing in the registers that a function may use.</summary>
/// <param name="settings">Of the entry code.</param>
internal sealed class BenchHandlers(KitSettings settings) : EntryAssembler
{
    private const ulong Poison = 0xdead_dead_dead_dead;

    private const int FirstMxcsr = 0x1f80, ErrorCode = TrapFrame.ErrorCode;

    /// <summary>Registers that are cleared for each handler, rax aside: rdi is the argument, and rbp serves the saving of vector registers.</summary>
    private static readonly Op[] Cleared = [rcx, rdx, rsi, r8, r9, r10, r11, r14, r15];

    /// <summary>Where paranoid entries keep what they found.</summary>
    private static readonly Op[] ClearedUnlessParanoid = [rbx, r12, r13];

    private static readonly Op[] CallerSaved = [rcx, rdx, rsi, rdi, r8, r9, r10, r11];

    private static readonly Symbol ex_handler_default = Global(), cpu_area = Global();

    protected override void Assemble()
    {
        section(".data");
        align(8);
        bind(cpu_area);
        dq(0);

        text();
        bind(ex_handler_default); // the kit's search needs no handler
        Op[] paranoid = [.. Cleared, .. settings.PageTableIsolation ? Array.Empty<Op>() : [r12], .. settings.RestrictSpeculation ? Array.Empty<Op>() : [r13]];
        foreach (var (vector, handler) in BenchEntry.Handlers)
            Handler(handler, vector is 1 or 8 or 18 ? paranoid : [.. Cleared, .. ClearedUnlessParanoid]);
        Handler("handle_interrupt", [.. Cleared, .. ClearedUnlessParanoid]);
        Handler("answer_system_call", [.. Cleared, .. ClearedUnlessParanoid]);
        Handler("before_user", []);
    }

    /// <summary><c>NAME_managed(frame, error code, leaked)</c>, where leaked is the union of the registers that should be clear, of how far the stack is off, and of how far MXCSR is.</summary>
    private void Handler(string name, Op[] cleared)
    {
        var function = Global(name);
        align(16);
        bind(function);
        type(function, SymbolType.Function);
        push(rbp);
        mov(rbp, rsp);
        if (cleared.Length == 0)
            xor(eax, eax);
        foreach (var register in cleared)
            or(rax, register);
        sub(rsp, 16);
        if (settings.SaveVectorsAroundHandlers)
        {
            stmxcsr(dword[rsp]);
            mov(ecx, dword[rsp]);
            xor(ecx, FirstMxcsr);
            or(rax, rcx);
        }

        mov(ecx, esp);
        and(ecx, 15);
        or(rax, rcx);
        mov(rdx, rax);
        mov(rsi, qword[rdi + ErrorCode]);
        call(Extern(name + "_managed"));
        foreach (var register in CallerSaved)
            mov(register, Poison);
        leave();
        ret();
        size(function);
    }
}
