// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Objects;
using HobbyKernel;
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>
/// Sends an NMI, or a maskable interrupt, at every instruction of the entry paths. The kernel's handler checks CR3, GS base, stack and flags; the interrupted test
/// then checks every register; a mistake stops the machine with a message.
/// </summary>
internal sealed class NmiSweep : IDisposable
{
    private readonly DebuggedMachine machine;
    private readonly ElfSymbols symbols;
    private readonly Injection injection;
    private readonly EntryMap map;
    private readonly ulong loop = HobbyKernel.Layout.UserBase;
    private ulong? armed;
    private ulong at;
    private ulong? sentBefore;
    private int sent;
    private int merged;
    private bool pending;
    private IReadOnlyList<ulong> nmiStacks = [];
    private bool inNmi;

    /// <param name="kernel">The path of the kernel.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="injection">What to send: NMIs, if nothing else is said.</param>
    /// <param name="map">The entry code: that of samples/HobbyKernel, if nothing else is said.</param>
    public NmiSweep(string kernel, Machine machine, Injection? injection = null, EntryMap? map = null)
    {
        this.injection = injection ?? Injection.Nmi;
        this.map = map ?? EntryMap.Linux;
        symbols = new ElfSymbols(File.ReadAllBytes(kernel));
        this.machine = new DebuggedMachine(kernel, machine);
    }

    /// <summary>The instructions of the entry paths.</summary>
    public IReadOnlyList<NmiPlace> Instructions()
    {
        Start();
        return Places(map.Ranges(symbols));
    }

    /// <summary>Sends one at every instruction of the entry paths.</summary>
    /// <param name="slice">Takes every n-th instruction only; 1 for all.</param>
    public NmiSweepResult Run(int slice = 1)
    {
        Start();
        var places = Places(map.Ranges(symbols)).Where((_, i) => i % slice == 0).ToList();
        var stopped = places.Where(place => Visit(place.Address)).ToList();
        return Finish(places, [new NmiStops("entry paths", stopped)]);
    }

    /// <summary>
    /// Sends an NMI at every instruction of the NMI's own path, while an NMI is under way there: from each place that makes it go another way, all the
    /// instructions on that way. The machine's handlers must unmask NMIs; an NMI sent before that waits.
    /// </summary>
    /// <param name="slice">Takes every n-th instruction only, and each IRETQ; 1 for all.</param>
    public NmiSweepResult RunNested(int slice = 1)
    {
        Start();
        var all = Places([(symbols[map.Nmi], (int)symbols.SizeOf(map.Nmi))]);
        var places = all.Where((place, i) => i % slice == 0 || place.Instruction.Mnemonic == Mnemonic.Iretq).ToList();
        return Finish(places, [.. map.Nested(symbols, all, loop).Select(outer => new NmiStops(outer.Name, [.. places.Where(place => VisitInside(outer, place.Address))]))]);
    }

    private void Start()
    {
        Gdb.Break(loop);
        Advance();
        nmiStacks = map.NmiStacks(symbols, address => BitConverter.ToUInt64(ReadKernel(address, 8)));
    }

    private NmiSweepResult Finish(List<NmiPlace> places, List<NmiStops> stops)
    {
        Disarm();
        Advance(); // the last NMI's test comes to its verdict
        Advance();
        return new NmiSweepResult(places, stops, sent, merged, Handled());
    }

    public void Dispose() => machine.Dispose();

    private GdbConnection Gdb => machine.Gdb;

    /// <summary>The code as it is after boot, with the alternatives that this processor wants.</summary>
    private List<NmiPlace> Places(IEnumerable<(ulong Start, int Bytes)> ranges)
    {
        var stretches = ranges.ToList();
        var code = stretches.SelectMany(range => EntryPaths.Decode(range.Start, ReadKernel(range.Start, range.Bytes)));
        return [.. EntryPaths.Reachable(code, stretches.Select(range => range.Start).Concat(map.MoreStarts(symbols))).Select(Place)];
    }

    /// <summary>Ring 3's page tables may not show it.</summary>
    private byte[] ReadKernel(ulong address, int bytes) => Gdb.ReadPhysical(address - HobbyKernel.Layout.KernelBase, bytes);

    private NmiPlace Place(Instruction instruction)
    {
        var (routine, offset) = symbols.Nearest(instruction.IP);
        return new NmiPlace(instruction.IP, routine, offset, instruction);
    }

    /// <summary>
    /// Runs to an instruction and sends the NMI there; false if one whole round of the tests does not execute it. The NMI before may execute it too, but there the next
    /// one would have to wait.
    /// </summary>
    private bool Visit(ulong address)
    {
        if (!RunTo(address, inNmiToo: false))
            return false;
        Send();
        if (injection == Injection.Maskable && !RunTo(map.StubOf(symbols, Vectors.Debugger)))
            throw new InvalidOperationException("an interrupt never arrived" + Where()); // and the next one would be lost in it
        return true;
    }

    /// <summary>The same in NMIs sent before: only they run these instructions.</summary>
    private bool VisitInside(NestedNmi outer, ulong address)
    {
        foreach (var place in outer.SentAt)
        {
            if (!RunTo(place))
                throw new InvalidOperationException("no test brings an NMI to where another is to meet it: " + outer.Name);
            Send();
        }

        if (!RunTo(address, rounds: 1))
            return false; // the tests have begun anew, and no NMI is under way
        merged += outer.Merges(address) ? 1 : 0;
        return Send();
    }

    private bool RunTo(ulong address, int rounds = 2, bool inNmiToo = true)
    {
        Arm(address);
        while (rounds > 0)
        {
            Advance();
            if (at == address && (inNmiToo || !inNmi))
                return true;
            if (at == loop)
                rounds--;
        }

        return false;
    }

    private bool Send()
    {
        injection.Send(Gdb);
        sentBefore = at;
        sent++;
        pending = true;
        return true;
    }

    private void Arm(ulong address)
    {
        Disarm();
        if (address == loop)
            return;
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
            inNmi = nmiStacks.Any(top => stack <= top && stack > top - map.NmiStackBytes);
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
        if (sentBefore is not { } address)
            return "";
        var (name, offset) = symbols.Nearest(address);
        return string.Create(CultureInfo.InvariantCulture, $" after {injection.Name} before {name}+0x{offset:x}");
    }

    private int Handled()
    {
        var physical = symbols[injection.Counter] - HobbyKernel.Layout.KernelBase;
        var answer = Gdb.Monitor(string.Create(CultureInfo.InvariantCulture, $"xp /1gx 0x{physical:x}"));
        return int.Parse(answer[(answer.LastIndexOf('x') + 1)..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
