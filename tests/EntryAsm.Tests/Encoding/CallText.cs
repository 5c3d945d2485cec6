// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Reflection;
using Iced.Intel;

namespace EntryAsm.Tests.Encoding;

/// <summary>Runs a call given as text, such as <c>mov(rax, qword.gs[sym + 8])</c> or <c>{ repne(); movsb(); }</c>, through the generated methods.</summary>
internal sealed class CallText
{
    private static readonly Symbol Sym = EntryAssembler.Extern("sym");

    private readonly string text;
    private int at;

    private CallText(string text) => this.text = text;

    public static void Run(EntryAssembler assembler, string call)
    {
        var reader = new CallText(call.Trim().TrimStart('{').TrimEnd('}'));
        while (reader.SkipBlanks() < reader.text.Length)
            reader.Statement(assembler);
    }

    private int SkipBlanks()
    {
        while (at < text.Length && text[at] is ' ' or ';')
            at++;
        return at;
    }

    private void Statement(EntryAssembler assembler)
    {
        var name = Word();
        var operands = new List<Op>();
        Expect('(');
        if (name == "encoding")
        {
            Word();
            Expect('.');
            assembler.encoding(Enum.Parse<EncodingRequest>(Word()));
            Expect(')');
            return;
        }

        while (!Take(')'))
        {
            operands.Add(Sum());
            Take(',');
        }

        var method = typeof(EntryAssembler).GetMethods().SingleOrDefault(method => method.Name == name && IsCall(method, operands.Count))
            ?? throw new FormatException("no method " + name + " of " + operands.Count + " operands");
        method.Invoke(assembler, BindingFlags.DoNotWrapExceptions, null, [.. operands.Cast<object>(), "", 0], null);
    }

    private static bool IsCall(MethodInfo method, int operands)
    {
        var parameters = method.GetParameters();
        return parameters.Length == operands + 2 && parameters.Take(operands).All(parameter => parameter.ParameterType == typeof(Op));
    }

    private Op Sum()
    {
        var sum = Take('-') ? -Factor().Value : Product();
        while (true)
        {
            if (Take('+'))
                sum += Product();
            else if (Take('-'))
                sum -= Product();
            else
                return sum;
        }
    }

    private Op Product()
    {
        var factor = Factor();
        return Take('*') ? factor * (int)Factor().Value : factor;
    }

    private Op Factor()
    {
        SkipBlanks();
        if (char.IsAsciiDigit(text[at]))
            return Number();
        var name = Word();
        if (name == "sym")
            return Sym;
        if (typeof(EntryAssembler).GetField(name, BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is Op register)
            return register;

        var size = (MemorySize)typeof(EntryAssembler).GetProperty(name, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        while (Take('.'))
            size = (MemorySize)typeof(MemorySize).GetProperty(Word())!.GetValue(size)!;
        Expect('[');
        var address = Sum();
        Expect(']');
        return size[address];
    }

    private Op Number()
    {
        var start = at;
        while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
            at++;
        var digits = text[start..at];
        return digits.StartsWith("0x", StringComparison.Ordinal)
            ? long.Parse(digits.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : long.Parse(digits, CultureInfo.InvariantCulture);
    }

    private string Word()
    {
        SkipBlanks();
        Take('@');
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        return text[start..at];
    }

    private bool Take(char letter)
    {
        SkipBlanks();
        if (at >= text.Length || text[at] != letter)
            return false;
        at++;
        return true;
    }

    private void Expect(char letter)
    {
        if (!Take(letter))
            throw new FormatException("'" + letter + "' expected at " + at + " of: " + text);
    }
}
