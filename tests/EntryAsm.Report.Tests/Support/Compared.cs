// SPDX-License-Identifier: MIT
using EntryAsm.Report.Model;
using EntryAsm.Tool;

namespace EntryAsm.Report.Tests;

/// <summary>A module beside an older one: a routine has one instruction more, those below it only moved.</summary>
internal static class Compared
{
    public static ReportedModule Module()
    {
        var now = new Both(isNew: true).Build();
        return new ReportedModule(now) { Changes = ReportChanges.Between(Input.Decode("old.o", ElfWriter.Write(new Both(isNew: false).Build())), [new Module(now)])[0] };
    }

    private sealed class Both(bool isNew) : EntryAssembler
    {
        private static readonly Symbol first = Global(), second = Global(), handle = Extern();

        protected override void Assemble()
        {
            gate(14, first, hasErrorCode: true, ist: 1);
            Begin(first);
            test(rdi, rdi);
            je(second);
            if (isNew)
                cld();
            Frame();
            Begin(second);
            Frame();
        }

        private void Begin(Symbol symbol)
        {
            bind(symbol);
            type(symbol, SymbolType.Function);
        }

        private void Frame()
        {
            var registers = new[] { rbx, rbp, r12, r13, r14, r15 };
            foreach (var register in registers)
                push(register);
            sub(rsp, 8);
            call(handle);
            add(rsp, 8);
            foreach (var register in registers.Reverse())
                pop(register);
            ret();
        }
    }
}
