// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace EntryAsm.Generators.Tests;

/// <summary>
/// Modules made up at random. Half of them compile, and fail, if at all, when they are evaluated; the others are of statements and expressions of all kinds, many of
/// them nonsense (wrong types, undefined names), and in some of those text is cut out, doubled or swapped.
/// </summary>
internal sealed class RandomModule(int seed)
{
    private static readonly string[] Registers = ["rax", "ebx", "cx", "dl", "ah", "r8", "r15d", "rsp", "xmm1", "ymm2", "k1", "cr3", "ds", "st0", "rip"];
    private static readonly string[] Mnemonics = ["mov", "add", "push", "pop", "jmp", "call", "jne", "lea", "xchg", "ret", "nop", "swapgs", "iretq", "vaddps", "movaps", "imul", "shl", "@int", "cmpxchg", "ud2", "ltr"];
    private static readonly string[] Directives = ["align(16)", "db(1, 2)", "dq(sym)", "dd(sym - other)", "ascii(\"text\")", "section(\".x\", \"a\")", "pushsection(\".y\", \"aw\")", "popsection()", "@lock()", "rep()", "skip(9)", "L(1)", "bind(sym)", "bind(other)", "size(sym)", "gate(3, sym)", "code32()", "code64()", "here()", "previous()", "align(7)", "error(\"no\")", "p2align(4, max: 3)", "type(sym, SymbolType.Function)"];
    private static readonly string[] Types = ["int", "long", "byte", "uint", "ulong", "short", "char", "bool", "string", "double", "object", "Op", "Symbol", "int?", "int[]", "var", "List<int>", "P", "S", "E", "(int, int)", "Func<int>", "decimal"];
    private static readonly string[] Outside = ["DateTime.Now", "Console.ReadLine()", "Environment.TickCount", "new Random().Next()", "System.IO.File.Exists(\"x\")", "typeof(int)", "nameof(sym)", "GC.CollectionCount(0)", "Guid.NewGuid()"];
    private static readonly string[] Binary = ["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", ">>>", "==", "!=", "<", ">", "<=", ">=", "&&", "||", "??"];

    private readonly Random random = new(seed);
    private readonly List<string> variables = ["sym", "other", "nothing", "text", "number", "list"];
    private int names;

    /// <summary>What all of them stand on: their base class, and types they use. It is compiled once for many of them.</summary>
    public const string Shared = """
        #nullable disable
        using System; using System.Collections.Generic; using EntryAsm;
        namespace Drawn
        {
            abstract class DrawnModule : EntryAssembler
            {
                protected static readonly Symbol sym = Global(), other = Extern(); protected static readonly Symbol nothing = null; protected string text = "t"; protected int number = 3; protected List<int> list = new() { 1, 2 };
                protected int Add(int a, int b = 2) => a + b; protected void MACRO(Op a, Action body = null) { push(a); body?.Invoke(); } protected int Deep(int n) => n <= 0 ? 0 : 1 + Deep(n - 1); protected T Id<T>(T x) => x;
            }
            record P(int X, string Y = "y"); struct S { public int X; public int Twice() => X * 2; } enum E { A, B = 5, C }
        }
        """;

    /// <summary>The name of a seed's module.</summary>
    public static string Name(int seed) => "M" + seed.ToString(CultureInfo.InvariantCulture);

    /// <summary>The file of a seed's module, and whether it is meant to compile.</summary>
    public static (string Source, bool IsSound) Draw(int seed) => new RandomModule(seed).Write();

    private (string Source, bool IsSound) Write()
    {
        var isSound = random.Next(2) == 0;
        var body = isSound ? SoundModule.Body(random) : Statements(random.Next(1, 5), 2);
        var text = $$"""
            #nullable disable
            using System; using System.Collections.Generic; using System.Linq; using EntryAsm;
            namespace Drawn
            {
                [EntryModule] sealed partial class {{Name(seed)}} : DrawnModule
                {
                    protected override void Assemble() { {{body}} }
                }
            }
            """;
        return (isSound || random.Next(2) == 0 ? text : Damaged(text, text.IndexOf("Assemble()", StringComparison.Ordinal)), isSound);
    }

    private string Damaged(string text, int from)
    {
        var builder = new StringBuilder(text);
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(from, builder.Length - 1);
            var length = Math.Min(random.Next(1, 8), builder.Length - at);
            var part = builder.ToString(at, length);
            if (random.Next(2) == 0)
                builder.Remove(at, length);
            else
                builder.Insert(random.Next(from, builder.Length), part);
        }

        return builder.ToString();
    }

    private string Statements(int count, int depth) => string.Join(" ", Enumerable.Range(0, count).Select(_ => Statement(depth)));

    private string Statement(int depth) => random.Next(depth > 0 ? 22 : 7) switch
    {
        0 or 1 => Pick(Mnemonics) + "(" + string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(_ => Operand())) + ");",
        2 => Pick(Directives) + ";",
        3 => Declare(),
        4 => Pick(variables) + " " + Pick("=", "+=", "-=", "<<=", "??=", "|=", "*=") + " " + Expression(2) + ";",
        5 => Pick(variables) + Pick("++", "--") + ";",
        6 => "MACRO(" + Operand() + ", () => " + Pick("nop()", "ret()", "{ }", "throw new Exception()") + ");",
        7 => "if (" + Expression(2) + ") { " + Statements(2, depth - 1) + " } else { " + Statements(1, depth - 1) + " }",
        8 => $"for (var i{++names} = 0; i{names} < {random.Next(5)}; i{names}++) {{ {Statements(2, depth - 1)} {Pick("", "break;", "continue;")} }}",
        9 => $"foreach (var e{++names} in {Pick("list", "text", "new[] { 1, 2 }", Expression(1), "Enumerable.Range(0, 3)")}) {{ {Statements(1, depth - 1)} }}",
        10 => $"switch ({Expression(1)}) {{ case {random.Next(4)}: {Statements(1, depth - 1)} break; case int q{++names} when q{names} > 2: break; default: {Statements(1, depth - 1)} break; }}",
        11 => "try { " + Statements(2, depth - 1) + " } catch (" + Pick("Exception", "DivideByZeroException", "FormatException e") + ") { nop(); } finally { " + Statements(1, depth - 1) + " }",
        12 => $"void F{++names}(int a) {{ {Statements(1, depth - 1)} }} F{names}({Expression(1)});",
        13 => $"Func<int, int> g{++names} = a => {Expression(2)}; dq(g{names}(2));",
        14 => $"pushsection(\".z\", \"a\", () => {{ {Statements(1, depth - 1)} }});",
        15 => "rept(" + random.Next(4) + ", i => { " + Statements(1, depth - 1) + " });",
        16 => "dq(" + Expression(2) + ");",
        17 => $"var (p{++names}, q{names}) = {Pick("(1, 2)", "new P(1)", Expression(1))};",
        18 => $"var w{++names} = new P(1) with {{ X = {Expression(1)} }}; ascii(w{names}.ToString());",
        19 => "{ " + Statements(2, depth - 1) + " }",
        20 => "ascii($\"{" + Expression(2) + Pick("", ":x", ",5", ":D3") + "}\");",
        _ => "while (" + Pick("false", "number++ < 9", Expression(1)) + ") { " + Statements(1, depth - 1) + " " + Pick("break;", "return;", "") + " }",
    };

    private string Declare()
    {
        var statement = Pick(Types) + " v" + ++names + " = " + Expression(2) + ";";
        variables.Add("v" + names);
        return statement;
    }

    private string Operand() => random.Next(8) switch
    {
        0 or 1 => Pick(Registers),
        2 => Pick("qword", "dword", "@byte", "word", "ptr") + Pick("", ".gs", ".fs") + "[" + Pick(Registers) + Pick("", " + 8", " + rcx * 4", " + sym", " * 3", " + rbx + rdx") + "]",
        3 => random.Next(int.MinValue, int.MaxValue).ToString(CultureInfo.InvariantCulture),
        4 => Pick("sym", "other", "nothing", "f(1)", "b(1)", "label()", "sym + 4", "other - sym"),
        5 => Pick(variables),
        _ => Expression(1),
    };

    private string Expression(int depth) => random.Next(depth > 0 ? 24 : 7) switch
    {
        0 => random.Next(-300, 70000).ToString(CultureInfo.InvariantCulture),
        1 => Pick("0", "1", "-1", "int.MaxValue", "long.MinValue", "0xffUL", "'c'", "1.5", "2.5m", "true", "false", "null!", "default", "\"s\"", "E.B", "byte.MaxValue"),
        2 or 3 => Pick(variables),
        4 => Pick("new P(1)", "new S { X = 2 }", "new[] { 1, 2, 3 }", "new List<int>()", "(1, 2)", "[1, 2]", "new int[3]"),
        5 => Pick(Registers),
        6 => random.Next(6) == 0 ? Pick(Outside) : "this.number",
        7 or 8 or 9 => "(" + Expression(depth - 1) + " " + Pick(Binary) + " " + Expression(depth - 1) + ")",
        10 => Pick("-", "~", "!", "(byte)", "(int)", "(long)", "(object)", "(string)", "(E)", "(P)", "(double)", "(Op)", "^") + "(" + Expression(depth - 1) + ")",
        11 => "(" + Expression(depth - 1) + " ? " + Expression(depth - 1) + " : " + Expression(depth - 1) + ")",
        12 => "Add(" + Expression(depth - 1) + Pick("", ", b: " + Expression(depth - 1)) + ")",
        13 => "Deep(" + Pick("5", "50", "5000", Expression(depth - 1)) + ")",
        14 => "Id(" + Expression(depth - 1) + ")",
        15 => Pick(variables) + Pick(".ToString()", ".Length", ".Count", "[0]", "[^1]", "[1..]", "?.ToString()", "!", ".X", ".Name", ".First()", ".Substring(1)", ".Sum()", ".GetHashCode()"),
        16 => "(" + Expression(depth - 1) + " switch { 1 => " + Expression(depth - 1) + ", int n => n, " + Pick("_ => 0", "null => 1", "\"s\" => 2, _ => 3") + " })",
        17 => "(" + Expression(depth - 1) + " is " + Pick("int", "null", "not null", "> 3", "int { } z" + ++names, "[1, ..]", "P { X: 1 }", "(1, _)", "string s" + ++names) + ")",
        18 => "checked(" + Expression(depth - 1) + ")",
        19 => "$\"{" + Expression(depth - 1) + "}\"",
        20 => "new P(" + Expression(depth - 1) + ").X",
        21 => "list.Select(x => " + Expression(depth - 1) + ").Count()",
        22 => "Math." + Pick("Abs", "Max", "Min", "Sqrt") + "(" + Expression(depth - 1) + Pick("", ", 3") + ")",
        _ => "((Func<int>)(() => " + Expression(depth - 1) + "))()",
    };

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];

    private string Pick(List<string> choices) => choices[random.Next(choices.Count)];
}
