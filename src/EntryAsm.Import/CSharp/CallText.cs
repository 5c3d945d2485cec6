// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.CSharp;

/// <summary>A call as C#.</summary>
internal static class CallText
{
    private static readonly string[] Data = ["db", "dw", "dd", "dq", "cfi_escape"];

    /// <summary>The prefixes on the same line, as assembly has them.</summary>
    public static string Of(CallStatement call, ExpressionText expressions)
    {
        var text = new StringBuilder();
        foreach (var before in call.Before)
            text.Append(One(before, expressions)).Append(' ');
        return text.Append(One(call, expressions)).ToString();
    }

    private static string One(CallStatement call, ExpressionText expressions)
    {
        var arguments = string.Join(", ", call.Arguments.Select(argument => (argument.Name is { } name ? name + ": " : "") + Argument(argument, expressions)));
        return Names.Method(call.Method) + (Data.Contains(call.Method) && call.Arguments.Length > 8 ? "([" + arguments + "]);" : "(" + arguments + ");");
    }

    private static string Argument(Argument argument, ExpressionText expressions) => argument switch
    {
        OperandArgument operand => expressions.Of(operand.Value),
        NumberArgument number => expressions.Constant(number.Value),
        TextArgument text => Quote(text.Value),
        ConstantArgument { Value: Enum constant } => Flags(constant),
        ConstantArgument { Value: bool truth } => truth ? "true" : "false",
        _ => throw new InvalidOperationException("an argument of no kind"),
    };

    private static string Flags(Enum constant) =>
        string.Join(" | ", constant.ToString().Split(", ").Select(member => constant.GetType().Name + "." + member));

    public static string Quote(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var character in text)
        {
            result.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\0' => "\\0",
                < ' ' or '\x7f' or > '\xff' => "\\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture),
                _ => character.ToString(),
            });
        }

        return result.Append('"').ToString();
    }
}
