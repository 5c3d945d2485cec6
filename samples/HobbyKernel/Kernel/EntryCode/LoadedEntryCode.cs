// SPDX-License-Identifier: MIT
using Code = HobbyKernel.KernelEntryCode;

namespace HobbyKernel;

/// <summary>Entry code that came as C#: bytes and tables, loaded, linked and fitted to the processor at boot by the linker that came with it.</summary>
internal static unsafe class EntryCode
{
    private const int FeatureWords = 20;

    private static byte* image;
    private static Code.Externals* externals;

    public static string Form => "linked by itself";

    /// <summary>The pages with code that the user's page tables must show.</summary>
    public static ulong Start => (ulong)(image + Code.Image.CodeOffset);

    public static ulong End => Start + Code.Image.CodeSize;

    public static ulong SyscallEntry => Address(Code.Image.SymbolOffsets.entry_SYSCALL_64);

    public static ulong CompatibilitySyscallEntry => Address(Code.Image.SymbolOffsets.ignore_sysret);

    public static ulong DeviceStubs => Address(Code.Image.SymbolOffsets.irq_entries_start);

    /// <summary><c>native_load_gs_index(selector)</c>.</summary>
    public static ulong LoadGsIndex => Address(Code.Image.SymbolOffsets.native_load_gs_index);

    /// <summary>The IRET to ring 3.</summary>
    public static ulong ReturnInstruction => Address(Code.Image.SymbolOffsets.native_irq_return_iret);

    public static ulong DoSoftirqOwnStack => Address(Code.Image.SymbolOffsets.do_softirq_own_stack);

    public static ulong ExceptionTableStart => Address(Code.Image.SectionOffsets.__ex_table);

    public static ulong ExceptionTableEnd => ExceptionTableStart + (ulong)Code.Sections.__ex_table.Length;

    public static void Prepare()
    {
        image = Pages.Allocate((Code.Image.Size + Layout.PageSize - 1) / Layout.PageSize);
        externals = (Code.Externals*)Pages.Allocate(1);
        EntryExternals.Fill(externals);
        Code.Image.Load(image);
        Code.Linker.Failure failure;
        var result = Code.Linker.Link(image, (ulong)image, externals, &failure);
        if (result != Code.Linker.Done)
            Machine.Panic("the entry code cannot be linked at", failure.Place);

        var features = (uint*)Pages.Allocate(1);
        for (var feature = 0; feature < 32 * FeatureWords; feature++)
        {
            if (CpuFeatures.Has(feature))
                features[feature / 32] |= 1u << (feature % 32);
        }

        Code.Linker.ApplyAlternatives(image, features, FeatureWords);
    }

    /// <summary>Tests of what this entry code does not have.</summary>
    public static bool Lacks(Test test) => test is Test.IretNullCs or Test.NmiBadCs or Test.NmiAbsentCs;

    public static void EnableSystemCalls() => SystemCallEntry.Enable();

    public static void FillGates(GateDescriptor* idt)
    {
        for (var gate = 0; gate < Code.Gates.Count; gate++)
        {
            var entry = Code.Linker.SymbolAddress(Code.Gates.Symbol(gate), (ulong)image, externals);
            DescriptorTables.SetGate(idt, Code.Gates.Vector(gate), entry, Code.Gates.Ist(gate), Code.Gates.Attributes(gate));
        }
    }

    public static void ReturnToUser(PtRegs* regs) => ((delegate*<PtRegs*, void>)Address(Code.Image.SymbolOffsets.return_to_user))(regs);

    private static ulong Address(int offset) => (ulong)(image + offset);
}
