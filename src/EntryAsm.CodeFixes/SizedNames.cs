// SPDX-License-Identifier: MIT
using System.Globalization;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.CodeFixes;

/// <summary>Names of registers and of memory, by their size.</summary>
internal static class SizedNames
{
    private static readonly string[][] Registers =
    [
        .. "a c d b".Split(' ').Select(static letter => new[] { "r" + letter + "x", "e" + letter + "x", letter + "x", letter + "l" }),
        .. "sp bp si di".Split(' ').Select(static name => new[] { "r" + name, "e" + name, name, name + "l" }),
        .. Enumerable.Range(8, 8).Select(static number => "r" + number.ToString(CultureInfo.InvariantCulture)).Select(static name => new[] { name, name + "d", name + "w", name + "b" }),
    ];

    /// <summary>The register in all its sizes, the widest first; null for another name.</summary>
    public static string[]? OfRegister(string name) => Array.Find(Registers, names => names.Contains(name, StringComparer.Ordinal));

    /// <summary>The name in front of memory that tells its size: <c>dword</c> in <c>dword.gs[8]</c>.</summary>
    public static IdentifierNameSyntax? MemorySizeOf(ExpressionSyntax operand)
    {
        while (true)
        {
            switch (operand)
            {
                case ElementAccessExpressionSyntax element:
                    operand = element.Expression;
                    break;
                case MemberAccessExpressionSyntax member:
                    operand = member.Expression;
                    break;
                default:
                    return operand as IdentifierNameSyntax;
            }
        }
    }
}
