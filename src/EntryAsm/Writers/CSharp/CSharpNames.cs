// SPDX-License-Identifier: MIT
using System.Text;
using EntryAsm.Primitives;

namespace EntryAsm.Writers.CSharp;

/// <summary>Members of one class: every symbol and section gets a C# name, and no two the same.</summary>
internal sealed class CSharpNames
{
    private static readonly HashSet<string> keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using",
        "virtual", "void", "volatile", "while",
    };

    private readonly HashSet<string> taken;

    /// <param name="className">The class they are in: no member may have its name.</param>
    /// <param name="others">Names the class uses itself.</param>
    public CSharpNames(string className, params string[] others) => taken = new HashSet<string>(others, StringComparer.Ordinal) { className };

    /// <summary>The C# name of a section or symbol: <c>.entry.text</c> becomes <c>entry_text</c>.</summary>
    public string Add(string name)
    {
        var wanted = Identifier(name);
        var result = wanted;
        for (var i = 2; !taken.Add(result); i++)
            result = wanted + "_" + NumberText.Decimal(i);
        return keywords.Contains(result) ? "@" + result : result;
    }

    /// <summary>The name with what C# does not take replaced by underscores.</summary>
    public static string Identifier(string name)
    {
        var result = new StringBuilder(name.Length);
        foreach (var c in name.TrimStart('.'))
            result.Append(char.IsLetterOrDigit(c) ? c : '_');
        if (result.Length == 0 || char.IsDigit(result[0]))
            result.Insert(0, '_');
        return result.ToString();
    }

    /// <summary>A name the author wrote, as it may be in source.</summary>
    public static string Escape(string name) => keywords.Contains(name) ? "@" + name : name;
}
