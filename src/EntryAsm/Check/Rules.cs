// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace EntryAsm.Check;

/// <summary>The rules. A rule that is here has a page under docs/diagnostics and a bad and a good module among the tests.</summary>
internal static class Rules
{
    // The stack.
    public static readonly CheckRule ReturnDepth = Error("EA0401", "a return finds no return address", "Intel SDM vol. 2, RET; psABI AMD64 3.2.2");
    public static readonly CheckRule InterruptFrame = Error("EA0402", "IRETQ does not find its five words", "Intel SDM vol. 3, 6.14.2 to 6.14.3");
    public static readonly CheckRule ErrorCode = Error("EA0403", "the error code is taken wrongly", "Intel SDM vol. 3, table 6-1; AMD APM vol. 2, 8.2");
    public static readonly CheckRule CallAlignment = Error("EA0404", "the stack is misaligned where C is called", "psABI AMD64 3.2.2; Intel SDM vol. 3, 6.14.2");
    public static readonly CheckRule OperandAlignment = Error("EA0405", "an operand on the stack is misaligned", "Intel SDM vol. 1, 10.5.1 and 4.1.1; vol. 2, FXSAVE, XSAVE, MOVAPS");
    public static readonly CheckRule BelowStack = Warning("EA0406", "memory below rsp is used", "psABI AMD64 3.2.2: kernels keep no red zone; Intel SDM vol. 3, 6.14");
    public static readonly CheckRule AboveFrame = Error("EA0407", "memory above the interrupt's frame is read", "Intel SDM vol. 3, 6.14.2");
    public static readonly CheckRule PopOrder = Error("EA0408", "a register is restored with another one's value", "psABI AMD64 3.2.1");
    public static readonly CheckRule GrowingStack = Error("EA0409", "a loop pushes more than it pops", "Intel SDM vol. 1, 6.2");
    public static readonly CheckRule UserStack = Error("EA0410", "the user's stack is used", "Intel SDM vol. 2, SYSCALL; AMD APM vol. 2, 6.1.1");

    // GS base and page tables.
    public static readonly CheckRule UserGs = Error("EA0420", "gs is used with the user's base", "Intel SDM vol. 2, SWAPGS; AMD APM vol. 2, 6.4");
    public static readonly CheckRule GsParity = Error("EA0421", "the GS base is not restored", "Intel SDM vol. 2, SWAPGS");
    public static readonly CheckRule GsByCs = Error("EA0422", "the saved CS does not tell whose GS base it is", "Intel SDM vol. 3, 6.7 and 6.15 (vectors 1, 2, 8, 18)");
    public static readonly CheckRule IretRecovery = Error("EA0423", "a fault of IRETQ to ring 3 leads nowhere", "Intel SDM vol. 2, IRET: exceptions in 64-bit mode");
    public static readonly CheckRule UserPageTables = Error("EA0424", "the return path keeps the wrong page tables", "Intel SDM vol. 3, 4.10.4; CVE-2017-5754");
    public static readonly CheckRule CallOnUserPageTables = Error("EA0425", "C is called on the user's page tables", "CVE-2017-5754");

    public static readonly CheckRule ForeignPageTables = Error("EA0426", "CR3 is loaded with something else", "Intel SDM vol. 3, 4.5 and 2.5");

    // Registers and flags.
    public static readonly CheckRule RegisterLost = Error("EA0430", "the interrupted program loses a register", "Intel SDM vol. 3, 6.14; psABI AMD64 3.2.1");
    public static readonly CheckRule RegisterLeak = Error("EA0431", "a register takes a kernel's value to ring 3", "psABI AMD64 A.2.1; CVE-2009-2910");
    public static readonly CheckRule CalleeSaved = Error("EA0432", "a function does not keep a register it must keep", "psABI AMD64 3.2.1");
    public static readonly CheckRule CallerSaved = Warning("EA0433", "a register is used that a call may have changed", "psABI AMD64 3.2.1");
    public static readonly CheckRule VectorRegister = Error("EA0434", "a vector register of the interrupted program is lost", "psABI AMD64 3.2.1; Intel SDM vol. 1, 13");
    public static readonly CheckRule DirectionFlag = Error("EA0435", "DF may be set where C is called", "psABI AMD64 3.2.1; CVE-2008-1367");
    public static readonly CheckRule AlignmentFlag = Error("EA0436", "AC may be set where C is called", "Intel SDM vol. 3, 4.6.1 (SMAP)");
    public static readonly CheckRule UserFlags = Error("EA0437", "POPFQ loads the user's flags", "Intel SDM vol. 2, POPF; vol. 1, 3.4.3");
    public static readonly CheckRule InterruptWindow = Error("EA0438", "interrupts are on while the stack or GS base is the user's", "Intel SDM vol. 2, SYSRET and SWAPGS");
    public static readonly CheckRule OpenAccess = Error("EA0439", "AC is left set", "Intel SDM vol. 2, STAC and CLAC");
    public static readonly CheckRule StackSegment = Warning("EA0440", "an instruction separates the loads of ss and rsp", "Intel SDM vol. 2, MOV and POP; CVE-2018-8897");
    public static readonly CheckRule SysretFrame = Error("EA0441", "SYSRET does not find rcx and r11 of the program", "Intel SDM vol. 2, SYSRET");
    public static readonly CheckRule SysretCanonical = Error("EA0442", "SYSRET may find an address in rcx that is not canonical", "Intel SDM vol. 2, SYSRET; CVE-2012-0217");

    public static readonly CheckRule ForeignAddress = Error("EA0443", "an address comes from the interrupted program", "Intel SDM vol. 3, 6.14; vol. 2, SYSCALL");
    public static readonly CheckRule Arguments = Error("EA0444", "C does not get the arguments it takes", "psABI AMD64 3.2.3; Linux, arch/x86/include/asm/ptrace.h");
    public static readonly CheckRule Counter = Error("EA0445", "a counter is not restored", "-");
    public static readonly CheckRule SavedInterrupts = Warning("EA0446", "the flags are saved with interrupts off already", "Intel SDM vol. 2, PUSHF and POPF");

    public static readonly CheckRule Unused = Warning("EA0447", "what is computed here is never used", "-");

    // Vectors and segments.
    public static readonly CheckRule InterruptStack = Error("EA0450", "a vector needs a stack of its own", "Intel SDM vol. 3, 6.14.5");
    public static readonly CheckRule InterruptsOnIst = Error("EA0451", "interrupts are turned on on an IST stack", "Intel SDM vol. 3, 6.14.5");
    public static readonly CheckRule GatePrivilege = Warning("EA0452", "a gate's DPL is wrong for its vector", "Intel SDM vol. 3, 6.12.1.2");
    public static readonly CheckRule BranchTarget = Warning("EA0453", "an entry does not begin with ENDBR64", "Intel SDM vol. 1, 17.3");
    public static readonly CheckRule MoveToCs = Error("EA0454", "CS cannot be loaded by MOV", "Intel SDM vol. 2, MOV");
    public static readonly CheckRule ReturnWidth = Error("EA0455", "a return takes words of the wrong width", "Intel SDM vol. 2, IRET and RET");
    public static readonly CheckRule ModeSwitch = Error("EA0456", "64-bit code is not reached by a far branch", "Intel SDM vol. 3, 9.8.5");
    public static readonly CheckRule TableRegister = Error("EA0457", "LGDT or LIDT reads a wrong operand", "Intel SDM vol. 3, 2.4.1, 2.4.3; vol. 2, LGDT");
    public static readonly CheckRule StarSelectors = Error("EA0458", "the selectors in STAR do not fit", "AMD APM vol. 2, 6.1.1; Intel SDM vol. 2, SYSRET");
    public static readonly CheckRule FredReturn = Error("EA0459", "a FRED entry does not return as FRED requires", "Intel FRED specification, 6.1 and 9.3");
    public static readonly CheckRule TableIndex = Error("EA0460", "an index into a table is not bounded", "Intel SDM vol. 2, Jcc");
    public static readonly CheckRule EndOfInterrupt = Error("EA0461", "a controller does not get its end of interrupt", "Intel 8259A data sheet: end of interrupt; SDM vol. 3, 10.8.5");
    public static readonly CheckRule SyscallMask = Error("EA0462", "SYSCALL leaves a flag set that the entry needs clear", "Intel SDM vol. 2, SYSCALL; vol. 4, IA32_FMASK");

    // Speculation.
    public static readonly CheckRule SwapgsFence = Speculation("EA0470", "no fence after a conditional SWAPGS", "CVE-2019-1125");
    public static readonly CheckRule UserRegisters = Speculation("EA0471", "the user's registers are not cleared before C runs", "CVE-2017-5753");
    public static readonly CheckRule IndexMask = Speculation("EA0472", "an index is bounded but not masked", "CVE-2017-5753");
    public static readonly CheckRule BareBranch = Speculation("EA0473", "an indirect branch without a retpoline", "CVE-2017-5715");
    public static readonly CheckRule ReturnStack = Speculation("EA0474", "the return stack buffer is not filled after a stack switch", "CVE-2018-15572");
    public static readonly CheckRule BufferClear = Speculation("EA0475", "one way to ring 3 clears the buffers, another does not", "CVE-2018-12126 (VERW)");
    public static readonly CheckRule SpeculationControl = Speculation("EA0476", "one path writes SPEC_CTRL, another does not", "CVE-2017-5715 (IBRS)");
    public static readonly CheckRule ReturnThunk = Speculation("EA0477", "a bare return among return thunks", "CVE-2022-29900");

    // Flow.
    public static readonly CheckRule FallsOff = Error("EA0480", "execution runs off the end", "Intel SDM vol. 1, 6.4");
    public static readonly CheckRule JumpInside = Error("EA0481", "a branch leads into the middle of an instruction", "Intel SDM vol. 2, 2.1");
    public static readonly CheckRule NotExecutable = Error("EA0482", "code is in a section that is not executable", "ELF gABI, SHF_EXECINSTR");
    public static readonly CheckRule GateToData = Error("EA0483", "an entry is not code", "Intel SDM vol. 3, 6.14.1");
    public static readonly CheckRule Unreachable = Warning("EA0484", "no path leads to this code", "-");
    public static readonly CheckRule JumpElsewhere = Warning("EA0485", "a branch leads into the middle of another routine", "ELF gABI, st_size; objtool: function falls through");
    public static readonly CheckRule MissingSize = Warning("EA0486", "a function's size is missing or wrong", "ELF gABI, st_size");
    public static readonly CheckRule AlternativeEffect = Error("EA0487", "the two sides of an alternative leave different stacks", "Linux, Documentation: alternatives; objtool");
    public static readonly CheckRule ForeignFlags = Error("EA0488", "a branch tests flags that the code has not set", "Intel SDM vol. 1, 3.4.3; psABI AMD64 3.2.1");
    public static readonly CheckRule WrongHint = Warning("EA0489", "an unwind hint does not fit the state", "Linux, Documentation/x86/orc-unwinder");

    // The analysis itself.
    public static readonly CheckRule Expectation = Error("EA0490", "what is expected does not hold", "-");
    public static readonly CheckRule NotProved = new("EA0498", "neither proved right nor proved wrong", CheckSeverity.Note, "-");
    public static readonly CheckRule NotAnalysed = Error("EA0499", "not analysed to the end", "-");

    /// <summary>All of them, by id.</summary>
    public static ImmutableArray<CheckRule> All { get; } = ImmutableArray.CreateRange(typeof(Rules).GetFields().Select(static field => field.GetValue(null)).OfType<CheckRule>().OrderBy(static rule => rule.Id, StringComparer.Ordinal));

    private static CheckRule Error(string id, string title, string source) => new(id, title, CheckSeverity.Error, source);

    private static CheckRule Warning(string id, string title, string source) => new(id, title, CheckSeverity.Warning, source);

    private static CheckRule Speculation(string id, string title, string source) => new(id, title, CheckSeverity.Warning, source) { IsSpeculation = true };
}
