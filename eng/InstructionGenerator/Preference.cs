// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using Iced.Intel;

namespace EntryAsm.InstructionGenerator;

/// <summary>One rule by which GNU as 2.40 picks a form, where Iced's order of codes (that of the opcode map) does not say it already.</summary>
/// <param name="Reason">The rule in words.</param>
/// <param name="Test">Bytes and call that show it, as in the tests.</param>
/// <param name="Applies">The forms it is about.</param>
/// <param name="Change">What becomes of such a form: its own row changed, or further rows.</param>
internal sealed record Preference(string Reason, string Test, Func<Form, bool> Applies, Func<Form, IEnumerable<Form>> Change)
{
    /// <summary>Forms that are tried before (below zero) or after the others.</summary>
    public static Preference Rank(int rank, string reason, string test, Func<Form, bool> applies) =>
        new(reason, test, applies, form => [form with { Rank = form.Rank + rank }]);

    public static Preference Trait(FormTraits traits, string reason, string test, Func<Form, bool> applies) =>
        new(reason, test, applies, form => [form with { Traits = form.Traits | traits }]);

    /// <summary>The form is found under another mnemonic too.</summary>
    public static Preference Also(Mnemonic mnemonic, string reason, string test, params Code[] codes) =>
        new(reason, test, form => codes.Contains(form.Code), form => [form, form with { Mnemonic = mnemonic }]);
}
