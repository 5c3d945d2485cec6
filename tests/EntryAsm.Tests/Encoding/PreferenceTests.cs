// SPDX-License-Identifier: MIT
using EntryAsm.InstructionGenerator;

namespace EntryAsm.Tests.Encoding;

/// <summary>Every rule of the table of preferences has a line that shows it, and the line holds.</summary>
public sealed class PreferenceTests
{
    public static TheoryData<string, string> Rows()
    {
        var rows = new TheoryData<string, string>();
        foreach (var row in Preferences.Rows)
            rows.Add(row.Reason, row.Test);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Hold(string reason, string test)
    {
        var parts = test.Split('|', 2, StringSplitOptions.TrimEntries);
        var actual = TestModule.Text(a => CallText.Run(a, parts[1]));
        Assert.True(parts[0] == actual, reason + ": " + parts[1] + "\n  expected " + parts[0] + "\n  actual   " + actual);
    }

    [Fact]
    public void EveryRuleAppliesToSomeForm()
    {
        var forms = FormTable.Own().ToList();
        foreach (var row in Preferences.Rows)
        {
            Assert.True(forms.Exists(form => row.Applies(form)), "no form is about: " + row.Reason);
            forms = [.. forms.SelectMany(form => row.Applies(form) ? row.Change(form) : [form])];
        }
    }
}
