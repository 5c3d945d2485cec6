// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.InstructionGenerator;

/// <summary>
/// Which form GNU as 2.40 takes, rule by rule. What no rule says goes by the opcode map: 89 before 8B, 28 before 29, VEX before EVEX.
/// Rules apply in this order, each to what the ones before it made.
/// </summary>
internal static class Preferences
{
    public static IReadOnlyList<Preference> Rows { get; } =
    [
        Preference.Rank(100, "where nothing written says the operand size, the 16-bit form is the last choice",
            "cb | retf()", form => form.Traits.HasFlag(FormTraits.OperandSize16)),
        Preference.Rank(-10, "an immediate that fits a sign-extended byte takes one, also where the accumulator has a form of its own",
            "83 c0 05 | add(eax, 5)", form => HasAny(form, OperandKinds.Imm8To16 | OperandKinds.Imm8To32 | OperandKinds.Imm8To64)),
        Preference.Rank(-10, "a shift or rotation by 1 implies the 1",
            "48 d1 e0 | shl(rax, 1)", form => HasAny(form, OperandKinds.One)),
        Preference.Rank(-20, "a 64-bit register takes a sign-extended 32-bit immediate where that says the same",
            "48 c7 c0 78 56 34 12 | mov(rax, 0x12345678)", form => form.Code == Code.Mov_rm64_imm32),
        Preference.Trait(FormTraits.OnRequest, "a 64-bit address is used only where movabs asks for it",
            "48 8b 04 25 10 00 00 00 | mov(rax, qword[0x10])", form => form.Traits.HasFlag(FormTraits.Moffs)),
        Preference.Rank(-10, "the accumulator's short form of xchg comes first",
            "48 91 | xchg(rcx, rax)", form => form.Code is Code.Xchg_r16_AX or Code.Xchg_r32_EAX or Code.Xchg_r64_RAX),
        new("xchg and test take their operands in either order",
            "48 85 08 | test(rcx, qword[rax])",
            form => form.Mnemonic is Mnemonic.Xchg or Mnemonic.Test && HasAny(form, OperandKinds.R8 | OperandKinds.R16 | OperandKinds.R32 | OperandKinds.R64)
                && !HasAny(form, OperandKinds.Immediate),
            form => [form, Swap(form)]),
        new("imul with one register and a number means that register twice",
            "6b c0 05 | imul(eax, 5)",
            form => form.Mnemonic == Mnemonic.Imul && form.Arity == 3,
            form => [form, form with { Arity = 2, Operands = [form.Operands[0], form.Operands[2]], Traits = form.Traits | FormTraits.Repeated }]),
        Preference.Also(Mnemonic.Pushf, "pushf and popf are as wide as the stack", "9c | pushf()", Code.Pushfd, Code.Pushfq),
        Preference.Also(Mnemonic.Popf, "pushf and popf are as wide as the stack", "9d | popf()", Code.Popfd, Code.Popfq),
        Preference.Also(Mnemonic.Pusha, "pusha and popa are as wide as the stack", "60 | pusha()", Code.Pushad),
        Preference.Also(Mnemonic.Popa, "pusha and popa are as wide as the stack", "61 | popa()", Code.Popad),
        Preference.Also(Mnemonic.Iret, "iret without a size is the 32-bit one", "cf | iret()", Code.Iretd),
    ];

    public static IEnumerable<Form> Apply(Form form)
    {
        IEnumerable<Form> forms = [form];
        foreach (var row in Rows)
            forms = forms.SelectMany(each => row.Applies(each) ? row.Change(each) : [each]).ToList();
        return forms;
    }

    private static bool HasAny(Form form, OperandKinds kinds) => form.Operands.Any(operand => (operand.Kinds & kinds) != 0);

    private static Form Swap(Form form) =>
        form with { Operands = [form.Operands[1], form.Operands[0]], Traits = form.Traits | FormTraits.Swapped, Rank = form.Rank + 1 };
}
