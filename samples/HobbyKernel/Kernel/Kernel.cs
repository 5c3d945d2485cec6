// SPDX-License-Identifier: MIT
using System.Runtime;

namespace HobbyKernel;

/// <summary>Where the boot code hands over to C#.</summary>
internal static unsafe class Kernel
{
    private const int IretBytes = 2;

    /// <param name="startInfo">The physical address of what a PVH boot loader tells, or 0.</param>
    [RuntimeExport("kernel_main")]
    private static void Main(ulong startInfo)
    {
        var options = BootOptions.Read(startInfo);
        Console.Prepare();
        LegacyPic.Disable();
        CpuFeatures.Detect(isolation: !options.NoIsolation);
        EntryCode.Prepare();
        AddressSpace.Create();
        AddressSpace.ShowToEntries(EntryCode.Start, EntryCode.End, writable: false);
        AddressSpace.ShowAtCutAddress(EntryCode.ReturnInstruction, EntryCode.ReturnInstruction + IretBytes);
        PerCpu.Create();
        DescriptorTables.Load();
        PerCpu.LoadGs();
        EntryCode.EnableSystemCalls();
        ProcessorModes.Enable();
        LocalApic.Enable();
        SelfTest.Prepare(options.Repeat);
        NmiTest.Unmasks = options.Unmask;
        Report.Begin();
        EnterUser();
    }

    /// <summary>Makes a frame as if ring 3 had been interrupted before its first instruction, and returns to it.</summary>
    private static void EnterUser()
    {
        var regs = (PtRegs*)PerCpu.TopOfThreadStack - 1;
        for (var register = 0; register < Pattern.GeneralRegisters; register++)
            *Registers.PlaceInFrame(regs, register) = Pattern.General((int)Test.None, register);
        regs->ip = Symbols.UserBegin;
        regs->cs = EntryLayout.USER_CS;
        regs->flags = 2 | Cpu.FlagInterrupt;
        regs->sp = Symbols.UserStackTop;
        regs->ss = EntryLayout.USER_DS;
        EntryCode.ReturnToUser(regs);
    }
}
