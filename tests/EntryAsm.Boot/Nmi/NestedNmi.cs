// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>NMIs that bring the machine into the NMI's own path, where the next one is to meet it.</summary>
/// <param name="Name">What makes this way different.</param>
/// <param name="SentAt">Where they are sent, one after the other.</param>
/// <param name="OwnRound">
/// Begin and end of the only stretch where one more gets a round of its own, if the last of <paramref name="SentAt"/> is nested: elsewhere that one's round has not
/// begun, and both are handled in it.
/// </param>
internal sealed record NestedNmi(string Name, IReadOnlyList<ulong> SentAt, (ulong Start, ulong End)? OwnRound = null)
{
    /// <summary>All ways through the code.</summary>
    /// <param name="symbols">The kernel's.</param>
    /// <param name="path">The instructions of the NMI's path.</param>
    /// <param name="user">An instruction in ring 3.</param>
    public static IEnumerable<NestedNmi> All(ElfSymbols symbols, IReadOnlyList<NmiPlace> path, ulong user)
    {
        var kernel = symbols["do_softirq_own_stack"];
        var handled = path.Last(place => place.Instruction.FlowControl == FlowControl.Call).Instruction.NextIP;
        var end = path.Last(place => place.Instruction.Mnemonic == Mnemonic.Iretq).Address;
        var round = symbols["end_repeat_nmi"];
        yield return new("in one from ring 3", [user]);
        yield return new("in one from ring 0", [kernel]);
        yield return new("in one from ring 0 with the user's gs", [symbols["entry_SYSCALL_64"]]);
        yield return new("in one inside another, from behind the handler", [kernel, handled], (round, handled));
        yield return new("in one inside another, from its IRET", [kernel, end], (round, end));
    }

    /// <summary>Whether one NMI more, sent before an instruction, is handled together with the last.</summary>
    public bool Merges(ulong address) => OwnRound is { } own && (address < own.Start || address >= own.End);
}
