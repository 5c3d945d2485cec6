// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;

namespace EntryAsm.Operands;

/// <summary>The operands of one instruction, bundled where the call comes in and handed on by reference.</summary>
/// <remarks>Up to <see cref="Count"/> they are what the author wrote; beyond it <see cref="OpForm.None"/>.</remarks>
internal readonly ref struct OperandList
{
    /// <summary>Represents an operand that is not there.</summary>
    public static readonly Op Absent = default;

#if NET
    private readonly ref readonly Op a, b, c, d, e;
#else
    // The runtimes of .NET Standard 2.0 know no reference in a field.
    private readonly Op a, b, c, d, e;
#endif

    public OperandList()
        : this(Absent, Absent, Absent, Absent, Absent, 0)
    {
    }

    public OperandList(in Op a)
        : this(a, Absent, Absent, Absent, Absent, 1)
    {
    }

    public OperandList(in Op a, in Op b)
        : this(a, b, Absent, Absent, Absent, 2)
    {
    }

    public OperandList(in Op a, in Op b, in Op c)
        : this(a, b, c, Absent, Absent, 3)
    {
    }

    public OperandList(in Op a, in Op b, in Op c, in Op d)
        : this(a, b, c, d, Absent, 4)
    {
    }

    /// <param name="a">The first operand.</param>
    /// <param name="b">The second.</param>
    /// <param name="c">The third.</param>
    /// <param name="d">The fourth.</param>
    /// <param name="e">The fifth: no instruction has more.</param>
    /// <param name="count">How many of them there are.</param>
    public OperandList(in Op a, in Op b, in Op c, in Op d, in Op e, int count = 5)
    {
#if NET
        this.a = ref a;
        this.b = ref b;
        this.c = ref c;
        this.d = ref d;
        this.e = ref e;
#else
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
        this.e = e;
#endif
        Count = count;
    }

    public int Count { get; }

    [UnscopedRef]
    public ref readonly Op this[int operand]
    {
        get
        {
            switch (operand)
            {
                case 0: return ref a;
                case 1: return ref b;
                case 2: return ref c;
                case 3: return ref d;
                default: return ref e;
            }
        }
    }

    /// <summary>True when an operand has a write mask, a rounding mode, a broadcast or the like.</summary>
    public bool AreDecorated
    {
        get
        {
            const ulong maskAndDecorations = 0xff00ff00_00000000;
            ulong shapes = 0;
            for (var operand = 0; operand < Count; operand++)
                shapes |= this[operand].Shape;
            return (shapes & maskAndDecorations) != 0;
        }
    }

    /// <summary>The decorations of all operands together.</summary>
    public OpDecorations Decorations
    {
        get
        {
            var all = OpDecorations.None;
            for (var operand = 0; operand < Count; operand++)
                all |= this[operand].Decorations;
            return all;
        }
    }
}
