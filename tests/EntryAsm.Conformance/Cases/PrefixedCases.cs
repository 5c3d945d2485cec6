// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Conformance;

/// <summary>The cases with prefixes: each where it belongs, and those of operand and address size before every form.</summary>
internal static class PrefixedCases
{
    private const int PerPrefix = 12;

    public static IEnumerable<Case> Of(int form, Mnemonic mnemonic, FormTraits traits, List<List<Op>> samples)
    {
        Op[] plain = [.. samples.Select(list => list[0])];
        bool Has(FormTraits trait) => (traits & trait) != 0;
        Case With(InstructionPrefixes prefixes, Op[] operands) =>
            new(form, mnemonic, Has(FormTraits.NeedsMask) ? FormCases.WithMask(operands) : operands, prefixes);
        foreach (var operands in Locked(traits, samples, plain))
        {
            yield return With(InstructionPrefixes.Lock, operands);
            if (Has(FormTraits.Xacquire))
                yield return With(InstructionPrefixes.Lock | InstructionPrefixes.Xacquire, operands);
            if (Has(FormTraits.Xrelease))
                yield return With(InstructionPrefixes.Lock | InstructionPrefixes.Xrelease, operands);
        }

        foreach (var operands in Released(mnemonic, traits, samples, plain))
            yield return With(InstructionPrefixes.Xrelease, operands);

        foreach (var (trait, prefix) in new[] { (FormTraits.Rep, InstructionPrefixes.Rep), (FormTraits.Repne, InstructionPrefixes.Repne),
            (FormTraits.Bnd, InstructionPrefixes.Bnd), (FormTraits.Notrack, InstructionPrefixes.Notrack) })
        {
            if (Has(trait))
                yield return With(prefix, plain);
        }

        foreach (var prefixes in new[] { InstructionPrefixes.Data16, InstructionPrefixes.Addr32, InstructionPrefixes.Data16 | InstructionPrefixes.Addr32 })
        {
            foreach (var operands in Sized(samples, plain))
                yield return With(prefixes, operands);
        }
    }

    /// <summary>Stores that release a lock, to addresses of each kind; the accumulator's own form with an offset cannot.</summary>
    private static IEnumerable<Op[]> Released(Mnemonic mnemonic, FormTraits traits, List<List<Op>> samples, Op[] plain) =>
        mnemonic == Mnemonic.Mov && (traits & FormTraits.Xrelease) != 0
            ? samples[0].Where(op => op.Form == OpForm.Memory).Take(PerPrefix).Select(address => (Op[])[address, .. plain.Skip(1)])
            : [];

    private static IEnumerable<Op[]> Locked(FormTraits traits, List<List<Op>> samples, Op[] plain)
    {
        if ((traits & FormTraits.Lock) == 0 || samples.FindIndex(list => list.Exists(op => op.Form == OpForm.Memory)) != 0)
            return [];
        var addresses = samples[0].Where(op => op.Form == OpForm.Memory).Take(4).Concat(samples[0].Where(op => op.SegmentRegister == Register.GS));
        return addresses.Select(address => (Op[])[address, .. plain.Skip(1)]);
    }

    /// <summary>Operands in whose fields the sizes show: numbers, offsets, addresses without registers, and some with.</summary>
    private static IEnumerable<Op[]> Sized(List<List<Op>> samples, Op[] plain)
    {
        yield return plain;
        for (var varied = 0; varied < samples.Count; varied++)
        {
            var telling = samples[varied].Where(op => op.Form is OpForm.Immediate or OpForm.Symbolic || op is { Form: OpForm.Memory, Register: Register.None })
                .Concat(samples[varied].Where(op => op.Form == OpForm.Memory).Take(2));
            foreach (var sample in telling.Take(PerPrefix))
                yield return [.. plain.Select((op, operand) => operand == varied ? sample : op)];
        }
    }
}
