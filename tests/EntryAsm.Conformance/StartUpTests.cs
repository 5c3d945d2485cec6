// SPDX-License-Identifier: MIT
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Conformance;

/// <summary>Start-up code before long mode, judged as <c>as --32</c> assembles it.</summary>
public sealed class StartUpTests
{
    private static readonly Symbol there = Extern();

    /// <summary>Padding is left out: <c>as --32</c> pads for processors that have no long nop, and our objects are of 64 bits.</summary>
    [Fact]
    public void TheWayIntoLongMode32BitObject() => WholeModule.AssertLikeGas(new Code32(a => Body(a, pads: false)), is64: false);

    [Fact]
    public void TheWayIntoLongMode64BitObject() => WholeModule.AssertLikeGas(new Code32(a => Body(a, pads: true)), is64: true);

    private static void Body(EntryAssembler a, bool pads)
    {
        Symbol table = a.label(), pointer = a.label(), start = a.label(), loop = a.label(), far = Local("far"), page = Local("page"), global = Global("start_global");
        a.bind(start);
        a.bind(global);
        a.cli();
        a.cld();
        a.lgdt(ptr[pointer]);
        a.mov(eax, ds);
        a.mov(eax, 0x18);
        a.mov(ds, eax);
        a.mov(es, ax);
        a.mov(ss, eax);
        a.mov(esp, there + 0x1000);
        a.call(there);
        a.call(far);
        a.mov(eax, cr4);
        a.bts(eax, 5);
        a.mov(cr4, eax);
        a.lea(edi, ptr[ebx + page]);
        a.xor(eax, eax);
        a.mov(ecx, 1024);
        a.rep();
        a.stosd();
        a.bind(loop);
        a.mov(dword[edi + ecx * 8], eax);
        a.dec(ecx);
        a.jnz(loop);
        a.loop(loop);
        a.jecxz(loop);
        a.mov(eax, dword[page]);
        a.mov(dword[page + 4], eax);
        a.mov(al, @byte[there]);
        a.mov(word.gs[there], ax);
        a.mov(eax, dword.cs[page]);
        a.lea(eax, ptr[page]);
        a.mov(cr3, eax);
        a.mov(ecx, 0xC0000080);
        a.rdmsr();
        a.bts(eax, 8);
        a.wrmsr();
        a.push(0x10);
        a.push(start);
        a.push(eax);
        a.pushfd();
        a.popfd();
        a.pusha();
        a.popa();
        a.mov(eax, 0x80000001);
        a.mov(cr0, eax);
        a.jne(there);
        a.jmp(there);
        a.jmp(global);
        a.call(global);
        a.jmp(0x10, far);
        a.jmp(0x10, there + 8);
        a.jmp(0x10, 0x100000);
        a.jmp(fword[pointer]);
        a.lret();
        a.retf();
        a.iret();
        a.ret(4);
        a.enter(16, 0);
        a.leave();
        a.@in(al, dx);
        a.@out(0x80, al);
        a.hlt();
        a.inc(eax);
        a.xchg(eax, ebx);
        a.imul(eax, ecx, 100);
        a.sysenter();
        a.sysexit();
        a.bind(table);
        a.dq(0, 0x00af9a000000ffff);
        a.bind(pointer);
        a.dw(15);
        a.dd(table);
        a.dd(table - start, there, there + 4);
        if (pads)
            a.p2align(4);
        a.section(".other", "ax");
        a.bind(far);
        a.nop();
        a.bind(page);
        a.skip(64);
    }

    [EntryModule]
    private sealed class Code32(Action<EntryAssembler> body) : EntryAssembler
    {
        protected override void Assemble()
        {
            code32();
            body(this);
        }
    }
}
