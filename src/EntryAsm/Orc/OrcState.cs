// SPDX-License-Identifier: MIT
namespace EntryAsm.Orc;

/// <summary>
/// The frame as the kernel's unwinder can describe it: where the stack of the frame before begins, by a register and a distance, and where rbp is saved. It is coarser
/// than <see cref="Flow.MachineState"/>, and believes hints, because the tables must say what the kernel's build tool would have them say.
/// </summary>
internal sealed record OrcState
{
    /// <summary>A function's first instruction: the return address on top.</summary>
    public static OrcState AtFunction { get; } = new() { Register = UnwindRegister.Sp, Offset = 8, Depth = 8 };

    /// <summary>Where no path comes.</summary>
    public static OrcState Nothing { get; } = new();

    public UnwindRegister Register { get; init; }

    public int Offset { get; init; }

    /// <summary>Bytes pushed as far as they were followed: after a hint they count from zero.</summary>
    public int Depth { get; init; }

    /// <summary>Where rbp is saved, from the frame before; null while it holds what it held.</summary>
    public int? SavedRbp { get; init; }

    public UnwindHintType Type { get; init; }

    public bool IsEnd { get; init; }

    /// <summary>A register that was given rsp, and how deep the stack was then.</summary>
    public (int Register, int Depth)? Copy { get; init; }

    public static OrcState Of(UnwindHintEntry hint) => new() { Register = hint.Register, Offset = hint.StackOffset, Type = hint.Type, IsEnd = hint.IsEnd };

    public OrcRow Row(int section, int offset) => Register == UnwindRegister.Undefined
        ? new OrcRow(section, offset, 0, 0, UnwindRegister.Undefined, UnwindRegister.Undefined, UnwindHintType.Call, IsEnd)
        : new OrcRow(section, offset, (short)Offset, (short)(SavedRbp ?? 0), Register, SavedRbp is null ? UnwindRegister.Undefined : UnwindRegister.PreviousSp, Type, IsEnd);
}
