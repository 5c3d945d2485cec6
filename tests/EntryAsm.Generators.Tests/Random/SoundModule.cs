// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Generators.Tests;

/// <summary>Bodies made up at random of which every part has the type it needs, so that the compiler takes nearly all of them.</summary>
internal sealed class SoundModule(Random random)
{
    private readonly List<string> numbers = ["number", "list.Count", "text.Length"];
    private int names;

    public static string Body(Random random) => new SoundModule(random).Statements(random.Next(2, 9), 3);

    private string Statements(int count, int depth)
    {
        var known = numbers.Count;
        var statements = string.Join(" ", Enumerable.Range(0, count).Select(_ => Statement(depth)).ToList());
        numbers.RemoveRange(known, numbers.Count - known);
        return statements;
    }

    private string Statement(int depth) => random.Next(depth > 0 ? 24 : 9) switch
    {
        0 => Pick("nop()", "swapgs()", "ret()", "push(rax)", "pop(rbx)", "iretq()", "ud2()", "cld()", "mov(rax, rbx)", "xor(eax, eax)", "call(other)", "jmp(sym)", "L(1)", "jne(f(1))", "align(8)") + ";",
        1 => $"add({Pick("rax", "rcx", "r8")}, {Number(1)});",
        2 => $"mov({Pick("qword", "dword")}[{Pick("rsp", "rbx + rcx * 8", "r9")} + {random.Next(200)}], {Pick("rax", "ecx", "8")});",
        3 => $"dq({Number(2)});",
        4 => $"ascii({Text(2)});",
        5 => Declare(),
        6 => $"number {Pick("=", "+=", "-=", "*=", "^=", "|=", "<<=")} {Number(2)};",
        7 => $"list.Add({Number(1)});",
        8 => Pick("number++;", "number--;", "--number;", "MACRO(rax);", "MACRO(rbx, () => nop());", "MACRO(8, () => MACRO(9));"),
        9 or 10 => $"if ({Truth(2)}) {{ {Statements(2, depth - 1)} }} else {{ {Statements(1, depth - 1)} }}",
        11 => $"for (var i{++names} = 0; i{names} < {random.Next(6)}; i{names}++) {{ {Statements(2, depth - 1)} {Pick("", $"if ({Truth(1)}) break;", $"if ({Truth(1)}) continue;")} }}",
        12 => $"foreach (var e{++names} in {Pick("list.ToArray()", "new[] { 1, 2, 3 }", "text", "Enumerable.Range(0, 3)")}) {{ {Statements(1, depth - 1)} }}",
        13 => $"switch ({Number(1)}) {{ case 0: {Statements(1, depth - 1)} break; case > 5 and < 100: nop(); break; default: {Statements(1, depth - 1)} break; }}",
        14 => $"try {{ {Statements(2, depth - 1)} }} catch ({Pick("DivideByZeroException", "OverflowException", "Exception")}) {{ {Statements(1, depth - 1)} }}",
        15 => Function(depth),
        16 => $"{{ Func<int, int> g = a => {Number(2)} + a; dq(g({Number(1)})); }}",
        17 => $"pushsection(\".z{random.Next(3)}\", \"a\", () => {{ {Statements(2, depth - 1)} }});",
        18 => $"rept({random.Next(4)}, n => {{ {Statements(1, depth - 1)} }});",
        19 => $"{{ var w = new P({Number(1)}) with {{ Y = {Text(1)} }}; ascii(w.ToString()); dq(w.X); }}",
        20 => $"{{ var (p, q) = ({Number(1)}, {Text(1)}); dq(p); ascii(q); }}",
        21 => $"{{ var a = new[] {{ {Number(1)}, {Number(1)} }}; dq(a[{random.Next(3)}]); dq(a.Sum()); }}",
        22 => $"{{ S s; s.X = {Number(1)}; var t = s; t.X++; dq(s.Twice() + t.X); }}",
        _ => $"while (number++ < {random.Next(8)}) {{ {Statements(1, depth - 1)} }}",
    };

    private string Declare()
    {
        var value = Number(2);
        numbers.Add("v" + ++names);
        return $"int v{names} = {value};";
    }

    private string Function(int depth)
    {
        var name = "F" + ++names;
        return $"{{ int {name}(int a, int b = 3) {{ {Statements(1, depth - 1)} return a - b; }} dq({name}({Number(1)})); dq({name}(b: 1, a: {Number(1)})); }}";
    }

    private string Number(int depth) => random.Next(depth > 0 ? 18 : 3) switch
    {
        0 => random.Next(-300, 70000).ToString(CultureInfo.InvariantCulture),
        1 or 2 => numbers[random.Next(numbers.Count)],
        3 or 4 or 5 => $"({Number(depth - 1)} {Pick("+", "-", "*", "&", "|", "^")} {Number(depth - 1)})",
        6 => $"({Number(depth - 1)} {Pick("/", "%")} {Number(depth - 1)})",
        7 => $"({Number(depth - 1)} {Pick("<<", ">>", ">>>")} {random.Next(40)})",
        8 => $"({Truth(depth - 1)} ? {Number(depth - 1)} : {Number(depth - 1)})",
        9 => $"Add({Number(depth - 1)}, {Number(depth - 1)})",
        10 => $"unchecked((byte)({Number(depth - 1)}))",
        11 => $"checked({Number(depth - 1)} * {Number(depth - 1)})",
        12 => $"({Number(depth - 1)} switch {{ 1 => {Number(depth - 1)}, > 9 and var big => big, _ => 7 }})",
        13 => $"Deep({random.Next(60)})",
        14 => $"list.Select(x => x + {Number(depth - 1)}).DefaultIfEmpty().Max()",
        15 => $"Math.{Pick("Max", "Min")}({Number(depth - 1)}, {Number(depth - 1)})",
        16 => $"Id({Number(depth - 1)})",
        _ => $"-{Number(0).TrimStart('-')}",
    };

    private string Truth(int depth) => random.Next(depth > 0 ? 6 : 2) switch
    {
        0 => $"{Number(0)} {Pick("<", ">", "==", "!=", "<=", ">=")} {Number(0)}",
        1 => $"text.{Pick("Contains", "StartsWith", "EndsWith")}(\"t\")",
        2 => $"({Truth(depth - 1)} {Pick("&&", "||", "&", "|", "^")} {Truth(depth - 1)})",
        3 => $"!({Truth(depth - 1)})",
        4 => $"({Number(depth - 1)} is {Pick("> 3", "0 or 1", "not 5", "< 0 and > -10")})",
        _ => $"({Text(depth - 1)} == {Text(depth - 1)})",
    };

    private string Text(int depth) => random.Next(depth > 0 ? 6 : 2) switch
    {
        0 => "text",
        1 => $"\"s{random.Next(9)}\"",
        2 => $"({Text(depth - 1)} + {Number(depth - 1)})",
        3 => $"$\"{{{Number(depth - 1)}{Pick("", ",5", ":x", ":D3")}}}|{{text}}\"",
        4 => $"{Text(depth - 1)}.{Pick("ToUpperInvariant()", "Trim()", "PadLeft(5, '.')", "Replace('t', 'u')", "Substring(1)")}",
        _ => $"({Truth(depth - 1)} ? {Text(depth - 1)} : {Text(depth - 1)})",
    };

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
