// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Runtime.CompilerServices;
using EntryAsm.Objects;
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>What a kernel's author does with gdb: stop at a line of C#, look around, and see who called, through the entry code and into the interrupted program.</summary>
public class GdbTests
{
    private const string Program = "user_entry";

    /// <summary>Where the ring-3 program takes a test, no register but rax, rcx and r11 is anything but its pattern.</summary>
    private static readonly (string Name, int Number)[] Kept =
    [
        ("rdx", 2), ("rbx", 3), ("rbp", 5), ("rsi", 6), ("rdi", 7), ("r8", 8), ("r9", 9), ("r10", 10), ("r12", 12), ("r13", 13), ("r14", 14), ("r15", 15),
    ];

    [NeedsTools(SystemTools.Debugger, Machine.Program, KernelLinker.Program)]
    public void StopsAtALineOfCSharp()
    {
        const string text = "Trap(vector, regs, error, leaked, leakedFromUser);";
        var line = LineOf("Traps/Handlers.cs", text);
        var place = "Handlers.cs:" + line;
        var report = Session().RunTo(place).Then("info line *$pc", "list " + place + "," + line, "next").Print("vector", "vector", "regs->cs").Run();

        Assert.Contains(Invariant($"Line {line} of \""), report.Text, StringComparison.Ordinal);
        Assert.Contains("Handlers.cs\" starts at address", report.Text, StringComparison.Ordinal);
        Assert.True(report.Text.Split('\n').Count(said => said.StartsWith(Invariant($"{line}\t"), StringComparison.Ordinal) && said.EndsWith(text, StringComparison.Ordinal)) >= 2, report.Text);
        Assert.Contains(Invariant($"{line + 1}\t        if (regs->IsUser)"), report.Text, StringComparison.Ordinal);
        Assert.Equal([13UL, 0x33], report.Values("vector")); // the return to an address that is not canonical
    }

    /// <summary>Line by line through entry code that turns to another stack and calls C on the way.</summary>
    [NeedsTools(SystemTools.Debugger, Machine.Program, KernelLinker.Program)]
    public void StepsThroughTheLinesOfAnEntryModule()
    {
        string[] lines = ["pop(r12);", "mov(rdi, rsp);", "call(sync_regs);", "mov(rsp, rax);", "push(r12);", "ret();"];
        var first = LineIn(PortFolder, "Entry/ErrorEntry.cs", lines[0]);
        var report = Session().Then("directory " + PortFolder).RunTo("ErrorEntry.cs:" + first).Then([.. Enumerable.Repeat("next", lines.Length - 1)]).Run();

        var shown = report.Text.Split('\n').Where(static said => said.Length != 0 && char.IsAsciiDigit(said[0]) && said.Contains('\t', StringComparison.Ordinal)).Select(static said => said.Split('\t', 2)).ToList();
        Assert.Equal(lines, shown.Select(static said => said[1].Trim()));
        Assert.All(shown, static said => Assert.Equal(LineIn(PortFolder, "Entry/ErrorEntry.cs", said[1].Trim(), int.Parse(said[0], CultureInfo.InvariantCulture)), int.Parse(said[0], CultureInfo.InvariantCulture)));
    }

    /// <summary>From a C# handler through the wrapper that saves the vector registers and the entry code to the program, with its registers.</summary>
    [NeedsTools(SystemTools.Debugger, Machine.Program, KernelLinker.Program)]
    [InlineData("do_syscall_64", "entry_SYSCALL_64", Test.SyscallSysret)]
    [InlineData("do_debug", "debug", Test.SyscallSingleStepped)]
    [InlineData("do_int3", "int3", Test.Breakpoint)]
    [InlineData("do_page_fault", "page_fault", Test.PageFaultRead)]
    [InlineData("smp_apic_timer_interrupt", "apic_timer_interrupt", Test.Timer)]
    [InlineData("do_IRQ", "common_interrupt", Test.DeviceFirst)]
    [InlineData("do_nmi", "nmi", Test.Nmi)]
    public void SeesTheProgramFromAHandler(string handler, string entry, object test)
    {
        var report = Registers(Session().RunTo(handler + "_managed").Backtrace(4).Print("frame", "regs->ip", "regs->sp", "regs->flags"), frame: 3).Run();

        var frames = Assert.Single(report.Backtraces());
        Assert.StartsWith("kernel_HobbyKernel_", frames[0], StringComparison.Ordinal);
        Assert.Equal([handler, entry, Program], frames.Skip(1));
        Assert.Equal(report.Values("frame"), report.Values("outer"));
        AssertKept(report, (Test)test);
    }

    /// <summary>Before the first instruction of an entry, where only the processor has saved anything, or nothing at all.</summary>
    [NeedsTools(SystemTools.Debugger, Machine.Program, KernelLinker.Program)]
    [InlineData("entry_SYSCALL_64", Test.SyscallSysret)]
    [InlineData("int3", Test.Breakpoint)]
    [InlineData("page_fault", Test.PageFaultRead)]
    [InlineData("apic_timer_interrupt", Test.Timer)]
    [InlineData("nmi", Test.Nmi)]
    public void SeesTheProgramFromAnEntry(string entry, object test)
    {
        var report = Registers(Session().RunTo("*&" + entry).Then("info symbol $pc").Backtrace(2), frame: 1).Run();

        Assert.Contains("\n" + entry + " in section .entry.text\n", report.Text, StringComparison.Ordinal);
        Assert.Equal([entry, Program], Assert.Single(report.Backtraces()));
        Assert.Equal(Pattern.Flags, report.Values("outer")[2] | IgnoredFlags);
        AssertKept(report, (Test)test);
    }

    /// <summary>At every twelfth instruction of the entry paths the backtrace leads to the interrupted code, and whatever gdb says of its registers is so; for what it calls not saved there is a reason.</summary>
    [NeedsTools(SystemTools.Debugger, Machine.Program, KernelLinker.Program)]
    [InlineData("")]
    [InlineData("nopti")]
    public void SeesTheInterruptedCodeBetweenEntryAndExit(string commandLine) =>
        Assert.All(FrameSweep.Run(commandLine, slice: 12), static finding =>
        {
            Assert.Equal("right", finding.Finding);
            Assert.All(finding.Lost, static lost => Assert.NotNull(lost.Reason));
        });

    /// <summary>QEMU loses the arithmetic flags in SYSCALL.</summary>
    private const ulong IgnoredFlags = 0x8d5;

    private static GdbSession Session() => new(KernelImage.Linked, new Machine());

    private static GdbSession Registers(GdbSession session, int frame) => session.Select(frame)
        .Print("outer", "$pc", "$sp", "$eflags").Print("registers", [.. Kept.Select(register => "$" + register.Name)]);

    private static void AssertKept(GdbReport report, Test test) =>
        Assert.Equal(Kept.Select(register => Pattern.General((int)test, register.Number)), report.Values("registers"));

    private static string PortFolder => Path.Combine(RepositoryFolder(), "src/EntryAsm.Linux");

    private static int LineOf(string file, string text) => LineIn(Path.Combine(RepositoryFolder(), "samples/HobbyKernel/Kernel"), file, text);

    /// <summary>The number of the first line, from one on, that has a text.</summary>
    private static int LineIn(string folder, string file, string text, int from = 1) =>
        1 + Array.FindIndex(File.ReadAllLines(Path.Combine(folder, file)), from - 1, line => line.Contains(text, StringComparison.Ordinal));

    private static string RepositoryFolder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
