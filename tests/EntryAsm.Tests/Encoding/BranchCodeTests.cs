// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using Iced.Intel;
using Xunit;

namespace EntryAsm.Tests.Encoding;

/// <summary>What the engine knows of codes without asking Iced for their descriptions is what these say.</summary>
public class BranchCodeTests
{
    private static IEnumerable<Code> Codes => Enum.GetValues<Code>().Where(code => code.ToOpCode() is { IsInstruction: true, OpCount: > 0 });

    [Fact]
    public void BranchesOfOneByteAreThoseOfTheDescription()
    {
        Assert.Equal(Codes.Where(IsByte), Codes.Where(BranchCodes.IsByte));
    }

    [Fact]
    public void SizesAndConditionsAreThoseOfTheDescription()
    {
        var branches = Codes.Where(code => code.IsJccShortOrNear() || code.IsJmpShortOrNear() || code.IsCallNear()).ToList();
        Assert.Equal(16 * 6 + 6 + 3, branches.Count);
        foreach (var code in branches)
        {
            Assert.Equal((code, code.ToOpCode().OperandSize), (code, BranchCodes.OperandSize(code)));
            if (code.IsJccShortOrNear())
                Assert.Equal((code, (int)(code.ToOpCode().OpCode & 15)), (code, code.ConditionCode() - ConditionCode.o));
        }
    }

    [Fact]
    public void WidthsAreThoseOfTheDescription()
    {
        var forms = Enumerable.Range(0, Forms.Count).Select(Forms.Row).Where(row => Forms.KindOf(row, 0) is OpKind.NearBranch16 or OpKind.NearBranch32 or OpKind.NearBranch64).Select(Forms.CodeOf).Distinct().ToList();
        Assert.NotEmpty(forms);
        foreach (var code in forms)
            Assert.Equal((code, IsByte(code) ? 1 : code.ToOpCode().OperandSize == 16 ? 2 : 4), (code, BranchCodes.Width(code)));
    }

    [Fact]
    public void RegistersOfOtherSizesBecomeThoseOfTheDescription()
    {
        var forms = Enumerable.Range(0, Forms.Count).Where(form => Forms.TraitsOf(form).ToString().Contains("Resized", StringComparison.Ordinal)).Select(form => Forms.CodeOf(Forms.Row(form))).Distinct().ToList();
        Assert.NotEmpty(forms);
        foreach (var code in forms)
        {
            var info = code.ToOpCode();
            foreach (var kind in Enumerable.Range(0, info.OpCount).Select(info.GetOpKind).Select(kind => kind.ToString()).Where(kind => kind.StartsWith("r", StringComparison.Ordinal)))
                Assert.Equal((code, kind.Substring(1, 2)), (code, InstructionBuilder.ResizedTo(code).ToString()));
        }
    }

    private static bool IsByte(Code code) => code.ToOpCode().GetOpKind(0) is OpCodeOperandKind.br16_1 or OpCodeOperandKind.br32_1 or OpCodeOperandKind.br64_1;
}
