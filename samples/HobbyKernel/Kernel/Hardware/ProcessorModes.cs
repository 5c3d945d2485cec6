// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>What the processor forbids ring 0, and tagged page tables, where it has them.</summary>
internal static class ProcessorModes
{
    public static void Enable()
    {
        var cr4 = Cpu.ReadCr4();
        if (CpuFeatures.Smep)
            cr4 |= Cpu.Cr4Smep;
        if (CpuFeatures.Smap)
            cr4 |= Cpu.Cr4Smap;
        if (CpuFeatures.Pcid)
            cr4 |= Cpu.Cr4PcidEnable;
        Cpu.WriteCr4(cr4);
        Cpu.WriteCr3(AddressSpace.KernelCr3);
        if (CpuFeatures.Pcid)
            PerCpu.FlushUserTagAtNextReturn(AddressSpace.KernelPcid);
    }
}
