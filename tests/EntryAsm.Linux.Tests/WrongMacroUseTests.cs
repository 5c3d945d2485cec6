// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux.Tests;

/// <summary>A macro used wrongly is an error at the author's line.</summary>
public class WrongMacroUseTests
{
    [Fact]
    public void ShiftIstWithoutParanoid() => Refused(
        m => m.Idtentry(shift_ist: 3),
        "EA0014", "idtentry entry: using shift_ist (3) requires paranoid = 1, but paranoid is 0");

    [Fact]
    public void ShiftIstThatIsNoIndex() => Refused(
        m => m.Idtentry(paranoid: 1, shift_ist: 8),
        "EA0014", "idtentry entry: shift_ist is 8; it must be an index of the interrupt stack table, 1 to 7, or -1 for none");

    [Fact]
    public void ParanoidThatIsNone() => Refused(
        m => m.Idtentry(paranoid: 3),
        "EA0014", "idtentry entry: paranoid is 3; it must be 0, 1 or 2");

    [Fact]
    public void VectorThatIsNone() => Refused(
        m => m.Idtentry(vector: 256),
        "EA0022", "the vector is 0x100; it must be 0 to 255");

    [Fact]
    public void BaseTheUnwinderDoesNotKnow() => Refused(
        m => m.UnwindRegs(EntryAssembler.rcx),
        "EA0014", "UNWIND_HINT_REGS: bad base register 'rcx'; the unwinder knows rsp, rbp, rdi, rdx and r10");

    [Fact]
    public void XenEntriesWithoutXen() => Refused(
        m => m.Xen(),
        "EA0014", "XenCallbacks is called but XenPv (CONFIG_XEN_PV) is not set; set it in Config, or leave the call out");

    [Fact]
    public void XenInterruptWithoutXen() => Refused(
        m => m.XenHvm(),
        "EA0014", "XenInterrupt is called but XenPvhvm (CONFIG_XEN_PVHVM) is not set; set it in Config, or leave the call out");

    [Fact]
    public void HyperVInterruptsWithoutHyperV() => Refused(
        m => m.Hyperv(),
        "EA0014", "HyperVInterrupts is called but HyperV (CONFIG_HYPERV) is not set; set it in Config, or leave the call out");

    [Fact]
    public void ParavirtualSysretWithoutParavirt() => Refused(
        m => m.NativeSysret(),
        "EA0014", "NativeUsergsSysret64 is called but Paravirt (CONFIG_PARAVIRT) is not set; set it in Config, or leave the call out");

    [Fact]
    public void NullSymbol() => Refused(
        m => m.Entry(null!),
        "EA0008", "the symbol is null: give its field a value, as in 'static readonly Symbol name = Extern();', and mind the order of static fields");

    [Fact]
    public void RoutineTwice() => Refused(
        m => { m.Entry(EntryAssembler.Global("twice"), 7); m.Entry(EntryAssembler.Global("twice")); },
        "EA0003", "'twice' is defined a second time; the first is at Author.cs(7)");

    private static void Refused(Action<Module> use, string id, string message)
    {
        var mistake = Assert.Throws<EntryAsmException>(() => new Module(use).Build());
        Assert.Equal((id, message, "Author.cs", 42), (mistake.Id, mistake.Reason, mistake.Location.File, mistake.Location.Line));
    }

    /// <summary>Calls macros as an author's code on line 42 would.</summary>
    [EntryModule]
    private sealed class Module(Action<Module> use) : LinuxEntry
    {
        public void Idtentry(int paranoid = 0, int shift_ist = -1, int vector = -1) =>
            idtentry(Global("entry"), Extern("handler"), has_error_code: false, paranoid, shift_ist, vector, file: "Author.cs", line: 42);

        public void UnwindRegs(Op register) => UNWIND_HINT_REGS(register, file: "Author.cs", line: 42);

        public void Entry(Symbol symbol, int line = 42) => ENTRY(symbol, "Author.cs", line);

        public void Xen() => XenCallbacks("Author.cs", 42);

        public void XenHvm() => XenInterrupt("Author.cs", 42);

        public void Hyperv() => HyperVInterrupts("Author.cs", 42);

        public void NativeSysret() => NativeUsergsSysret64("Author.cs", 42);

        protected override void Assemble() => use(this);
    }
}
