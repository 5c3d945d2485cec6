// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Writers;
using Iced.Intel;
using Xunit;

namespace EntryAsm.Tests.Writers;

public class CodeFormTests
{
    /// <summary>The order in words: the code's own mnemonic first, then the usual forms; otherwise as the table has them.</summary>
    [Fact]
    public void FormsComeInTheirOrder()
    {
        var rows = new List<(Mnemonic Mnemonic, int Form)>();
        foreach (var mnemonic in Enum.GetValues<Mnemonic>())
        {
            var (from, to) = Forms.Of(mnemonic);
            rows.AddRange(Enumerable.Range(from, to - from).Select(form => (mnemonic, form)));
        }

        Assert.Equal(Forms.Count, rows.Count);
        var byCode = rows.ToLookup(row => Forms.CodeOf(Forms.Row(row.Form)));
        foreach (var code in Enum.GetValues<Code>())
        {
            var expected = byCode.Contains(code)
                ? byCode[code].OrderBy(row => code.Mnemonic() == row.Mnemonic ? 0 : 1).ThenBy(row => Unusualness(row.Form))
                : rows.Where(row => row.Mnemonic == code.Mnemonic());
            Assert.Equal(expected, CodeForms.Of(new Instruction { Code = code }));
        }
    }

    private static int Unusualness(int form)
    {
        var traits = Forms.TraitsOf(form).ToString();
        if (traits.Contains("Swapped", StringComparison.Ordinal) || traits.Contains("Repeated", StringComparison.Ordinal))
            return 2;
        var row = Forms.Row(form);
        return Enumerable.Range(0, Forms.Slots(row)).Any(slot => (ulong)Forms.Kinds(row, slot) != 0 && Forms.KindOf(row, slot) is >= OpKind.MemorySegSI and <= OpKind.MemoryESRDI or OpKind.Memory) ? 1 : 0;
    }
}
