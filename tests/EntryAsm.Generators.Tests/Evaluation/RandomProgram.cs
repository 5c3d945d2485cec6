// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Generators.Tests;

/// <summary>
/// Draws C# programs: types, structs, records, generics, collections, LINQ, patterns, exceptions, closures. Statements stand in a list, so that a program that differs can be made smaller by
/// leaving some out. What was drawn is counted by kind.
/// </summary>
internal sealed class RandomProgram
{
    private static readonly string[] Numbers = ["int", "long", "uint", "byte", "short", "ulong", "sbyte", "ushort"];
    private static readonly string[] Catches = ["DivideByZeroException", "OverflowException", "IndexOutOfRangeException", "InvalidOperationException", "ArgumentException", "FormatException"];

    private readonly Random random;
    private readonly List<(string Type, string Name)> variables = [];
    private int names;
    private int nesting;

    private RandomProgram(int seed) => random = new Random(seed);

    /// <summary>How often each kind of code was drawn.</summary>
    public SortedDictionary<string, int> Drawn { get; } = new(StringComparer.Ordinal);

    public List<string> Statements { get; } = [];

    public static (SmallProgram Program, RandomProgram Source) Draw(int seed)
    {
        var source = new RandomProgram(seed);
        for (var count = source.Size(); count > 0; count--)
            source.Statements.Add(source.Statement());
        source.Statements.Add("P($\"" + string.Join("|", source.variables.Where(variable => Printable(variable.Type)).Select(variable => "{" + variable.Name + "}")) + "\");");
        return (source.Program(source.Statements, seed), source);
    }

    /// <summary>Most are small: what differs shows in a few statements, and the compiler's time goes with their number. Some are not: what one statement leaves, another meets.</summary>
    private int Size() => random.Next(20) == 0 ? random.Next(4, 12) : random.Next(1, 3);

    /// <summary>The program of some of its statements.</summary>
    public SmallProgram Program(IEnumerable<string> statements, int seed) => new("seed " + seed.ToString(CultureInfo.InvariantCulture), string.Join("\n", statements), "static int shared = 11;", Base: "Drawn");

    private static bool Printable(string type) => type is not ("int[]" or "List<int>" or "Dictionary<string, int>" or "List<Item>" or "Func<int, int>" or "Shape[]");

    /// <summary>What the drawn code works with; each is a kind of type with something of its own.</summary>
    public const string Shared = Types + "public abstract class Drawn : EntryAssembler {" + SmallProgram.Printing + Members + "}";

    private const string Types = """
        public enum Kind : byte { None, One, Two, Four = 4, High = 200 }
        [Flags] public enum Bits { None, A = 1, B = 2, C = 4 }
        public struct Pair(int a, int b) : IEquatable<Pair> { public int A = a; public int B = b; public readonly int Sum => A + B; public void Add(int x) { A += x; B -= x; } public readonly bool Equals(Pair other) => A == other.A; public override readonly bool Equals(object? o) => o is Pair p && Equals(p); public override readonly int GetHashCode() => A; public static Pair operator +(Pair l, Pair r) => new(l.A + r.A, l.B + r.B); public static implicit operator Pair(int x) => new(x, x); public override readonly string ToString() => $"<{A},{B}>"; }
        public readonly record struct Point(int X, int Y) { public int Length => Math.Abs(X) + Math.Abs(Y); }
        public record Item(string Name, int Size, Kind Kind = Kind.One) : IComparable<Item> { public int CompareTo(Item? other) => Size.CompareTo(other?.Size ?? 0); }
        public sealed record Special(string Name, int Size, int Extra) : Item(Name, Size, Kind.Two);
        public interface IArea { int Area { get; } string Describe() => "area " + Area; }
        public abstract class Shape : IArea { public abstract int Area { get; } public virtual string Name => "shape"; public override string ToString() => Name + Area; }
        public class Square(int side) : Shape { public int Side { get; set; } = side; public override int Area => unchecked(Side * Side); public override string Name => "square"; }
        public sealed class Rectangle(int side, int other) : Square(side) { public override int Area => unchecked(Side * other); public override string Name => base.Name + "+"; public void Deconstruct(out int a, out int b) { a = Side; b = other; } }
        public sealed class Log(List<string> lines, string name) : IDisposable { public void Dispose() => lines.Add("-" + name); }
        public sealed class Box<T>(T value) where T : notnull { public T Value { get; set; } = value; public Box<R> Map<R>(Func<T, R> f) where R : notnull => new(f(Value)); public override string ToString() => $"[{Value}]"; public static int Made; static Box() => Made = 7; }
        public sealed class Own(string message, int code) : InvalidOperationException(message) { public int Code => code; }
        public static class Extensions { public static int Twice(this int x) => unchecked(x * 2); public static IEnumerable<int> Steps(this int n) { for (var i = 0; i < (n & 7); i++) { if (i == 5) yield break; yield return unchecked(i * n); } } public static T Pick<T>(this IReadOnlyList<T> list, int i) => list[(int)((uint)i % (uint)list.Count)]; }
        """;

    private const string Members = """
        protected readonly List<string> log = new(); protected int field = 3;
        protected int Note(int x) { log.Add("n" + x); return x; }
        protected static int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);
        protected static void Swap<T>(ref T a, ref T b) => (a, b) = (b, a);
        protected static bool Try(string s, out int value) { value = s.Length; return s.Length > 2; }
        protected int Sum(params int[] all) { var s = 0; foreach (var x in all) s = unchecked(s + x); return s; }
        protected string Opt(int a, int b = 5, string c = "c") => $"{a}/{b}/{c}";
        """;

    private string Statement()
    {
        nesting++;
        try
        {
            return random.Next(nesting > 2 ? 6 : 20) switch
            {
                0 or 1 => Declare(),
                2 => Assign(),
                3 => Print(),
                4 => Print(),
                5 => Declare(),
                6 => Drawing("if", () => $"if ({Bool(2)}) {Block()}" + (Coin() ? " else " + Block() : "")),
                7 => Drawing("for", () => For()),
                8 => Drawing("while", () => While()),
                9 => Drawing("switch", () => $"switch ({Int(2)} & 3) {{ case 0: {Block()} break; case 1 when {Bool(1)}: {Block()} break; case > 1: {Block()} goto default; default: {Block()} break; }}"),
                10 or 11 => Drawing("try", () => Try()),
                12 => Drawing("using", () => $"using (new Log(log, \"{Name()}\")) {Block()}"),
                13 => Drawing("foreach", () => Foreach()),
                14 => Drawing("closure", () => Closure()),
                15 => Drawing("local function", () => LocalFunction()),
                16 => Drawing("deconstruction", () => Deconstruct()),
                17 => Drawing("struct", () => StructCode()),
                18 => Drawing("collections", () => CollectionCode()),
                _ => Drawing("pattern", () => $"P({Subject()} switch {{ {Arms()} }});"),
            };
        }
        finally
        {
            nesting--;
        }
    }

    private T Drawing<T>(string kind, Func<T> draw)
    {
        Drawn[kind] = Drawn.GetValueOrDefault(kind) + 1;
        return draw();
    }

    private bool Coin() => random.Next(2) == 0;

    private string Name() => "v" + names++.ToString(CultureInfo.InvariantCulture);

    private string One(params string[] texts) => texts[random.Next(texts.Length)];

    private string Block()
    {
        var known = variables.Count;
        var statements = string.Join(" ", Enumerable.Range(0, random.Next(1, 3)).Select(_ => Statement()));
        variables.RemoveRange(known, variables.Count - known);
        return "{ " + statements + " }";
    }

    private string Declare()
    {
        var type = One([.. Numbers, "double", "float", "decimal", "string", "char", "bool", "int?", "(int, string)", "int[]", "List<int>", "Dictionary<string, int>", "Pair", "Point", "Item", "Shape", "Kind", "Bits", "Box<int>", "object", "List<Item>", "Func<int, int>"]);
        var name = Name();
        var text = $"{type} {name} = {Expression(type, 2)};";
        variables.Add((type, name));
        return text;
    }

    private string Assign()
    {
        var known = variables.Where(variable => Numbers.Contains(variable.Type) || variable.Type is "string" or "double" or "Pair" or "bool" or "decimal").ToList();
        if (known.Count == 0)
            return Declare();
        var (type, name) = known[random.Next(known.Count)];
        if (type == "string")
            return $"{name} += {Text(1)};";
        if (type is "Pair" or "bool" or "decimal")
            return $"{name} = {Expression(type, 2)};";
        return random.Next(4) switch
        {
            0 => $"{name}{One("++", "--")};",
            1 when type != "double" => $"{name} {One("<<=", ">>=", ">>>=")} {random.Next(0, 9)};",
            2 => $"unchecked {{ {name} {One("+=", "-=", "*=")} {(type == "double" ? Expression("double", 1) : $"({type})({Int(1)})")}; }}",
            _ => $"{name} = {Expression(type, 2)};",
        };
    }

    private string Print() => random.Next(3) switch
    {
        0 => $"P($\"{{{Int(2)}}} {{{Text(1)}}} {{{Expression("double", 1)}:F2}} {{{Int(1)},6}}\");",
        1 => $"P(({Expression(One("int", "long", "bool", "Kind", "Bits", "Point", "Item", "(int, string)", "decimal", "char"), 2)}).ToString()!);",
        _ => $"P({Text(2)});",
    };

    private string For()
    {
        var i = Name();
        variables.Add(("int", i));
        var body = Block();
        variables.RemoveAll(variable => variable.Name == i);
        return $"for (int {i} = {random.Next(3)}, n{i} = 0; {i} < {random.Next(1, 6)} && n{i} < 9; {i}++, n{i}++) {{ if ({Bool(1)}) {One("continue", "break")}; {body} }}";
    }

    private string While()
    {
        var i = Name();
        return $"{{ int {i} = 0; {One($"while ({i} < 3 && {Bool(1)}) {{ {i}++; {Block()} }}", $"do {{ {i}++; {Block()} }} while ({i} < 3 && {Bool(1)});")} }}";
    }

    private string Try()
    {
        var e = Name();
        var filter = Coin() ? $" when ({Bool(1)} || {e}.Message.Length > 3)" : "";
        var body = One(Block(), $"{{ P({Int(1)} / (Note({Int(1)}) & 1)); {Block()} }}", $"{{ P(checked((byte)Note({Int(2)}))); }}", $"{{ P((new int[2])[{Int(1)} & 3]); }}", $"{{ throw new Own({Text(1)}, {Int(1)}); }}", $"{{ P(int.Parse({Text(1)})); }}");
        var last = One("", $" finally {{ log.Add(\"f{e}\"); {Block()} }}");
        return $"try {body} catch ({One(Catches)} {e}){filter} {{ P({e}.GetType().Name + {e}.Message); {Block()} }} catch (Exception o{e}) {{ P(o{e} is Own {{ Code: var c{e} }} ? c{e} : -1); }}{last}";
    }

    private string Foreach()
    {
        var x = Name();
        var (type, source) = random.Next(5) switch
        {
            0 => ("int", Expression("int[]", 1)),
            1 => ("int", Expression("List<int>", 1)),
            2 => ("int", $"({Int(1)}).Steps()"),
            3 => ("char", Text(1)),
            _ => ("int", $"new[] {{ {Int(1)}, {Int(1)} }}.{Query()}"),
        };
        var copy = Name();
        variables.Add((type, copy));
        var body = Block();
        variables.RemoveAll(variable => variable.Name == copy);
        return $"foreach (var {x} in {source}) {{ if (log.Count > 200) break; var {copy} = {x}; {body} }}";
    }

    private string Closure()
    {
        var (f, x, c) = (Name(), Name(), Name());
        return One(
            $"{{ int {c} = {Int(1)}; Func<int, int> {f} = {x} => unchecked({c}++ + {x}); P({f}({Int(1)})); P({f}(2)); P({c}); }}",
            $"{{ var {f} = new List<Func<int>>(); for (int {x} = 0; {x} < 3; {x}++) {{ int {c} = {x} * 2; {f}.Add(() => {c}++ + {x}); }} foreach (var {x}g in {f}) P({x}g() + {x}g()); }}",
            $"{{ Action {f} = () => P(\"a\"); {f} += () => P({Text(1)}); {f}(); P(({f} is null).ToString()); }}",
            $"{{ Func<int, Func<int, int>> {f} = {x} => {c} => unchecked({x} - {c}); P({f}({Int(1)})({Int(1)})); }}",
            $"{{ var {f} = new[] {{ {Int(1)}, {Int(1)}, {Int(1)} }}; Array.Sort({f}, ({x}, {c}) => {c}.CompareTo({x})); P(string.Join(\",\", {f})); }}");
    }

    private string LocalFunction()
    {
        var (f, x) = (Name(), Name());
        return One(
            $"{{ int {f}(int {x}) => {x} <= 0 ? 0 : unchecked({x} + {f}({x} - 1)); P({f}({Int(1)} & 15)); }}",
            $"{{ void {f}(ref int {x}, out string s, in int y) {{ {x} = unchecked({x} + y); s = \"s\" + {x}; }} int r{x} = {Int(1)}; {f}(ref r{x}, out var o{x}, {Int(1)}); P(o{x} + r{x}); }}",
            $"{{ IEnumerable<int> {f}() {{ try {{ yield return {Int(1)}; yield return {Int(1)}; }} finally {{ log.Add(\"it\"); }} }} P({f}().Take({random.Next(1, 3)}).Sum({x} => (long){x})); }}",
            $"{{ T {f}<T>(T {x}, params T[] more) => more.Length > 0 ? more[^1] : {x}; P({f}({Int(1)})); P({f}(1, {Int(1)}, {Int(1)})); P({f}({Text(1)})); }}");
    }

    private string Deconstruct()
    {
        var (a, b) = (Name(), Name());
        return One(
            $"{{ var ({a}, {b}) = ({Int(1)}, {Text(1)}); P({b} + {a}); }}",
            $"{{ int {a} = {Int(1)}, {b} = {Int(1)}; ({a}, {b}) = ({b}, {a}); Swap(ref {a}, ref {b}); P({a}); P({b}); }}",
            $"{{ var ({a}, {b}) = new Rectangle({Int(1)}, {Int(1)}); P({a}); P({b}); }}",
            $"{{ int[] {a} = {{ 1, 2, 3 }}; int {b} = 0; ({a}[{b}++], {a}[{b}]) = (Note({Int(1)}), Note({b})); P(string.Join(\",\", {a})); }}",
            $"{{ foreach (var ({a}, {b}) in {Expression("Dictionary<string, int>", 1)}) P({a} + {b}); }}");
    }

    private string StructCode()
    {
        var (p, q) = (Name(), Name());
        return One(
            $"{{ Pair {p} = new({Int(1)}, {Int(1)}); var {q} = {p}; {q}.Add({Int(1)}); P($\"{{{p}}}{{{q}}}{{{p}.Equals({q})}}\"); }}",
            $"{{ var {p} = new Pair[2]; {p}[1].A = {Int(1)}; {p}[1].Add(1); ref var {q} = ref {p}[0]; {q}.B = 4; P($\"{{{p}[0]}}{{{p}[1].Sum}}\"); }}",
            $"{{ var {p} = new List<Pair> {{ new(1, 2) }}; var {q} = {p}[0]; {q}.A = {Int(1)}; P($\"{{{p}[0]}}{{{p}.Contains({q})}}{{{p}.IndexOf(new Pair(1, 9))}}\"); }}",
            $"{{ Point {p} = new({Int(1)} & 63, {Int(1)} & 63); var {q} = {p} with {{ X = 5 }}; P($\"{{{p}}}{{{q} == {p}}}{{{q}.Length}}\"); }}",
            $"{{ object {p} = new Pair({Int(1)}, 2); var {q} = (Pair){p}; {q}.Add(3); P($\"{{{p}}}{{{q}}}{{{p}.Equals({q})}}\"); }}",
            $"{{ Pair? {p} = {One("null", $"new Pair({Int(1)}, 1)")}; P($\"{{{p}?.A}}{{{p}.HasValue}}{{{p}.GetValueOrDefault().Sum}}\"); }}");
    }

    private string CollectionCode()
    {
        var (l, d) = (Name(), Name());
        return One(
            $"{{ List<int> {l} = [{Int(1)}, .. {Expression("int[]", 1)}, {Int(1)}]; {l}.RemoveAt({l}.Count - 1); {l}.Insert(0, {Int(1)}); {l}.Sort(); P(string.Join(\",\", {l})); }}",
            $"{{ var {d} = new Dictionary<Point, string> {{ [new(1, 2)] = {Text(1)} }}; P({d}.TryGetValue(new Point(1, {Int(1)} & 3), out var {l}) ? {l} : \"none\"); }}",
            $"{{ var {d} = new HashSet<Item>(); {d}.Add(new(\"a\", 1)); P({d}.Add(new(\"a\", {Int(1)} & 1)).ToString() + {d}.Count); }}",
            $"{{ var {l} = new SortedDictionary<string, int> {{ [{Text(1)}] = 1 }}; {l}[{Text(1)}] = 2; P(string.Join(\";\", {l}.Select(p => p.Key + p.Value))); }}",
            $"{{ var {l} = new Stack<int>({Expression("int[]", 1)}); while ({l}.Count > 0) P({l}.Pop()); }}",
            $"{{ var {l} = ImmutableArray.Create({Int(1)}, {Int(1)}).Add({Int(1)}); P({l}.Length + \":\" + {l}[^1]); }}",
            $"{{ void {d}() {{ Span<int> {l} = stackalloc int[3] {{ {Int(1)}, 2, {Int(1)} }}; {l}[1..].Fill({Int(1)}); P(string.Join(\",\", {l}.ToArray())); }} {d}(); }}",
            $"{{ var {l} = new StringBuilder(); {l}.Append({Text(1)}).Append({Int(1)}).Insert(0, 'x'); P({l}.ToString()); }}");
    }

    private string Query() => Drawing("linq", () => One("Where(q => q % 2 == 0)", "Select(q => unchecked(q * 3))", "OrderByDescending(q => q)", "Distinct().ToList()", "Concat(new[] { 1, 2 })", "Reverse()", "SelectMany(q => new[] { q, 1 })", "GroupBy(q => q & 1).Select(g => g.Key + g.Count())", "Zip(new[] { 4, 5 }, (p, q) => p ^ q)", "TakeWhile(q => q > 0)", "Skip(1).Append(3)", "Chunk(2).Select(c => c.Length)"));

    private string Subject() => One(Int(1), Text(1), $"(object){Expression(One("int", "string", "Pair", "Item", "Shape", "int[]", "Kind", "double"), 1)}", Expression("Item", 1), Expression("Shape", 1), $"({Int(1)}, {Text(1)})") is var subject && subject.StartsWith("(object)", StringComparison.Ordinal) ? subject : "(object)(" + subject + ")";

    private string Arms()
    {
        var arms = new[] { "int and > 5 and < 10 => \"mid\"", "int i => \"int\" + i", "string { Length: > 3 } s => s[1..]", "\"\" => \"empty\"", "string s => \"s\" + s", "Pair { A: 1 or 2 } => \"low\"", "Pair p => p.ToString()", "Special { Extra: var e } => \"x\" + e", "Item { Kind: Kind.One, Size: not 0 } it => it.Name", "Rectangle (var a, > 2) => \"r\" + a", "Shape { Area: var a } => \"a\" + a", "int[] and [1, .., var last] => \"l\" + last", "int[] { Length: 0 } => \"none\"", "Kind.Four => \"four\"", "(int a, string { Length: 1 }) => \"t\" + a", "null => \"null\"" };
        return string.Join(", ", arms.Where(_ => random.Next(3) > 0)) + ", _ => \"other\"";
    }

    private string Variable(string type, Func<string> otherwise)
    {
        var known = variables.Where(variable => variable.Type == type).ToList();
        return known.Count > 0 && random.Next(3) > 0 ? known[random.Next(known.Count)].Name : otherwise();
    }

    private string Int(int depth) => Expression("int", depth);

    private string Text(int depth) => Expression("string", depth);

    private string Bool(int depth) => Expression("bool", depth);

    private string Expression(string type, int depth) => Variable(type, () => type switch
    {
        "int" => IntText(depth),
        "bool" => BoolText(depth),
        "string" => StringText(depth),
        "double" => One("1.5", "-0.25", "1e10", "0.0", $"(double){Unary(depth)}", $"Math.Sqrt(Math.Abs((double){Unary(depth)}))", $"({Unary(depth)} / 3.0)"),
        "float" => One("1.5f", "0.1f", $"(float){Unary(depth)}"),
        "decimal" => One("1.10m", "3m", $"(decimal){Unary(depth)}", $"Math.Round({Unary(depth)} / 7m, 3)"),
        "char" => One("'a'", "'Z'", "'7'", $"(char)('a' + ({Unary(depth)} & 15))"),
        "int?" => One("(int?)null", $"(int?){Unary(depth)}", $"({Unary(depth)} > 3 ? {Unary(depth)} : (int?)null)"),
        "(int, string)" => depth <= 0 ? "(1, \"t\")" : $"({Int(depth - 1)}, {Text(depth - 1)})",
        "int[]" => depth <= 0 ? "new[] { 3, 1, 2 }" : One($"new[] {{ {Int(depth - 1)}, {Int(depth - 1)}, 3 }}", "new int[2]", $"new[] {{ 4, {Int(depth - 1)} }}.{Query()}.ToArray()", $"({Int(depth - 1)}).Steps().ToArray()"),
        "List<int>" => depth <= 0 ? "new List<int> { 5 }" : One($"new List<int> {{ {Int(depth - 1)}, 2 }}", $"{Expression("int[]", depth - 1)}.ToList()"),
        "Dictionary<string, int>" => depth <= 0 ? "new() { [\"k\"] = 1 }" : $"new Dictionary<string, int> {{ [\"k\"] = {Int(depth - 1)}, [\"z\"] = 2 }}",
        "Pair" => depth <= 0 ? "new Pair(1, 2)" : One($"new Pair({Int(depth - 1)}, 2)", $"(new Pair(1, 1) + {Unary(depth)})", "default(Pair)"),
        "Point" => $"new Point({Unary(depth)} & 255, {Unary(depth)} & 255)",
        "Item" => One("new Item(\"i\", 3)", $"new Item({SmallText()}, {Unary(depth)})", $"new Special(\"sp\", {Unary(depth)}, 2)", "(new Item(\"w\", 1) with { Size = 9 })"),
        "Shape" => One($"(Shape)new Square({Unary(depth)} & 15)", $"(Shape)new Rectangle({Unary(depth)} & 15, 3)"),
        "Kind" => One("Kind.One", "Kind.High", $"((Kind)({Unary(depth)} & 7))"),
        "Bits" => One("Bits.A | Bits.C", "Bits.None", $"(Bits)({Unary(depth)} & 7)"),
        "Box<int>" => $"new Box<int>({Unary(depth)})",
        "object" => One($"(object){Unary(depth)}", SmallText(), "(object)new Pair(1, 2)", "(object)'c'", "(object)Kind.Two"),
        "List<Item>" => $"new List<Item> {{ new(\"b\", {Unary(depth)}), new Special(\"a\", 2, 1) }}",
        "Func<int, int>" => $"x => unchecked(x {One("+", "-", "*", "^")} {Unary(depth)})",
        _ => $"unchecked(({type})({Unary(depth)}))",
    });

    private string Unary(int depth) => depth <= 0 ? Literal() : "(" + Int(depth - 1) + ")";

    private string SmallText() => One("\"a\"", "\"bc\"", "\"xyz9\"", "\"\"");

    private string Literal() => One("0", "1", "2", "7", "-1", "100", "255", "-128", "int.MaxValue", "int.MinValue", "0x1234");

    private string IntText(int depth)
    {
        if (depth <= 0)
            return Variable("int", Literal);
        return Drawing("numbers", () => random.Next(16) switch
        {
            0 or 1 => $"unchecked({Int(depth - 1)} {One("+", "-", "*")} {Int(depth - 1)})",
            2 => $"({Int(depth - 1)} {One("&", "|", "^")} {Int(depth - 1)})",
            3 => $"({Int(depth - 1)} {One("<<", ">>", ">>>")} {Int(depth - 1)})",
            4 => $"({Bool(depth - 1)} ? {Int(depth - 1)} : {Int(depth - 1)})",
            5 => $"({Text(depth - 1)}).Length",
            6 => $"Note({Int(depth - 1)})",
            7 => $"Fib({Int(depth - 1)} & 7)",
            8 => $"Sum({Int(depth - 1)}, {Int(depth - 1)})",
            9 => $"({Expression("Shape", depth - 1)}).Area",
            10 => $"unchecked((int){Expression("int[]", depth - 1)}.{Query()}.Sum(q => (long)q))",
            11 => $"({Int(depth - 1)}).Twice()",
            12 => $"({Expression("int?", depth - 1)} ?? {Int(depth - 1)})",
            13 => $"{Expression("int[]", depth - 1)}.Pick({Int(depth - 1)})",
            14 => $"unchecked((int)({One(Numbers)})({Int(depth - 1)}))",
            _ => One("field++", "++shared", "Box<string>.Made", $"new Box<int>({Int(depth - 1)}).Map(q => unchecked(q + 1)).Value", $"(field = {Int(depth - 1)})", $"({Expression("Pair", depth - 1)}).Sum"),
        });
    }

    private string BoolText(int depth)
    {
        if (depth <= 0)
            return One("true", "false", "field > 3");
        return random.Next(9) switch
        {
            0 or 1 => $"({Int(depth - 1)} {One("<", ">", "<=", ">=", "==", "!=")} {Int(depth - 1)})",
            2 => $"({Bool(depth - 1)} {One("&&", "||", "^", "&", "|")} {Bool(depth - 1)})",
            3 => $"(!({Bool(depth - 1)}))",
            4 => $"({Int(depth - 1)} is > 3 and < 200 or 0)",
            5 => $"Try({Text(depth - 1)}, out _)",
            6 => $"({Expression("Point", depth - 1)} == {Expression("Point", depth - 1)})",
            7 => $"({Expression("Item", depth - 1)}).Equals({Expression("Item", depth - 1)})",
            _ => $"({Expression("object", depth - 1)} is {One("int", "string", "Pair", "Kind", "char")})",
        };
    }

    private string StringText(int depth)
    {
        if (depth <= 0)
            return SmallText();
        return Drawing("texts", () => random.Next(12) switch
        {
            0 => $"({Text(depth - 1)} + {Int(depth - 1)})",
            1 => $"$\"<{{{Int(depth - 1)}}}{{{Expression("char", depth - 1)}}}>\"",
            2 => $"({Text(depth - 1)}).ToUpperInvariant()",
            3 => $"Opt({Int(depth - 1)}{One("", ", c: \"q\"", ", 3")})",
            4 => $"({Expression("Shape", depth - 1)}).ToString()!",
            5 => $"((IArea){Expression("Shape", depth - 1)}).Describe()",
            6 => $"string.Join(\"-\", {Expression("int[]", depth - 1)})",
            7 => $"({Expression("List<Item>", depth - 1)}).Max()!.Name",
            8 => $"({Expression("Item", depth - 1)}).ToString()",
            9 => $"({Expression("Kind", depth - 1)}).ToString()",
            10 => $"({Expression("Box<int>", depth - 1)}).ToString()!",
            _ => $"({Text(depth - 1)}).PadLeft({random.Next(0, 9)}, '.')",
        });
    }
}
