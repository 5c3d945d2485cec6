// SPDX-License-Identifier: MIT
using System.Linq;
using EntryAsm;

namespace EntryAsm.Kernel;

// What the processor reads: descriptor tables, task state, the registers of SYSCALL. Formats: Intel SDM vol. 3, 3.4.5, 6.14.1 and 7.7; AMD APM vol. 2, 4.8.
public abstract partial class KernelKit
{
    private const int GateRow = 16, Vectors = 256;

    private const long KernelCodeDescriptor = 0x00af_9b00_0000_ffff, KernelDataDescriptor = 0x00cf_9300_0000_ffff,
        UserDataDescriptor = 0x00cf_f300_0000_ffff, UserCodeDescriptor = 0x00af_fb00_0000_ffff;

    /// <summary>Type and limit of the task state's descriptor, as its bits 40 to 47 and 0 to 15.</summary>
    private const long TaskStateDescriptor = 0x0000_8900_0000_0067;

    private const int TaskStateBytes = 104, Rsp0 = 4, Ist1 = 36, IoMap = 102;

    /// <summary>TF, IF, DF, IOPL, NT and AC: what SYSCALL clears.</summary>
    private const int ClearedFlags = 0x4_7700;

    private static readonly int[] InterruptStacks = [CpuArea.DebugStack, CpuArea.NmiStack, CpuArea.DoubleFaultStack, CpuArea.MachineCheckStack];

    /// <summary>The selector of the task state, behind those of the settings.</summary>
    public int TaskStateSelector => (Settings.UserCode & ~7) + 8;

    /// <summary><c>kit_start_cpu</c>, and the table of gates that it fills the interrupt descriptor table from. Call it behind <see cref="Interrupts"/>.</summary>
    public void Descriptors()
    {
        Gates();
        Function(kit_start_cpu, () =>
        {
            mov(qword[rdi + CpuArea.Self], rdi);
            mov(dword[rdi + CpuArea.Number], esi);
            WriteTaskState();
            WriteDescriptors();
            LoadDescriptors();
            SetBases();
            LoadInterrupts();
            SetSyscall();
            ret();
        });
    }

    /// <summary>For each vector its entry, the kernel's code selector, the interrupt stack and the gate's type, in the order of a gate's fields.</summary>
    private void Gates()
    {
        bss();
        align(4096);
        bind(kit_idt);
        type(kit_idt, SymbolType.Object);
        skip(Vectors * GateRow);
        size(kit_idt);

        section(".rodata", "a");
        align(16);
        bind(kit_gates);
        type(kit_gates, SymbolType.Object);
        for (var vector = 0; vector < Vectors; vector++)
            GateOf(vector);
        size(kit_gates);
    }

    private void GateOf(int vector)
    {
        const int interruptGate = 0x8e;
        if (exceptionEntries.TryGetValue(vector, out var entry))
        {
            dq(entry);
        }
        else if (ExceptionKinds.IsParanoid(vector))
        {
            dq(0, 0); // no row: not present
            return;
        }
        else
        {
            dq(kit_stubs + vector * StubBytes);
        }

        dw(Settings.KernelCode);
        db(ExceptionKinds.StackOf(vector), interruptGate | ExceptionKinds.PrivilegeOf(vector) << 5);
        dd(0);
    }

    /// <summary>The stacks of the area; its own start stack for interrupts of ring 3 until a thread runs.</summary>
    private void WriteTaskState()
    {
        lea(rax, ptr[rdi + (Settings.PageTableIsolation ? CpuArea.EntryStack : CpuArea.StartStack)]);
        mov(qword[rdi + (CpuArea.TaskState + Rsp0)], rax);
        lea(rax, ptr[rdi + CpuArea.StartStack]);
        mov(qword[rdi + CpuArea.KernelStack], rax);
        for (var i = 0; i < InterruptStacks.Length; i++)
        {
            lea(rax, ptr[rdi + InterruptStacks[i]]);
            mov(qword[rdi + (CpuArea.TaskState + Ist1 + 8 * i)], rax);
        }

        mov(word[rdi + (CpuArea.TaskState + IoMap)], TaskStateBytes);
        mov(rax, cr3);
        mov(qword[rdi + CpuArea.KernelCr3], rax);
        mov(word[rdi + CpuArea.BufferSelector], Settings.KernelData);
    }

    private void WriteDescriptors()
    {
        WriteDescriptor(Settings.KernelCode, KernelCodeDescriptor);
        WriteDescriptor(Settings.KernelData, KernelDataDescriptor);
        WriteDescriptor(Settings.UserData, UserDataDescriptor);
        WriteDescriptor(Settings.UserCode, UserCodeDescriptor);

        // A base of 64 bits in four pieces.
        var place = CpuArea.Descriptors + TaskStateSelector;
        mov(rax, TaskStateDescriptor);
        mov(qword[rdi + place], rax);
        lea(rax, ptr[rdi + CpuArea.TaskState]);
        mov(word[rdi + (place + 2)], ax);
        shr(rax, 16);
        mov(@byte[rdi + (place + 4)], al);
        mov(@byte[rdi + (place + 7)], ah);
        shr(rax, 16);
        mov(qword[rdi + (place + 8)], rax);
    }

    private void WriteDescriptor(int selector, long descriptor)
    {
        mov(rax, descriptor);
        mov(qword[rdi + (CpuArea.Descriptors + (selector & ~7))], rax);
    }

    private void LoadDescriptors()
    {
        var reloaded = label();
        mov(word[rdi + CpuArea.TablePointer], TaskStateSelector + 15);
        lea(rax, ptr[rdi + CpuArea.Descriptors]);
        mov(qword[rdi + (CpuArea.TablePointer + 2)], rax);
        lgdt(ptr[rdi + CpuArea.TablePointer]);
        mov(eax, Settings.KernelData);
        mov(ds, eax);
        mov(es, eax);
        mov(ss, eax);
        push(Settings.KernelCode);
        lea(rax, ptr[rip + reloaded]);
        push(rax);
        retfq();
        bind(reloaded);
        mov(eax, TaskStateSelector);
        ltr(ax);
        xor(eax, eax);
        mov(fs, eax);
        mov(gs, eax);
    }

    private void SetBases()
    {
        mov(ecx, Msr.GsBase);
        mov(rax, rdi);
        mov(rdx, rdi);
        shr(rdx, 32);
        wrmsr();
        assume(Fact.GsBase(isKernels: true)); // the area's address, just now
        mov(ecx, Msr.OtherGsBase);
        xor(eax, eax);
        xor(edx, edx);
        wrmsr();
        assume(Fact.GsBase(isKernels: true)); // this is the other one
    }

    /// <summary>Every processor writes the same table, so that none needs to be first.</summary>
    private void LoadInterrupts()
    {
        var next = label();
        lea(r8, ptr[rip + kit_gates]);
        lea(r9, ptr[rip + kit_idt]);
        xor(ecx, ecx);
        bind(next);
        mov(rax, qword[r8 + rcx]);
        mov(edx, dword[r8 + rcx + 8]);
        mov(word[r9 + rcx], ax);
        mov(word[r9 + rcx + 2], dx);
        shr(rax, 16);
        mov(word[r9 + rcx + 6], ax);
        shr(rax, 16);
        mov(qword[r9 + rcx + 8], rax);
        shr(edx, 16);
        mov(word[r9 + rcx + 4], dx);
        add(ecx, GateRow);
        cmp(ecx, Vectors * GateRow);
        jb(next);
        mov(word[rdi + CpuArea.TablePointer], Vectors * GateRow - 1);
        mov(qword[rdi + (CpuArea.TablePointer + 2)], r9);
        lidt(ptr[rdi + CpuArea.TablePointer]);
    }

    /// <summary>SYSRET takes ss from the selector base plus 8 and cs from it plus 16 (Intel SDM vol. 2, SYSRET).</summary>
    private void SetSyscall()
    {
        mov(ecx, Msr.Star);
        xor(eax, eax);
        mov(edx, (Settings.UserData - 8) << 16 | Settings.KernelCode);
        wrmsr();
        mov(ecx, Msr.SyscallTarget);
        lea(rax, ptr[rip + kit_syscall]);
        mov(rdx, rax);
        shr(rdx, 32);
        wrmsr();
        mov(ecx, Msr.SyscallFlags);
        mov(eax, ClearedFlags);
        xor(edx, edx);
        wrmsr();
        mov(ecx, Msr.Efer);
        rdmsr();
        or(eax, 1); // SCE
        wrmsr();
    }
}
