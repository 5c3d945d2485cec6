// SPDX-License-Identifier: MIT
namespace EntryAsm.Check;

/// <summary>What has happened on the way to a place.</summary>
[Flags]
internal enum Happened : uint
{
    None = 0,

    /// <summary>A branch decided whether to swap the GS base, and no fence has come since.</summary>
    Unfenced = 1,

    /// <summary>VERW cleared the buffers of the processor.</summary>
    BufferClear = 2,

    /// <summary>IA32_SPEC_CTRL was written.</summary>
    SpeculationControl = 4,

    /// <summary>FXSAVE or XSAVE stored the vector registers.</summary>
    VectorsSaved = 8,

    /// <summary>FXRSTOR or XRSTOR loaded them back.</summary>
    VectorsRestored = 16,

    /// <summary>The first interrupt controller got its end of interrupt.</summary>
    FirstController = 32,

    /// <summary>The second one did.</summary>
    SecondController = 64,

    /// <summary>The local APIC did.</summary>
    LocalApic = 128,

    /// <summary>Another stack was loaded, and the return stack buffer not filled since.</summary>
    OtherStack = 256,

    /// <summary>A vector or x87 register was written.</summary>
    VectorsWritten = 512,
}

/// <summary>What a stretch of code does to the set of what may have happened, and to that of what must have.</summary>
internal readonly record struct Transfer(Happened MayGain, Happened MayKeep, Happened MustGain, Happened MustKeep)
{
    private const Happened All = (Happened)uint.MaxValue;

    public static Transfer Nothing => new(0, All, 0, All);

    /// <summary>A path that begins here.</summary>
    public static Transfer Begin => new(0, 0, 0, 0);

    public static Transfer Event(Happened set, Happened clear) => new(set, All & ~set & ~clear, set, All & ~set & ~clear);

    public Transfer Then(Transfer next) => new(
        next.MayGain | MayGain & next.MayKeep, MayKeep & next.MayKeep,
        next.MustGain | MustGain & next.MustKeep, MustKeep & next.MustKeep);

    public Transfer Or(Transfer other)
    {
        var must = MustGain & other.MustGain;
        return new Transfer(MayGain | other.MayGain, MayKeep | other.MayKeep, must, (MustGain | MustKeep) & (other.MustGain | other.MustKeep) & ~must);
    }
}
