// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>Data as kernels have it: alignment between symbols, large areas of zeros, fields with and without relocations in one row, and no bytes at all.</summary>
internal sealed class PerCpu : EntryAssembler
{
    private static readonly Symbol handler = Extern();
    private static readonly Symbol first = Global();
    private static readonly Symbol second = Global();
    private static readonly Symbol stack = Global();
    private static readonly Symbol tables = Local();
    private static readonly Symbol more = Local();

    protected override void Assemble()
    {
        section(".percpu", "aw");
        align(4096);
        dq(0);
        align(64);
        bind(first);
        dw(0x37b);
        size(first);
        align(64);
        bind(second);
        dd(1, handler, 2, tables);
        skip(300);
        db(1);
        align(16, 0xff);
        section(".boot.bss", "aw", SectionType.NoBits);
        align(4096);
        bind(tables);
        skip(4096);
        bind(more);
        skip(100);
        align(64);
        bind(stack);
        skip(16);
        section(".boot.text", "ax");
        code32();
        mov(edi, tables);
        mov(eax, dword[more + 8]);
        ret();
    }
}
