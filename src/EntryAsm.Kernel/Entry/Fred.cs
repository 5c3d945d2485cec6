// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

// Flexible return and event delivery (Intel, "Flexible Return and Event Delivery (FRED) Specification", 346446): one entry for all events of ring 3, one for those of ring 0. The processor
// swaps the GS base, keeps NMIs apart and pushes an error code always, so nothing is paranoid here.
public abstract partial class KernelKit
{
    /// <summary>From the entry for ring 3 to the one for ring 0 (FRED specification, 5.2).</summary>
    private const int FredKernelOffset = 256;

    /// <summary>Where the vector is in what FRED pushes, from the error code: byte 4 of the word that holds ss (FRED specification, 5.1.1).</summary>
    private const int FredVector = 44;

    /// <summary>FRED pushes 64 bytes: between the five words and the top are two words of details.</summary>
    public const int FredBytes = 64;

    /// <summary>
    /// <c>kit_fred_user</c> and <c>kit_fred_kernel</c>: a <see cref="TrapFrame"/> as without FRED, with details of the event above it. SYSCALL comes here too, as event type 7 (in byte 6 of the
    /// frame's ss) with vector 1. The upper half of ss and cs in the frame is the processor's.
    /// </summary>
    /// <param name="fromUser"><c>void (TrapFrame *)</c>: events of ring 3.</param>
    /// <param name="fromKernel"><c>void (TrapFrame *)</c>: events of ring 0.</param>
    public void Fred(Symbol fromUser, Symbol fromKernel)
    {
        section(".entry.text", "ax");
        CheckSettings();
        if (Settings.PageTableIsolation)
            error("Processors with FRED are not open to CVE-2017-5754, and FRED has no place to write CR3 before the stack is used: leave out PageTableIsolation in the module with Fred().");
        align(4096);
        Label user = label(), kernel = label();
        bind(kit_fred_user);
        entry(EntryKind.FredUser, kit_fred_user);
        LandingPad();
        jmp(user);
        size(kit_fred_user);
        padTo(kit_fred_user, FredKernelOffset, value: 0xcc);
        bind(kit_fred_kernel);
        entry(EntryKind.FredKernel, kit_fred_kernel);
        LandingPad();
        jmp(kernel);
        size(kit_fred_kernel);

        bind(user);
        SaveFredFrame();
        HardenEntry();
        CallHandler(fromUser);
        cli();
        CallBeforeUser();
        RelaxExit();
        RestoreRegisters();
        add(rsp, 8); // ERETU expects the error code (FRED specification, 6.1)
        ClearBuffers();
        eretu();

        bind(kernel);
        SaveFredFrame();
        CallHandler(fromKernel);
        cli();
        RestoreRegisters();
        add(rsp, 8);
        erets();
    }

    private void SaveFredFrame()
    {
        push(0); // the vector's place
        SaveRegisters();
        movzx(eax, @byte[rsp + (TrapFrame.ErrorCode + FredVector)]);
        mov(Frame(TrapFrame.Vector), rax);
    }
}
