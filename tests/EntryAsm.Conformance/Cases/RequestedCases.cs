// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Conformance;

/// <summary>The cases in which the author asks for an encoding.</summary>
internal static class RequestedCases
{
    private const int PerRequest = 6;

    public static IEnumerable<Case> Of(int form, Mnemonic mnemonic, FormTraits traits, List<List<Op>> samples, int bitness) =>
        Requests(traits, samples, bitness).SelectMany(request => Operands(traits, samples, request).Take(PerRequest)
            .Select(operands => new Case(form, mnemonic, operands, InstructionPrefixes.None, request)));

    private static IEnumerable<EncodingRequest> Requests(FormTraits traits, List<List<Op>> samples, int bitness)
    {
        bool Has(FormTraits trait) => (traits & trait) != 0;
        var isSized = samples.Exists(list => list.Exists(op => op.Form is OpForm.Memory
            || (op.Form == OpForm.Register && op.Register is >= Register.AL and <= Register.R15)));
        var isVector = Has(FormTraits.Vex) || Has(FormTraits.Evex);
        if (samples.Count == 0 || !isSized)
        {
            if (Has(FormTraits.OperandSize16))
                yield return EncodingRequest.OperandSize16;
            if (Has(FormTraits.OperandSize64))
                yield return EncodingRequest.OperandSize64;
        }

        if (Has(FormTraits.Load))
            yield return EncodingRequest.Load;
        if (Has(FormTraits.Store))
            yield return EncodingRequest.Store;
        if (Has(FormTraits.Vex))
        {
            yield return EncodingRequest.Vex;
            yield return EncodingRequest.Vex3;
        }

        if (Has(FormTraits.Evex))
            yield return EncodingRequest.Evex;
        if (!isVector && bitness == 64 && isSized && !Has(FormTraits.Moffs))
            yield return EncodingRequest.Rex;
        if (samples.Exists(list => list.Exists(op => op.Form == OpForm.Memory)))
        {
            yield return EncodingRequest.Disp8;
            yield return EncodingRequest.Disp32;
        }
        else if (samples.Count == 1 && samples[0].Exists(op => op.Form == OpForm.Symbolic) && !Has(FormTraits.AnyAddressSize))
        {
            yield return EncodingRequest.Disp32;
        }
    }

    private static IEnumerable<Op[]> Operands(FormTraits traits, List<List<Op>> samples, EncodingRequest request)
    {
        if (samples.Count == 0)
            return [[]];
        var all = FormCases.Combinations(samples).Where((_, number) => number % 3 != 1);
        all = request switch
        {
            EncodingRequest.Load or EncodingRequest.Store => all.Where(operands => operands.All(op => op.Form != OpForm.Memory)),
            EncodingRequest.Disp8 or EncodingRequest.Disp32 when samples.Exists(list => list.Exists(op => op.Form == OpForm.Memory)) =>
                all.Where(operands => operands.Any(op => op.Form == OpForm.Memory && op.Register != Register.None)),
            _ => all,
        };
        return (traits & FormTraits.NeedsMask) != 0 ? all.Select(FormCases.WithMask) : all;
    }
}
