// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

public abstract partial class KernelKit
{
    /// <summary><c>kit_load_segments</c> and <c>kit_load_user_gs</c>: selectors that ring 3 has chosen.</summary>
    public void Segments()
    {
        Function(kit_load_segments, () =>
        {
            mov(eax, 1);
            LoadOrZero(ds, edi);
            LoadOrZero(es, esi);
            LoadOrZero(fs, edx);
            ret();
        });
        LoadUserGs();
    }

    private void LoadOrZero(Op segment, Op selector)
    {
        Label failed = label(), done = label();
        var load = here();
        mov(segment, selector);
        jmp(done);
        bind(failed);
        xor(eax, eax);
        mov(segment, eax);
        bind(done);
        extable(load, failed, kit_load_segments);
    }

    /// <summary>
    /// The load of gs replaces the base that is in force, so that has to be the user's (Intel SDM vol. 3, 3.4.4). The load is followed by a fence: the base that it leaves must not be
    /// used before it is complete. A fault comes with the user's base; the entries of the exceptions that it can be know the instruction and swap before C runs.
    /// </summary>
    private void LoadUserGs() => Function(kit_load_user_gs, () =>
    {
        var failed = label();
        swapgs();
        bind(kit_gs_load);
        mov(gs, edi);
        assume(Fact.GsBase(isKernels: false)); // a selector's base, not the kernel's
        mfence();
        swapgs();
        mov(eax, 1);
        ret();
        bind(failed);
        assume(Fact.GsBase(isKernels: true)); // the entry of the exception has swapped
        swapgs();
        xor(eax, eax);
        mov(gs, eax);
        assume(Fact.GsBase(isKernels: false)); // no base at all
        swapgs();
        ret();
        extable(kit_gs_load, failed, kit_load_user_gs);
    });
}
