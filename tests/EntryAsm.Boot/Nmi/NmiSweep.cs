// SPDX-License-Identifier: MIT
using System.Globalization;
using HobbyKernel;
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>
/// Sends an NMI at every instruction of the entry paths. The kernel's NMI handler checks CR3, GS base, stack and flags; the interrupted test
/// then checks every register; a mistake stops the machine with a message.
/// </summary>
internal sealed class NmiSweep : IDisposable
{
    private readonly DebuggedMachine machine;
    private readonly ElfSymbols symbols;
    private readonly ulong loop = Layout.UserBase;
    private ulong? armed;
    private ulong at;
    private ulong outer;
    private int sent;
    private bool pending;
    private ulong nmiStackTop;
    private bool inNmi;

    public NmiSweep(string kernel, Machine machine)
    {
        symbols = new ElfSymbols(File.ReadAllBytes(kernel));
        this.machine = new DebuggedMachine(kernel, machine);
    }

    /// <summary>Sends an NMI at every instruction of the entry paths.</summary>
    /// <param name="slice">Takes every n-th instruction only; 1 for all.</param>
    public NmiSweepResult Run(int slice = 1) => Run(EntryPaths.Ranges(symbols), slice, Visit);

    /// <summary>
    /// Sends an NMI at every instruction of the NMI's own path in ring 0. A machine that unmasks has the second one arrive inside the first, wherever the
    /// first is after its handler's breakpoint; before that it waits for the breakpoint's return.
    /// </summary>
    public NmiSweepResult RunNested()
    {
        outer = symbols["do_softirq_own_stack"];
        return Run([(symbols["nmi"], (int)symbols.SizeOf("nmi"))], 1, VisitInsideNmi);
    }

    private NmiSweepResult Run(IEnumerable<(ulong Start, int Bytes)> ranges, int slice, Func<ulong, bool> visit)
    {
        Gdb.Break(loop);
        Advance();
        nmiStackTop = ReadNmiStackTop();
        var places = Places(ranges.ToList());
        var stopped = new List<NmiPlace>();
        var missed = new List<NmiPlace>();
        for (var i = 0; i < places.Count; i += slice)
            (visit(places[i].Address) ? stopped : missed).Add(places[i]);

        Disarm();
        Advance(); // the last NMI's test comes to its verdict
        Advance();
        return new NmiSweepResult((places.Count + slice - 1) / slice, stopped, missed, sent, HandledNmis());
    }

    public void Dispose() => machine.Dispose();

    private GdbConnection Gdb => machine.Gdb;

    /// <summary>The code as it is after boot, with the alternatives that this processor wants.</summary>
    private List<NmiPlace> Places(List<(ulong Start, int Bytes)> ranges)
    {
        var code = ranges.SelectMany(range => EntryPaths.Decode(range.Start, Gdb.ReadMemory(range.Start, range.Bytes)));
        return [.. EntryPaths.Reachable(code, ranges.Select(range => range.Start).Append(symbols["repeat_nmi"])).Select(Place)];
    }

    private NmiPlace Place(Instruction instruction)
    {
        var (routine, offset) = symbols.Nearest(instruction.IP);
        return new NmiPlace(instruction.IP, routine, offset, instruction.ToString());
    }

    /// <summary>Runs to an instruction and sends the NMI there; false if one whole round of the tests does not execute it.</summary>
    private bool Visit(ulong address)
    {
        Arm(address);
        return RunTo(address, onNmiStack: false) && Send();
    }

    /// <summary>The same in an NMI sent before.</summary>
    private bool VisitInsideNmi(ulong address)
    {
        Arm(outer);
        if (!RunTo(outer, onNmiStack: false))
            throw new InvalidOperationException("no test runs a softirq");
        Send();
        Arm(address);
        return RunTo(address, onNmiStack: true) && Send();
    }

    private bool RunTo(ulong address, bool onNmiStack)
    {
        for (var rounds = 0; rounds < 2;)
        {
            Advance();
            if (at == loop)
                rounds++;
            else if (at == address && inNmi == onNmiStack)
                return true;
        }

        return false;
    }

    private bool Send()
    {
        Gdb.Monitor("nmi");
        sent++;
        pending = true;
        return true;
    }

    private void Arm(ulong address)
    {
        Disarm();
        Gdb.Break(address);
        armed = address;
    }

    private void Disarm()
    {
        if (armed is { } address)
            Gdb.RemoveBreak(address);
        armed = null;
    }

    /// <summary>Runs to the next stop.</summary>
    private void Advance()
    {
        try
        {
            StepPast();
            var reply = Gdb.Continue();
            if (reply[0] != 'T')
                throw new InvalidOperationException($"The kernel stopped the machine ({reply}){Where()}. It said:\n{machine.Serial}");
            (at, var stack) = Gdb.ReadPointers();
            inNmi = stack <= nmiStackTop && stack > nmiStackTop - Layout.PageSize;
        }
        catch (Exception problem) when (problem is IOException or System.Net.Sockets.SocketException)
        {
            throw new InvalidOperationException($"The machine hung or ended{Where()}. It said:\n{machine.Serial}", problem);
        }
    }

    /// <summary>The stub stops again where a breakpoint lies under the instruction to run. An NMI sent there must come first, so it is not stepped.</summary>
    private void StepPast()
    {
        var place = at == loop || at == armed ? at : 0;
        if (place == 0 || pending && place != loop)
        {
            pending = false;
            return;
        }

        Gdb.RemoveBreak(place);
        Gdb.Step();
        Gdb.Break(place);
    }

    private string Where()
    {
        if (armed is not { } address)
            return "";
        var (name, offset) = symbols.Nearest(address);
        return string.Create(CultureInfo.InvariantCulture, $" after an NMI before {name}+0x{offset:x}");
    }

    /// <summary>From the task state segment, where the interrupt stack table begins at byte 36.</summary>
    private ulong ReadNmiStackTop()
    {
        const int table = 36, nmiStack = 2;
        var place = symbols["percpu_load"] + symbols["cpu_tss_rw"] + table + 8 * (nmiStack - 1);
        return BitConverter.ToUInt64(Gdb.ReadMemory(place, 8));
    }

    private int HandledNmis()
    {
        var physical = symbols["nmi_count"] - Layout.KernelBase;
        var answer = Gdb.Monitor(string.Create(CultureInfo.InvariantCulture, $"xp /1gx 0x{physical:x}"));
        return int.Parse(answer[(answer.LastIndexOf('x') + 1)..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}

/// <summary>An instruction that an NMI was to meet.</summary>
internal sealed record NmiPlace(ulong Address, string Routine, int Offset, string Instruction)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Routine}+0x{Offset:x}: {Instruction}");
}

/// <summary>What a sweep met.</summary>
/// <param name="Instructions">How many it was to visit.</param>
/// <param name="Stopped">Where it stopped and sent an NMI.</param>
/// <param name="Missed">What no test executes on this machine.</param>
/// <param name="Sent">NMIs sent.</param>
/// <param name="Handled">NMIs that the kernel counted.</param>
internal sealed record NmiSweepResult(int Instructions, IReadOnlyList<NmiPlace> Stopped, IReadOnlyList<NmiPlace> Missed, int Sent, int Handled);
