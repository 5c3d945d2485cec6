// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Conformance;

/// <summary>The cases of one form: each operand through all its samples while the others keep a plain value, and then an extended one.</summary>
internal static class FormCases
{
    private const int DecoratedPerForm = 3;

    public static IEnumerable<Case> Of(int form, int bitness)
    {
        var row = Forms.Row(form);
        var traits = Forms.TraitsOf(form);
        if ((traits & FormChooser.FormTraitsOfMode(bitness)) == 0)
            yield break;

        var mnemonic = MnemonicOf(form);
        var request = RequestOf(traits, row, bitness);
        var samples = Samples(row, bitness);
        foreach (var list in samples)
            list.RemoveAll(op => op.BroadcastCount != 0 && op.BroadcastCount != Broadcasts.Count(form));
        if (samples.Any(list => list.Count == 0))
            yield break;
        foreach (var prefixed in PrefixedCases.Of(form, mnemonic, traits, samples))
            yield return prefixed;
        foreach (var requested in RequestedCases.Of(form, mnemonic, traits, samples, bitness))
            yield return requested;
        if (samples.Count == 0)
        {
            yield return new Case(form, mnemonic, [], InstructionPrefixes.None, request);
            yield break;
        }

        foreach (var operands in Combinations(samples))
        {
            var masked = (traits & FormTraits.NeedsMask) != 0 ? WithMask(operands) : operands;
            yield return new Case(form, mnemonic, masked, InstructionPrefixes.None, request);
        }

        foreach (var decorated in Decorated(form, mnemonic, traits, samples))
            yield return decorated;
    }

    public static Mnemonic MnemonicOf(int form)
    {
        // Rows are sorted by mnemonic; a row of a preference may stand under another mnemonic than its code's.
        var mnemonic = Forms.CodeOf(Forms.Row(form)).Mnemonic();
        var (from, to) = Forms.Of(mnemonic);
        if (form >= from && form < to)
            return mnemonic;
        return Enum.GetValues<Mnemonic>().First(each => Forms.Of(each) is var (first, end) && form >= first && form < end);
    }

    /// <summary>The samples of each written operand.</summary>
    public static List<List<Op>> Samples(ulong row, int bitness)
    {
        var samples = new List<List<Op>>();
        for (var slot = 0; slot < Forms.Slots(row); slot++)
        {
            if (Forms.Kinds(row, slot) != OperandKinds.None)
                samples.Add(OperandSamples.IsImplied(Forms.KindOf(row, slot))
                    ? OperandSamples.OfImplied(Forms.KindOf(row, slot), Forms.Kinds(row, slot), bitness)
                    : OperandSamples.Of(Forms.Kinds(row, slot), bitness));
        }

        return samples;
    }

    private static EncodingRequest RequestOf(FormTraits traits, ulong row, int bitness) =>
        bitness == 64 && ((traits & FormTraits.OnRequest) != 0 || Forms.CodeOf(row) == Code.Mov_r64_imm64) ? EncodingRequest.Absolute64 : EncodingRequest.None;

    public static IEnumerable<Op[]> Combinations(List<List<Op>> samples)
    {
        for (var varied = 0; varied < samples.Count; varied++)
        {
            foreach (var sample in samples[varied])
            {
                yield return [.. samples.Select((list, operand) => operand == varied ? sample : list[Math.Min(list.Count - 1, operand % 3)])];
                yield return [.. samples.Select((list, operand) => operand == varied ? sample : list[0])];
                yield return [.. samples.Select((list, operand) => operand == varied ? sample : list[Math.Min(list.Count - 1, Extended(list))])];
            }
        }
    }

    /// <summary>The number of a sample that is not the plain one: an extended register where there is one.</summary>
    private static int Extended(List<Op> list)
    {
        var extended = list.FindLastIndex(op => op.Form == OpForm.Register && op.Register.GetNumber() >= 8);
        return extended >= 0 ? extended : 1;
    }

    public static Op[] WithMask(Op[] operands) => [operands[0].k1, .. operands.Skip(1)];

    private static IEnumerable<Case> Decorated(int form, Mnemonic mnemonic, FormTraits traits, List<List<Op>> samples)
    {
        foreach (var plain in Combinations(samples).Take(DecoratedPerForm * 8).Where((_, number) => number % 5 == 0))
        {
            if ((traits & FormTraits.Masking) != 0)
            {
                yield return new Case(form, mnemonic, [plain[0].k3, .. plain.Skip(1)]);
                if ((traits & FormTraits.Zeroing) != 0 && plain[0].Form != OpForm.Memory)
                    yield return new Case(form, mnemonic, [plain[0].k7.z, .. plain.Skip(1)]);
            }

            var last = Array.FindLastIndex(plain, op => op.Form == OpForm.Register);
            if (plain.Any(op => op.Form == OpForm.Memory) || last < 0)
                continue;
            var needsMask = (traits & FormTraits.NeedsMask) != 0;
            Case With(Op decorated) => new(form, mnemonic, [.. (needsMask ? WithMask(plain) : plain).Select((op, number) => number == last ? decorated : op)]);
            if ((traits & FormTraits.Sae) != 0 && (traits & FormTraits.Rounding) == 0)
                yield return With(plain[last].sae);
            if ((traits & FormTraits.Rounding) == 0)
                continue;
            yield return With(plain[last].rn_sae);
            yield return With(plain[last].rd_sae);
            yield return With(plain[last].ru_sae);
            yield return With(plain[last].rz_sae);
        }
    }
}
