// SPDX-License-Identifier: MIT
using System.Collections.Frozen;
using System.Text;
using EntryAsm.Import.Engine;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.CSharp;

/// <summary>Names of symbols as C# has them: each its own, none that C# or the engine has already.</summary>
internal sealed class Names
{
    private static readonly FrozenSet<string> Keywords = new[]
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate", "do", "double",
        "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal",
        "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return",
        "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked",
        "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public Names(string className, IEnumerable<SymbolFacts> symbols)
    {
        taken.Add(className);
        taken.Add("Assemble");
        var all = symbols.ToList();
        foreach (var symbol in all.Where(static symbol => IsPlain(symbol.Name)))
            names[symbol.Name] = Take(symbol.Name);
        foreach (var symbol in all.Where(static symbol => !IsPlain(symbol.Name)))
            names[symbol.Name] = Take(Identifier(symbol.Name));
    }

    /// <summary>The field or constant of a symbol.</summary>
    public string this[string symbol] => names[symbol];

    /// <summary>A name of its own that begins like this one.</summary>
    public string Take(string wanted)
    {
        var name = wanted;
        for (var i = 0; taken.Contains(name) || Vocabulary.IsMember(name) || Keywords.Contains(name); i++)
            name = wanted + "_" + (i == 0 ? "" : i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        taken.Add(name);
        return name;
    }

    /// <summary>A name for a local variable or parameter: it hides no member and no symbol.</summary>
    public string Unused(string wanted)
    {
        var name = wanted;
        while (taken.Contains(name) || Vocabulary.IsMember(name) || Keywords.Contains(name))
            name += "_";
        return name;
    }

    /// <summary><c>isr_common</c> as the name of a method: <c>IsrCommon</c>.</summary>
    public string TakeMethod(string symbol)
    {
        var words = Identifier(symbol).Split('_', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
        return Take(name.Length == 0 || char.IsAsciiDigit(name[0]) ? "Part" + name : name);
    }

    /// <summary>A method of the engine's as it is called.</summary>
    public static string Method(string name) => Keywords.Contains(name) ? "@" + name : name;

    public static bool IsKeyword(string name) => Keywords.Contains(name);

    private static bool IsPlain(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static character => char.IsAsciiLetterOrDigit(character) || character == '_');

    /// <summary>What is no letter becomes an underline; a dot in front goes.</summary>
    public static string Identifier(string name)
    {
        var result = new StringBuilder();
        foreach (var character in name.TrimStart('.'))
            result.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
        if (result.Length == 0 || char.IsAsciiDigit(result[0]))
            result.Insert(0, '_');
        return result.ToString();
    }
}
