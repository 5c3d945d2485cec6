// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>
/// What is true of the processor besides its registers, as sets of what may be. GS base and CR3 are sets of triples (where the code came from, whose it
/// was at the entry, whose it is now), so that a test of one says something about the others.
/// </summary>
/// <param name="Gs">The triples of the GS base, one bit each.</param>
/// <param name="Cr3">The triples of CR3, one bit each.</param>
/// <param name="Flags">IF, DF and AC: a bit for "may be clear" and one for "may be set" each.</param>
/// <param name="Decisions">What was decided by processor features and keys: a set that <see cref="DecisionSets"/> has numbered.</param>
internal readonly record struct World(byte Gs, byte Cr3, byte Flags, int Decisions)
{
    /// <summary>The triples of one kind: came from user mode, user's at the entry, user's now.</summary>
    public const byte FromUser = 0x0f, UserAtEntry = 0x33, UserNow = 0x55;

    public const byte FromKernel = 0xf0, KernelAtEntry = 0xcc, KernelNow = 0xaa;

    /// <summary>The triples at an entry: from user mode with the user's, from the kernel with the kernel's, from the kernel with the user's.</summary>
    public const byte EntryFromUser = 1 << 0, EntryFromKernel = 1 << 7, EntryFromKernelWithUsers = 1 << 4;

    private const int Interrupts = 0, Direction = 2, Alignment = 4;

    public bool Equals(World other) => Gs == other.Gs && Cr3 == other.Cr3 && Flags == other.Flags && Decisions == other.Decisions;

    public override int GetHashCode() => Gs | Cr3 << 8 | Flags << 16 ^ Decisions * 397;

    /// <summary>Nothing known: what an analysis without worlds has everywhere.</summary>
    public static World Any => new(0xff, 0xff, 0x3f, 0);

    /// <summary>Nothing but where execution came from, if that is certain.</summary>
    public World OnlyOrigin() => (Gs & FromKernel) == 0 ? Any.From(kernel: false) : Any;

    /// <summary>Whether any way of being here is left.</summary>
    public bool IsPossible => Gs != 0 && Cr3 != 0;

    public bool? InterruptsAreOn => One(Interrupts);

    public bool? DirectionIsDown => One(Direction);

    public bool? AlignmentCheckIsOn => One(Alignment);

    public World WithInterrupts(bool? on) => With(Interrupts, on);

    public World WithDirection(bool? down) => With(Direction, down);

    public World WithAlignmentCheck(bool? on) => With(Alignment, on);

    public World AfterSwapgs() => this with { Gs = (byte)((Gs & UserNow) << 1 | (Gs & KernelNow) >> 1) };

    /// <summary>CR3 holds the kernel's page tables from now on, or the user's.</summary>
    public World WithCr3(bool kernel) => this with { Cr3 = Now(Cr3, kernel) };

    /// <summary>
    /// CR3 is loaded with page tables that do not say whose they are. Where the user's were in force for certain, they are the kernel's: why else load them.
    /// </summary>
    public World WithOtherCr3()
    {
        var result = 0;
        for (var pair = 0; pair < 8; pair += 2)
            result |= (Cr3 >> pair & 3) switch { 0 => 0, 1 => 2, _ => 3 } << pair;
        return this with { Cr3 = (byte)result };
    }

    public World WithGs(bool? kernel) => this with { Gs = Now(Gs, kernel) };

    /// <summary>CR3 is again what it was at the entry.</summary>
    public World WithCr3OfEntry()
    {
        var result = 0;
        for (var i = 0; i < 8; i++)
            result |= (Cr3 >> i & 1) << (i & 6 | i >> 1 & 1);
        return this with { Cr3 = (byte)result };
    }

    /// <summary>
    /// The kernel was interrupted at an instruction that runs with the user's GS base: at IRETQ, which runs with the user's page tables too; or at the load of a
    /// segment, whose fault continues elsewhere, with the kernel's.
    /// </summary>
    public World InterruptedAt(bool iretq) => From(kernel: true) is not { IsPossible: true } world ? this with { Gs = 0 }
        : iretq ? world with { Gs = EntryFromKernelWithUsers, Cr3 = EntryFromKernelWithUsers } : world with { Gs = FixedUp };

    /// <summary>From the kernel, whose own base is expected where it continues, and the user's now.</summary>
    private const byte FixedUp = 1 << 6;

    /// <summary>What was interrupted counts as a user's program from now on.</summary>
    public World AsFromUser() => this with { Gs = AsFromUser(Gs), Cr3 = AsFromUser(Cr3) };

    private static byte AsFromUser(byte set) => (byte)(((set & UserNow) != 0 ? EntryFromUser : 0) | ((set & KernelNow) != 0 ? EntryFromUser << 1 : 0));

    /// <summary>Only the ways that came from user mode, or from the kernel.</summary>
    public World From(bool kernel) => this with { Gs = (byte)(Gs & (kernel ? FromKernel : FromUser)), Cr3 = (byte)(Cr3 & (kernel ? FromKernel : FromUser)) };

    /// <summary>Only the ways on which the GS base is the kernel's now, or the user's.</summary>
    public World OnlyGs(bool kernel) => Agreeing(this with { Gs = (byte)(Gs & (kernel ? KernelNow : UserNow)) });

    /// <summary>Only the ways on which CR3 is the kernel's, or the user's: now, or at the entry.</summary>
    public World OnlyCr3(bool kernel, bool atEntry) =>
        Agreeing(this with { Cr3 = (byte)(Cr3 & (atEntry ? kernel ? KernelAtEntry : UserAtEntry : kernel ? KernelNow : UserNow)) });

    public static bool? Decide(int mayBe, byte kernel, byte user) => ((mayBe & kernel) != 0, (mayBe & user) != 0) switch
    {
        (true, false) => true,
        (false, true) => false,
        _ => null,
    };

    /// <summary>Where a set of triples has no way from the kernel, or from user mode, the other has none either.</summary>
    private static World Agreeing(World world)
    {
        if ((world.Gs & FromUser) == 0 || (world.Cr3 & FromUser) == 0)
            world = world.From(kernel: true);
        if ((world.Gs & FromKernel) == 0 || (world.Cr3 & FromKernel) == 0)
            world = world.From(kernel: false);
        return world;
    }

    private static byte Now(byte set, bool? kernel)
    {
        var either = set | (set & UserNow) << 1 | (set & KernelNow) >> 1;
        return (byte)(kernel switch { true => either & KernelNow, false => either & UserNow, null => either });
    }

    private bool? One(int shift) => (Flags >> shift & 3) switch { 1 => false, 2 => true, _ => null };

    private World With(int shift, bool? value) =>
        this with { Flags = (byte)(Flags & ~(3 << shift) | (value switch { false => 1, true => 2, null => 3 }) << shift) };
}

/// <summary>Sets of decisions (a feature or key is on, or off), each set once.</summary>
internal sealed class DecisionSets
{
    private readonly Dictionary<long, int> grown = [];
    private readonly List<int[]> sets = [[]];

    /// <summary>Whether a set decides a feature, and how.</summary>
    public bool? Find(int set, int feature)
    {
        foreach (var decision in sets[set])
        {
            if (decision >> 1 == feature)
                return (decision & 1) != 0;
        }

        return null;
    }

    /// <summary>The set with one decision more.</summary>
    public int With(int set, int feature, bool on)
    {
        var decision = feature << 1 | (on ? 1 : 0);
        if (grown.TryGetValue((long)set << 32 | (uint)decision, out var number))
            return number;
        int[] members = [.. sets[set].Append(decision).OrderBy(static member => member)];
        number = sets.FindIndex(other => other.AsSpan().SequenceEqual(members));
        if (number < 0)
        {
            number = sets.Count;
            sets.Add(members);
        }

        grown.Add((long)set << 32 | (uint)decision, number);
        return number;
    }

    /// <summary>The decisions of a set: feature or key, and whether it is on.</summary>
    public IEnumerable<(int Feature, bool On)> Decisions(int set) => sets[set].Select(static member => (member >> 1, (member & 1) != 0));
}
