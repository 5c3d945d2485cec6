// SPDX-License-Identifier: MIT
using System.Globalization;
using HobbyKernel;
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>What gdb finds of the interrupted code at one instruction of the entry paths.</summary>
/// <param name="Place">The instruction.</param>
/// <param name="Finding"><c>right</c>; or <c>wrong</c> and the registers, <c>unreached</c> where no backtrace leads to the interrupted code, <c>missed</c> where no test came by.</param>
/// <param name="Lost">The registers that gdb says are not saved, each with the reason; null where none is known.</param>
internal sealed record FrameFinding(NmiPlace Place, string Finding, IReadOnlyList<(string Register, string? Reason)> Lost);

/// <summary>
/// Runs the self-tests in gdb and asks at every instruction of the entry paths for the registers of what was interrupted. They must be those that the machine had before the
/// first instruction of the entry.
/// </summary>
internal static class FrameSweep
{
    private const string Plain = "plain", ErrorCode = "error", Call = "call", Syscall = "syscall";

    /// <summary>A test has the processor's own breakpoint at SYSCALL's first instruction, which QEMU does not get past with another one there. SWAPGS changes no register.</summary>
    private const ulong SwapgsBytes = 3;

    private static readonly (string Symbol, string Kind)[] Entries =
    [
        ("entry_SYSCALL_64", Syscall), ("apic_timer_interrupt", Plain), ("spurious_interrupt", Plain), ("native_load_gs_index", Call), ("do_softirq_own_stack", Call), ("nmi", Plain),
        ("divide_error", Plain), ("overflow", Plain), ("bounds", Plain), ("invalid_op", Plain), ("device_not_available", Plain), ("double_fault", ErrorCode), ("invalid_TSS", ErrorCode),
        ("segment_not_present", ErrorCode), ("coprocessor_error", Plain), ("alignment_check", ErrorCode), ("simd_coprocessor_error", Plain), ("debug", Plain), ("int3", Plain),
        ("stack_segment", ErrorCode), ("general_protection", ErrorCode), ("page_fault", ErrorCode), ("machine_check", Plain),
    ];

    /// <param name="commandLine">The kernel's.</param>
    /// <param name="slice">Takes every n-th instruction only; 1 for all.</param>
    public static IReadOnlyList<FrameFinding> Run(string commandLine, int slice)
    {
        var kernel = KernelImage.Linked;
        var symbols = new ElfSymbols(File.ReadAllBytes(kernel));
        using var running = new NmiSweep(kernel, new Machine(CommandLine: commandLine));
        var all = running.Instructions();
        var exits = all.Where(IsExit).Select(static place => (place.Address, Kind: place.Instruction.Mnemonic switch { Mnemonic.Sysretq => Syscall, Mnemonic.Iretq => Plain, _ => Call }));
        var places = all.Where((_, i) => i % slice == 0).ToDictionary(static place => place.Address);
        var stubs = new[] { Vectors.First, Vectors.Middle, Vectors.Last }.Select(vector => (Address: EntryMap.Linux.StubOf(symbols, vector), Kind: Plain));
        var entries = Entries.Select(entry => (Address: symbols[entry.Symbol] + (entry.Kind == Syscall ? SwapgsBytes : 0), entry.Kind)).Concat(stubs);
        var report = new GdbSession(kernel, new Machine(CommandLine: (commandLine + " repeat").Trim()))
            .Then(Invariant($"python sweep({Kinds(entries)}, {Kinds(exits)}, 0x{HobbyKernel.Layout.UserBase:x}, [{string.Join(',', places.Keys.Select(static address => Invariant($"0x{address:x}")))}])"))
            .Run();
        var found = report.Text.Split('\n').Where(static line => line.StartsWith("at ", StringComparison.Ordinal)).Select(line => Parse(line, places)).OrderBy(static finding => finding.Place.Address).ToList();
        return found.Count == places.Count ? found : throw new InvalidOperationException("gdb ended before it had met every instruction:\n" + report.Text);
    }

    private static bool IsExit(NmiPlace place) => place.Instruction.Mnemonic is Mnemonic.Iretq or Mnemonic.Sysretq
        || place.Instruction.Mnemonic == Mnemonic.Ret && place.Routine is ("native_load_gs_index" or "do_softirq_own_stack");

    private static string Kinds(IEnumerable<(ulong Address, string Kind)> places) => "{" + string.Join(',', places.Select(static place => Invariant($"0x{place.Address:x}:'{place.Kind}'"))) + "}";

    private static FrameFinding Parse(string line, Dictionary<ulong, NmiPlace> places)
    {
        var words = line.Split(' ', 3);
        var parts = words[2].Split([" lost", " of "], StringSplitOptions.TrimEntries);
        var lost = parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(register => (register, ReasonFor(parts[2], register)));
        return new FrameFinding(places[ulong.Parse(words[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)], parts[0], [.. lost]);
    }

    /// <summary>Why a register of what was interrupted is not to be found, by the kind of the entry.</summary>
    private static string? ReasonFor(string kind, string register) => (kind, register) switch
    {
        (Syscall, "rcx") => "SYSCALL has put rip there",
        (Syscall, "r11") => "SYSCALL has put rflags there",
        (Syscall, "cs" or "ss") => "SYSCALL does not save it",
        (Syscall, "rsp") => "it lies in per-CPU data, which only gs leads to",
        (Syscall, "rax") => "the result of the call has its place",
        (Call, "cs" or "ss" or "eflags") => "a call does not save it",
        (Call, "rax" or "rcx" or "rdx" or "rsi" or "rdi" or "r8" or "r9" or "r10" or "r11") => "a function may change it, and this one has",
        _ => null,
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
