// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;
using EntryAsm.Operands;

namespace EntryAsm.Encoding;

/// <summary>The operands of one instruction, by reference.</summary>
internal readonly ref struct OperandList
{
#if NET
    private readonly ref readonly Op a, b, c, d, e;
#else
    private readonly Op a, b, c, d, e;
#endif

    public OperandList(in Op a, in Op b, in Op c, in Op d, in Op e, int count)
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

    public OperandSet Classify() => new(
        Count > 0 ? OperandClassifier.Of(this[0]) : OperandKinds.None,
        Count > 1 ? OperandClassifier.Of(this[1]) : OperandKinds.None,
        Count > 2 ? OperandClassifier.Of(this[2]) : OperandKinds.None,
        Count > 3 ? OperandClassifier.Of(this[3]) : OperandKinds.None,
        Count > 4 ? OperandClassifier.Of(this[4]) : OperandKinds.None);
}
