// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using Iced.Intel;

namespace EntryAsm.InstructionGenerator;

/// <summary>Forms of string instructions and <c>xlat</c> with the operands written that they imply: memory alone, and memory with its register.</summary>
internal static class ExplicitOperands
{
    public static IEnumerable<Form> Of(Form form)
    {
        var memory = form.Operands.Select(operand => IsMemory(operand) ? Written(form, operand) : operand).ToArray();
        yield return With(form, memory);
        if (memory.Any(operand => operand.IsHidden))
            yield return With(form, [.. memory.Select(operand => operand.IsHidden ? new OperandClass(KindsOf(operand.Implied)) : operand)]);
    }

    private static bool IsMemory(OperandClass operand) => operand.IsHidden && operand.Kind is OpKind.MemorySegRSI or OpKind.MemoryESRDI or OpKind.Memory;

    private static OperandClass Written(Form form, OperandClass operand) =>
        new(OperandClasses.BySize(form.Info.MemorySize), operand.Kind);

    private static Form With(Form form, OperandClass[] operands)
    {
        var traits = form.Traits & ~(FormTraits.Hidden | FormTraits.AnyAddressSize);
        return form with
        {
            Operands = operands, Arity = operands.Count(operand => !operand.IsHidden),
            Traits = operands.Any(operand => operand.IsHidden) ? traits | FormTraits.Hidden : traits,
        };
    }

    private static OperandKinds KindsOf(Register register) => register switch
    {
        Register.AL => OperandKinds.Al,
        Register.AX => OperandKinds.Ax,
        Register.EAX => OperandKinds.Eax,
        Register.RAX => OperandKinds.Rax,
        _ => OperandKinds.Dx,
    };
}
