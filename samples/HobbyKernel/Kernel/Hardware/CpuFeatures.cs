// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>What the processor has, by the numbers the entry code's alternatives use: 32 times a word of the kernel's capability array, plus the bit.</summary>
internal static unsafe class CpuFeatures
{
    private const int WordLeaf1Ecx = 4;
    private const int WordLeaf7Ebx = 9;
    private const int WordLeaf7Ecx = 16;

    private static uint leaf1Ecx;
    private static uint leaf7Ebx;
    private static uint leaf7Ecx;

    public static bool Isolation { get; private set; }

    public static bool La57 { get; private set; }

    public static bool Pcid { get; private set; }

    public static bool Smap => Has(EntryLayout.X86_FEATURE_SMAP);

    public static bool Smep => (leaf7Ebx & (1u << 7)) != 0;

    public static void Detect(bool isolation)
    {
        CpuidResult result;
        Cpu.Cpuid(1, 0, &result);
        leaf1Ecx = result.Ecx;
        Cpu.Cpuid(0, 0, &result);
        if (result.Eax >= 7)
        {
            Cpu.Cpuid(7, 0, &result);
            leaf7Ebx = result.Ebx;
            leaf7Ecx = result.Ecx;
        }

        Isolation = isolation;
        La57 = (Cpu.ReadCr4() & Cpu.Cr4La57) != 0;
        Pcid = (leaf1Ecx & (1u << 17)) != 0;
    }

    public static bool Has(int feature)
    {
        var bit = 1u << (feature & 31);
        if (feature == EntryLayout.X86_FEATURE_PTI)
            return Isolation;
        if (feature == EntryLayout.X86_FEATURE_LA57)
            return La57;
        return (feature >> 5) switch
        {
            WordLeaf1Ecx => (leaf1Ecx & bit) != 0,
            WordLeaf7Ebx => (leaf7Ebx & bit) != 0,
            WordLeaf7Ecx => (leaf7Ecx & bit) != 0,
            _ => false,
        };
    }
}
