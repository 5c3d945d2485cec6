// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace EntryAsm.Conformance;

/// <summary>What <see cref="CaseModule"/> assembles, as GNU source made from the calls.</summary>
internal static class AuthorSource
{
    public static string Write(IReadOnlyList<Case> cases, int bitness)
    {
        var text = new StringBuilder("\t.data\n\t.quad 0\ndatum:\n\t.text\n\t.intel_syntax noprefix\n");
        text.Append("\t.code").Append(bitness.ToString(CultureInfo.InvariantCulture)).Append("\ninside:\n");
        for (var number = 0; number < cases.Count; number++)
        {
            text.Append(CaseModule.NameOf(number)).Append(":\n\t").Append(AuthorText.Of(cases[number], bitness));
            text.Append("\t# case:").Append((number + 1).ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        return text.Append(CaseModule.NameOf(cases.Count)).Append(":\n").ToString();
    }
}
