// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using EntryAsm;

namespace EntryAsm.Kernel;

public abstract partial class KernelKit
{
    /// <summary>The first vector that is not an exception's (Intel SDM vol. 3, 6.2).</summary>
    public const int FirstInterrupt = 32;

    /// <summary>Bytes from one stub to the next.</summary>
    public const int StubBytes = 16;

    private readonly Dictionary<int, Symbol> exceptionEntries = [];

    /// <summary>An entry for each row, and the gates of the descriptor table for them. Call it before <see cref="Interrupts"/>.</summary>
    /// <param name="rows">Vector and handler; vectors 1, 2, 8 and 18 get stacks of their own and read the GS base.</param>
    public void Exceptions(params ExceptionRow[] rows)
    {
        foreach (var row in rows)
        {
            if (row.Vector is < 0 or >= FirstInterrupt)
                error($"Vector {row.Vector} is no exception's: those are 0 to 31. Interrupts come to the function that Interrupts() is given.");
            if (exceptionEntries.ContainsKey(row.Vector))
                error($"Vector {row.Vector} has a row already.");
            if (row.Vector == ExceptionKinds.VmmCommunication)
                error("Vector 29 (#VC) comes to guests whose memory is encrypted only, and the kit has no entry for it: take out the row.");
            if (row.Vector == ExceptionKinds.Nmi)
                NonMaskable(row.Handler);
            else
                Exception(row);
        }
    }

    private void Exception(ExceptionRow row)
    {
        var entry = Global("kit_exception_" + row.Vector);
        EntryPoint(entry, () =>
        {
            LandingPad();
            if (!ExceptionKinds.HasErrorCode(row.Vector))
                push(0);
            push(row.Vector);
            if (ExceptionKinds.IsParanoid(row.Vector))
                ParanoidBody(row.Handler);
            else
                TrapBody(row.Handler, ExceptionKinds.MayComeWithUserGs(row.Vector));
        });
        AddGate(row.Vector, entry);
    }

    private void AddGate(int vector, Symbol entry)
    {
        exceptionEntries.Add(vector, entry);
        gate(vector, entry, ExceptionKinds.HasErrorCode(vector), ExceptionKinds.StackOf(vector), ExceptionKinds.PrivilegeOf(vector));
    }

    /// <summary>A stub of 16 bytes for each vector that has no row, and what they have in common. A stub pushes 0 where the processor pushes no error code, and its vector.</summary>
    /// <param name="handler"><c>void (TrapFrame *)</c>: looks at the frame's vector, and tells the interrupt controller when it has served it.</param>
    public void Interrupts(Symbol handler)
    {
        EntryPoint(kit_stubs, () =>
        {
            for (var vector = 0; vector < Vectors; vector++)
            {
                if (HasStub(vector))
                    Stub(vector);
                else
                    skip(StubBytes, 0xcc);
            }
        });
        EntryPoint(kit_interrupt, () => TrapBody(handler, mayComeWithUserGs: true));
    }

    private bool HasStub(int vector) => !exceptionEntries.ContainsKey(vector) && !ExceptionKinds.IsParanoid(vector);

    private void Stub(int vector)
    {
        var stub = Global("kit_stub_" + vector);
        bind(stub);
        LandingPad();
        if (!ExceptionKinds.HasErrorCode(vector))
            push(0);
        push(vector);
        jmp(kit_interrupt);
        align(StubBytes);
        gate(vector, stub, ExceptionKinds.HasErrorCode(vector), dpl: ExceptionKinds.PrivilegeOf(vector));
    }
}
