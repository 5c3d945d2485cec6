// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Encoding;

/// <summary>
/// Every form of every instruction, in the order in which GNU as prefers them. The rows are generated: see Instructions/Forms.g.cs and, for the
/// rules, eng/InstructionGenerator/Preferences.cs.
/// <code>
///  63   56 55   53 52     40 39 32 31 24 23 16 15  8 7   0
/// +-------+-------+---------+-----+-----+-----+-----+-----+
/// | slots | arity |  code   |  e  |  d  |  c  |  b  |  a  |   a to e: the class of each operand
/// +-------+-------+---------+-----+-----+-----+-----+-----+
/// </code>
/// </summary>
internal static partial class Forms
{
    /// <summary>Codes that a row has room for: more than there are.</summary>
    public const int Codes = 1 << 13;

    /// <summary>Number of rows.</summary>
    public static int Count => Rows.Length;

    /// <summary>Number of mnemonics.</summary>
    public static int Mnemonics => First.Length - 1;

    /// <summary>The rows of a mnemonic: from (included) and to (excluded).</summary>
    public static (int From, int To) Of(Mnemonic mnemonic) => (First[(int)mnemonic], First[(int)mnemonic + 1]);

    /// <summary>True for a direct branch, which goes to a place.</summary>
    public static bool Branches(Mnemonic mnemonic) => DirectBranches.Are[(int)mnemonic];

    public static ulong Row(int form) => Rows[form];

    public static FormTraits TraitsOf(int form) => (FormTraits)Traits[form];

    public static Code CodeOf(ulong row) => (Code)((row >> 40) & (Codes - 1));

    /// <summary>How many operands are written.</summary>
    public static int Arity(ulong row) => (int)(row >> 53) & 7;

    /// <summary>How many operands there are in the table: those written and those implied.</summary>
    public static int Slots(ulong row) => (int)(row >> 56);

    /// <summary>What operand number <paramref name="slot"/> of a row takes.</summary>
    public static OperandKinds Kinds(ulong row, int slot) => (OperandKinds)ClassKinds[(byte)(row >> (8 * slot))];

    /// <summary>How the encoder is told of a number, a target or implied memory; <see cref="OpKind.Register"/> otherwise.</summary>
    public static OpKind KindOf(ulong row, int slot) => (OpKind)(byte)ClassEncodings[(byte)(row >> (8 * slot))];

    /// <summary>The register an implied operand is.</summary>
    public static Register Implied(ulong row, int slot) => (Register)(ClassEncodings[(byte)(row >> (8 * slot))] >> 8);

    /// <summary>True when the written operands are of the kinds that a row takes, in its order.</summary>
    public static bool Takes(ulong row, int arity, in OperandSet operands)
    {
        // The classes are the low bytes; the rows of most instructions have two or three.
        if (arity > 0 && ((ulong)operands.A & ClassKinds[(byte)row]) == 0)
            return false;
        if (arity > 1 && ((ulong)operands.B & ClassKinds[(byte)(row >> 8)]) == 0)
            return false;
        if (arity > 2 && ((ulong)operands.C & ClassKinds[(byte)(row >> 16)]) == 0)
            return false;
        if (arity > 3 && ((ulong)operands.D & ClassKinds[(byte)(row >> 24)]) == 0)
            return false;
        return arity <= 4 || ((ulong)operands.E & ClassKinds[(byte)(row >> 32)]) != 0;
    }

    /// <summary>Looked up by mnemonic: the question comes with every number that an instruction has alone.</summary>
    private static class DirectBranches
    {
        public static readonly bool[] Are = Find();

        private static bool[] Find()
        {
            var found = new bool[Mnemonics];
            for (var mnemonic = 0; mnemonic < found.Length; mnemonic++)
                found[mnemonic] = Exists((Mnemonic)mnemonic);
            return found;
        }

        private static bool Exists(Mnemonic mnemonic)
        {
            var (from, to) = Of(mnemonic);
            for (var form = from; form < to; form++)
            {
                if (Arity(Rows[form]) == 1 && (Kinds(Rows[form], 0) & OperandKinds.Target) != 0)
                    return true;
            }

            return false;
        }
    }
}

/// <summary>The kinds of the operands written.</summary>
internal readonly struct OperandSet(OperandKinds a, OperandKinds b, OperandKinds c, OperandKinds d, OperandKinds e)
{
    public readonly OperandKinds A = a, B = b, C = c, D = d, E = e;

    public OperandKinds All => A | B | C | D | E;

    public OperandKinds this[int operand] => operand switch { 0 => A, 1 => B, 2 => C, 3 => D, _ => E };
}
