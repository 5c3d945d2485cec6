// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Primitives;
using Iced.Intel;

namespace EntryAsm.Writers;

/// <summary>The forms by which an author may have asked for a code.</summary>
internal static class CodeForms
{
    /// <summary>
    /// The forms of a code: as the manual writes them, then those with implied operands written, in other order or for two. A code that no call asks for by
    /// itself relies on the forms of its mnemonic.
    /// </summary>
    public static (Mnemonic Mnemonic, int Form)[] Of(in Instruction code)
    {
        ref var known = ref Index.ByCode[(int)code.Code];
        return known ??= Sorted(code.Code) is { Length: > 0 } own ? own : Of(code.Mnemonic);
    }

    private static (Mnemonic Mnemonic, int Form)[] Of(Mnemonic mnemonic)
    {
        var (from, to) = Forms.Of(mnemonic);
        var forms = new (Mnemonic Mnemonic, int Form)[to - from];
        for (var i = 0; i < forms.Length; i++)
            forms[i] = (mnemonic, from + i);
        return forms;
    }

    private static (Mnemonic Mnemonic, int Form)[] Sorted(Code code)
    {
        var start = Index.First[(int)code];
        var forms = new Ranked[Index.First[(int)code + 1] - start];
        for (var i = 0; i < forms.Length; i++)
        {
            var form = (Index.MnemonicOf[Index.Forms[start + i]], Index.Forms[start + i]);
            forms[i] = new Ranked(form, Unusualness(code, form));
        }

        return Array.ConvertAll(Ordering.Sort(forms), static ranked => ranked.Form);
    }

    /// <summary>Implied memory that is written, operands in other order and one for two are for where nothing else does; another mnemonic than the code's for where no form of that does.</summary>
    private static int Unusualness(Code code, (Mnemonic Mnemonic, int Form) each)
    {
        const int OtherMnemonic = 4;
        var other = code.Mnemonic() == each.Mnemonic ? 0 : OtherMnemonic;
        var row = Forms.Row(each.Form);
        if ((Forms.TraitsOf(each.Form) & (FormTraits.Swapped | FormTraits.Repeated)) != 0)
            return other + 2;
        for (var slot = 0; slot < Forms.Slots(row); slot++)
        {
            if (Forms.Kinds(row, slot) != OperandKinds.None && Forms.KindOf(row, slot) is (>= OpKind.MemorySegSI and <= OpKind.MemoryESRDI) or OpKind.Memory)
                return other + 1;
        }

        return other;
    }

    /// <summary>A form and how unusual it is; those that are alike stay in their order.</summary>
    private readonly struct Ranked((Mnemonic Mnemonic, int Form) form, int unusualness) : IOrdered<Ranked>
    {
        public readonly (Mnemonic Mnemonic, int Form) Form = form;
        private readonly int unusualness = unusualness;

        public bool IsBefore(in Ranked other) => unusualness < other.unusualness;
    }

    /// <summary>The forms in the order of their codes, made by counting; those of one code are sorted when it first comes.</summary>
    private static class Index
    {
        /// <summary>Where the forms of each code begin in <see cref="Forms"/>, and where those of the last end.</summary>
        public static readonly int[] First = new int[Encoding.Forms.Codes + 1];

        public static readonly int[] Forms = new int[Encoding.Forms.Count];
        public static readonly Mnemonic[] MnemonicOf = new Mnemonic[Forms.Length];
        public static readonly (Mnemonic Mnemonic, int Form)[]?[] ByCode = new (Mnemonic Mnemonic, int Form)[Encoding.Forms.Codes][];

        static Index()
        {
            for (var form = 0; form < Forms.Length; form++)
                First[CodeOf(form) + 1]++;
            for (var code = 0; code < Encoding.Forms.Codes; code++)
                First[code + 1] += First[code];
            var next = (int[])First.Clone();
            for (var mnemonic = 0; mnemonic < Encoding.Forms.Mnemonics; mnemonic++)
            {
                var (from, to) = Encoding.Forms.Of((Mnemonic)mnemonic);
                for (var form = from; form < to; form++)
                {
                    MnemonicOf[form] = (Mnemonic)mnemonic;
                    Forms[next[CodeOf(form)]++] = form;
                }
            }
        }

        private static int CodeOf(int form) => (int)Encoding.Forms.CodeOf(Encoding.Forms.Row(form));
    }
}
