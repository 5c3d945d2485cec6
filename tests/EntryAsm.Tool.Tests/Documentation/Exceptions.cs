// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>The stub of docs/from-nasm-and-gas.md, run.</summary>
internal sealed class Exceptions : EntryAssembler
{
    static readonly Symbol do_page_fault = Extern();
    static readonly Symbol page_fault = Global();

    protected override void Assemble()
    {
        section(".entry.text", "ax");
        align(16);
        type(page_fault, SymbolType.Function);
        bind(page_fault);
        test(@byte[rsp + 16], 3);
        jz(f(1));
        swapgs();
        L(1);
        push(rax);
        mov(rdi, rsp);
        call(do_page_fault);
        pop(rax);
        add(rsp, 8);
        iretq();
        size(page_fault);
    }
}
