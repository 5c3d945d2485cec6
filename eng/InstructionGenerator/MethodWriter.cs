// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using Iced.Intel;

namespace EntryAsm.InstructionGenerator;

/// <summary>Writes the instruction methods of <c>EntryAssembler</c>: one a mnemonic and number of operands.</summary>
internal static class MethodWriter
{
    /// <summary>Mnemonics that C# keeps for itself.</summary>
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal) { "int", "in", "out", "lock", "byte" };

    public static string Write(IReadOnlyList<Form> forms)
    {
        var byMnemonic = forms.ToLookup(form => form.Mnemonic);
        var names = byMnemonic.Select(group => new Alias(group.Key.ToString().ToLowerInvariant(), group.Key))
            .Where(own => Aliases.All().All(alias => alias.Name != own.Name))
            .Concat(Aliases.All())
            .OrderBy(name => name.Name, StringComparer.Ordinal);

        var text = GeneratedFiles.Begin()
            .Line("using System.Runtime.CompilerServices;").Line("using Iced.Intel;").Line()
            .Line("namespace EntryAsm;").Line()
            .Line("public abstract partial class EntryAssembler").Line("{");
        foreach (var name in names)
        {
            foreach (var arity in byMnemonic[name.Mnemonic].GroupBy(form => form.Arity).Where(group => name.Number < 0 || group.Key >= 3).OrderBy(group => group.Key))
                WriteMethod(text, name, name.Number < 0 ? arity.Key : arity.Key - 1, [.. arity]);
        }

        return text.Line("}").ToString();
    }

    private static void WriteMethod(SourceText text, Alias name, int arity, Form[] forms)
    {
        var letters = Enumerable.Range(0, arity).Select(operand => ((char)('a' + operand)).ToString()).ToArray();
        var parameters = string.Concat(letters.Select(letter => "Op " + letter + ", "));
        var call = "assembly.Emit(Mnemonic." + name.Mnemonic + ", file, line" + string.Concat(letters.Select(letter => ", " + letter))
            + (name.Number < 0 ? "" : ", " + name.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)) + ")";
        var identifier = Identifier(name.Name);
        var head = "    public void " + identifier + "(" + parameters + "[CallerFilePath] string file = \"\", [CallerLineNumber] int line = 0)";
        var number = name.Number < 0 ? "" : " with " + name.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) + " as the number";
        text.Line("    /// <summary>" + Summary(forms, number) + "</summary>");
        if (name.Request.Length == 0)
        {
            text.Line(head + " =>").Line("        " + call + ";").Line();
            return;
        }

        text.Line(head).Line("    {")
            .Line("        encoding(EncodingRequest." + name.Request + ");")
            .Line("        " + call + ";")
            .Line("    }").Line();
    }

    /// <summary>The name as C# takes it.</summary>
    public static string Identifier(string name) => Keywords.Contains(name) ? "@" + name : name;

    /// <summary>The forms in the manual's notation, and the features they came with.</summary>
    private static string Summary(Form[] forms, string number)
    {
        var own = forms.Where(form => (form.Traits & (FormTraits.Swapped | FormTraits.Repeated)) == 0).ToArray();
        var notations = (own.Length == 0 ? forms : own).OrderBy(form => (int)form.Code)
            .Select(form => "<c>" + Escape(form.Info.ToInstructionString()) + "</c>").Distinct();
        var features = forms.SelectMany(form => form.Code.CpuidFeatures()).Distinct().Order().Select(feature => feature.ToString());
        return string.Join(", ", notations) + number + " (" + string.Join(", ", features) + ").";
    }

    private static string Escape(string notation) =>
        notation.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
