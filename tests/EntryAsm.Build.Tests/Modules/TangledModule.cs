// SPDX-License-Identifier: MIT
namespace EntryAsm.Build.Tests;

/// <summary>Functions that call each other in a ring, each by six ways: more paths than the analysis follows.</summary>
[EntryModule]
internal sealed class TangledModule : EntryAssembler
{
    private const int Functions = 40, Ways = 6;

    protected override void Assemble()
    {
        Symbol[] functions = [.. Enumerable.Range(0, Functions).Select(static number => Global("f" + number))];
        for (var number = 0; number < Functions; number++)
        {
            bind(functions[number]);
            type(functions[number], SymbolType.Function);
            for (var way = 1; way <= Ways; way++)
                Call(functions[(number + way) % Functions]);
            ret();
            size(functions[number]);
        }
    }

    private void Call(Symbol function)
    {
        var skip = label();
        test(rax, rax);
        jz(skip);
        push(rbx);
        call(function);
        pop(rbx);
        bind(skip);
    }
}
