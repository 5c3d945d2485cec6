// SPDX-License-Identifier: MIT
using HobbyKernel;
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>What is where in a kernel's entry code.</summary>
internal abstract class EntryMap
{
    /// <summary>The port of Linux' entry code.</summary>
    public static EntryMap Linux { get; } = new LinuxEntryMap();

    /// <summary>The kit's.</summary>
    public static EntryMap Kit { get; } = new KitEntryMap();

    /// <summary>The first routine of NMIs' path.</summary>
    public abstract string Nmi { get; }

    /// <summary>Where each routine of the entry paths lies that the self-tests go through, the stubs of the used device vectors among them.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="more">Routines besides those that NMIs are sent into.</param>
    public IEnumerable<(ulong Start, int Bytes)> Ranges(ElfSymbols kernel, params string[] more)
    {
        foreach (var routine in Routines.Concat(more))
            yield return (kernel[routine], (int)kernel.SizeOf(routine));
        foreach (var vector in Stubs)
            yield return (StubOf(kernel, vector), StubBytes);
    }

    /// <summary>The first instruction of a device's interrupt.</summary>
    public abstract ulong StubOf(ElfSymbols kernel, int vector);

    /// <summary>Where code is entered otherwise than at a routine's start.</summary>
    public abstract IEnumerable<ulong> MoreStarts(ElfSymbols kernel);

    /// <summary>Whether two instructions do the same in either order, as far as these routines go.</summary>
    public virtual bool IsFree(in Instruction first, in Instruction second) => InstructionOrder.IsFree(first, second);

    /// <summary>Code of the entry paths that is no routine of its own.</summary>
    public virtual IEnumerable<(ulong Start, int Bytes)> MoreCode(ElfSymbols kernel) => [];

    /// <summary>The tops of the stacks that NMIs are handled on, which are as long as <see cref="NmiStackBytes"/>.</summary>
    public abstract IReadOnlyList<ulong> NmiStacks(ElfSymbols kernel, Func<ulong, ulong> memory);

    /// <summary>Bytes of each such stack.</summary>
    public abstract ulong NmiStackBytes { get; }

    /// <summary>All ways through the NMI's path with another NMI under way.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="path">The instructions of the NMI's path.</param>
    /// <param name="user">An instruction in ring 3.</param>
    public abstract IEnumerable<NestedNmi> Nested(ElfSymbols kernel, IReadOnlyList<NmiPlace> path, ulong user);

    /// <summary>The routines that the self-tests go through.</summary>
    protected abstract IEnumerable<string> Routines { get; }

    /// <summary>Vectors whose stubs they go through.</summary>
    protected virtual IEnumerable<int> Stubs => [Vectors.First, Vectors.Middle, Vectors.Last];

    /// <summary>Bytes of a stub.</summary>
    protected abstract int StubBytes { get; }
}
