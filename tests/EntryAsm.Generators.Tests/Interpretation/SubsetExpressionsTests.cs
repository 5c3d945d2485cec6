// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

/// <summary>Every expression of the subset, evaluated as C# executes it.</summary>
public class SubsetExpressionsTests
{
    private static void Check(string body, string members = "", string outside = "") => SubsetStatementsTests.Check(body, members, outside);

    [Fact]
    public void Arithmetic() => Check("""
        int a = 17, b = -5; uint u = 0xffff_fff0; long l = long.MaxValue; ulong ul = 3; byte by = 250; short sh = -3; char ch = 'A'; sbyte sb = -128;
        dq(a + b); dq(a - b); dq(a * b); dq(a / b); dq(a % b); dq(a << 33); dq(b >> 1); dq(b >>> 28); dq(a & b); dq(a | b); dq(a ^ b);
        dq(u + 32); dq(unchecked(u * u)); dq(u / 7); dq(u >> 4); dq(unchecked(l + 1)); dq(l % 10); dq(ul << 60); dq(unchecked(ul - 4)); dq(~ul); dq(~a); dq(-a); dq(-l);
        dq(by + 10); dq(sh * by); dq(ch + 1); dq((byte)(by + 10)); dq(unchecked((sbyte)by)); dq(unchecked((uint)b)); dq(unchecked((ushort)sh)); dq((char)(ch + 2)); dq(-sb);
        dq((int)3.99); dq((long)-2.5f); dq((int)12.7m); dq((int)(10 / 4.0)); dq((long)(1.5 + a)); dq((int)'z'); dq((ulong)a * 3UL);
        by += 10; dq(by); by++; dq(by); by -= 200; dq(by); sh <<= 3; dq(sh); a ^= 0x55; dq(a); l >>= 7; dq(l); u %= 1000; dq(u); ch++; dq(ch); dq(a++ + ++a); dq(a-- - --a);
        """);

    [Fact]
    public void CheckedArithmetic() => Check("""
        int big = int.MaxValue;
        dq(unchecked(big + 1));
        try { dq(checked(big + 1)); } catch (OverflowException) { dq(1); }
        try { checked { big *= 2; } } catch (OverflowException) { dq(2); }
        try { dq(checked((byte)(big - int.MaxValue - 1))); } catch (OverflowException) { dq(3); }
        try { uint z = 0; dq(checked(z - 1)); } catch (OverflowException) { dq(4); }
        try { ulong q = 1UL << 63; dq(checked((long)q)); } catch (OverflowException) { dq(5); }
        try { dq(int.MinValue / Minus()); } catch (OverflowException) { dq(6); }
        try { checked { byte b = 255; b++; dq(b); } } catch (OverflowException) { dq(7); }
        """, "static int Minus() => -1;");

    [Fact]
    public void LogicAndComparison() => Check("""
        bool t = true, f = false; int x = 4;
        dq(t && f ? 1 : 0); dq(t || f ? 1 : 0); dq(t & f ? 1 : 0); dq(t | f ? 1 : 0); dq(t ^ t ? 1 : 0); dq(!f ? 1 : 0);
        dq(x < 5 ? 1 : 0); dq(x >= 5 ? 1 : 0); dq(x == 4 ? 1 : 0); dq(x != 4 ? 1 : 0); dq("a" == "a".ToString() ? 1 : 0); dq("a" != "b" ? 1 : 0);
        bool Side(int n) { dq(n); return true; }
        if (f && Side(1) || t && Side(2)) dq(3);
        t &= f; dq(t ? 1 : 0); t |= true; dq(t ? 1 : 0);
        object a = "q", b = "q"; dq(ReferenceEquals(a, null) ? 1 : 0); dq(a.Equals(b) ? 1 : 0);
        dq(1.5 < 2 ? 1 : 0); dq(double.NaN == double.NaN ? 1 : 0); dq(3m > 2.9m ? 1 : 0); dq('a' < 'b' ? 1 : 0); dq(5UL > 4 ? 1 : 0);
        """);

    [Fact]
    public void Nullables() => Check("""
        int? a = 3, b = null; bool? t = true, n = null;
        dq(a ?? -1); dq(b ?? -1); dq(a.HasValue ? 1 : 0); dq(b.HasValue ? 1 : 0); dq(a.Value); dq(b.GetValueOrDefault()); dq(b.GetValueOrDefault(9)); dq((a + 1) ?? -2); dq((a + b) ?? -3);
        dq(a > 2 ? 1 : 0); dq(b > 2 ? 1 : 0); dq(a == b ? 1 : 0); dq(b == null ? 1 : 0); dq((t & n) == null ? 1 : 0); dq((t | n) == true ? 1 : 0);
        b ??= 7; dq(b.Value); b++; dq((long)b!); a += b; dq(a!.Value);
        string? s = null; dq(s?.Length ?? -1); s = "four"; dq(s?.Length ?? -1); dq(s?.Substring(1)?.Length ?? -1);
        int?[] many = { 1, null }; dq(many[1] ?? 5); dq(((int?)2).ToString()!.Length);
        byte? small = 200; small += 100; dq(small!.Value); long? wide = a; dq(wide!.Value);
        """);

    [Fact]
    public void Strings() => Check("""
        var name = "entry"; var n = 255; string? none = null;
        ascii(name + '_' + n + none); ascii($"{name}_{n:x4}|{n,6}|{n,-6}|{1.5}|{true}|{'c'}|{none}"); ascii(string.Format("{0}-{1:D3}", name, 7)); ascii(string.Join(",", new[] { 1, 2, 3 }));
        ascii(string.Join("+", "a", "b", "c")); ascii(string.Concat("x", "y", 3)); ascii(name.ToUpperInvariant().Substring(1, 3).PadLeft(6, '.').Replace("T", "t").TrimEnd('R')); ascii(name[2].ToString()); dq(name.IndexOf('t')); dq(name.Contains("try") ? 1 : 0);
        ascii(name[1..3]); ascii(name[^2..]); dq(name[^1]); ascii(string.IsNullOrEmpty(none) ? "empty" : none); foreach (var part in "a;b;c".Split(';')) ascii(part);
        ascii(nameof(Assemble)); ascii(new string('z', 3)); ascii("tab\tquote\"".Replace("\t", "T")); ascii(("a" + 1 + 2L + 'c' + 1.25m)); dq("abc".CompareTo("abd")); ascii((-12.5).ToString()); ascii(((byte)7).ToString("X2"));
        var builder = new System.Text.StringBuilder(); builder.Append("b").Append(5).AppendLine(); builder.Append('c', 2); ascii(builder.ToString().Replace("\r", "").Replace("\n", "/")); ascii($"{-1}"); ascii(int.MaxValue.ToString());
        foreach (var b in "u8!"u8) db(b); ascii(@"c:\x");
        """);

    [Fact]
    public void Patterns() => Check("""
        object[] all = { 1, "two", 3L, null!, 4.5, new[] { 1, 2, 3 }, 'c', (byte)9 };
        foreach (var o in all)
            dq(o switch { null => 0, 1 => 1, int n => n, string { Length: 3 } s => s.Length, string => -1, long and > 2 => 33, int[] and [1, .., var last] => last, char c when c == 'c' => c, not byte => 77, byte => 99 });
        for (var i = -3; i < 4; i++) dq(i switch { < -1 => 1, >= 2 or 0 => 2, not 1 => 3, var other => other });
        var p = (X: 3, Y: 4); if (p is (3, var y)) dq(y); dq(p is { X: > 2, Y: < 5 } ? 1 : 0); dq(new[] { 1, 2 } is [_, 2] ? 1 : 0); dq("abc" is ['a', ..] ? 1 : 0);
        if (all[1] is not string text) return; ascii(text); dq(all[0] is int and > 0 and < 5 ? 1 : 0); dq(all[3] is { } ? 1 : 0); dq(new Point(1, 2) is { X: 1 } and (var px, var py) && px + py == 3 ? 1 : 0);
        """, outside: "record Point(int X, int Y);");

    [Fact]
    public void TuplesAndDeconstruction() => Check("""
        var t = (1, "b", Third: 3L); dq(t.Item1); ascii(t.Item2); dq(t.Third); var (a, b, _) = t; dq(a); ascii(b); (a, var d) = (5, 6); dq(a + d); (a, d) = (d, a); dq(a); dq(d);
        t.Item1 = 9; var copy = t; copy.Item1 = 10; dq(t.Item1); dq(copy.Item1); dq((1, 2) == (1, 2) ? 1 : 0); dq((1, 2L) != (1L, 3) ? 1 : 0); (long, int) wide = (1, 2); dq(wide.Item1);
        (int Min, int Max) Bounds(int[] x) => (x.Min(), x.Max()); var (lo, hi) = Bounds(new[] { 4, 2, 8 }); dq(lo); dq(hi); dq(((1, 2), 3).Item1.Item2); var (q, r) = new Pair { A = 7, B = 8 }; dq(q); dq(r); ascii((1, "x").ToString());
        """, outside: "class Pair { public int A, B; public void Deconstruct(out int a, out int b) { a = A; b = B; } }");

    [Fact]
    public void ArraysAndCollections() => Check("""
        var a = new int[3]; a[1] = 5; a[2] += 7; a[0]++; foreach (var x in a) dq(x); dq(a.Length); dq(a[^1]); foreach (var x in a[1..]) dq(x); int[,] grid = { { 1, 2 }, { 3, 4 } }; dq(grid[1, 0]); grid[0, 1] = 9; dq(grid[0, 1]); dq(grid.GetLength(1));
        int[][] jagged = { new[] { 1 }, new[] { 2, 3 } }; dq(jagged[1][1]); int[] e = [1, 2, .. a, 3]; dq(e.Length); dq(e[4]); List<string> names = ["x", "y"]; names.Add("z"); ascii(names[2]); dq(names.Count); names[0] = "w"; ascii(string.Concat(names)); byte[] bytes = [0x90, 255]; foreach (var x in bytes) db(x);
        var d = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }; d = new Dictionary<string, int> { { "a", 1 }, { "b", 2 } }; d["c"] = 3; d["a"] += 10; dq(d["a"]); dq(d.Count); dq(d.TryGetValue("b", out var found) ? found : -1); dq(d.ContainsKey("q") ? 1 : 0); foreach (var pair in d) { ascii(pair.Key); dq(pair.Value); }
        var set = new HashSet<int> { 1, 2, 2 }; dq(set.Count); var stack = new Stack<int>(); stack.Push(4); stack.Push(5); dq(stack.Pop()); var queue = new Queue<long>(); queue.Enqueue(8); dq(queue.Dequeue()); Array.Reverse(a); dq(a[0]); dq(Array.IndexOf(a, 5)); ReadOnlySpan<int> span = [7, 8]; dq(span[1]); foreach (var x in span) dq(x); Op[] ops = [1, rax_, 3]; dq(ops.Length); db(new Op[] { 1, 2, 3 });
        """, "static readonly Symbol rax_ = Extern();");

    [Fact]
    public void Linq() => Check("""
        var x = new[] { 5, 3, 9, 1 }; foreach (var y in x.Where(v => v > 2).Select(v => v * 2).OrderBy(v => v)) dq(y); dq(x.Sum()); dq(x.Aggregate(1, (p, q) => p * q)); dq(x.Any(v => v == 9) ? 1 : 0); dq(x.All(v => v > 0) ? 1 : 0); dq(x.First(v => v < 4)); dq(x.Count()); dq(x.Skip(1).Take(2).Last());
        foreach (var g in x.GroupBy(v => v % 2)) { dq(g.Key); dq(g.Count()); } foreach (var (v, i) in x.Select((v, i) => (v, i))) dq(v + i); dq(x.ToList().FindIndex(v => v == 9)); dq(x.ToDictionary(v => v, v => v * v)[3]); foreach (var z in from v in x where v > 3 orderby v descending select v + 1) dq(z); dq(x.Zip(x.Reverse(), (p, q) => p - q).First()); dq(new[] { new Item("b", 2), new Item("a", 1) }.OrderBy(i => i.Name).First().Value); dq(x.Max(v => (long)v)); ascii(string.Join("|", x.Select(v => $"{v}")));
        """, outside: "record Item(string Name, int Value);");

    [Fact]
    public void Lambdas() => Check("""
        Func<int, int> twice = v => v * 2; dq(twice(4)); Action<string> put = s => ascii(s); put("q"); var n = 1; Action bump = () => n++; bump(); bump(); dq(n); Func<int, Func<int, int>> adder = p => q => p + q + n; dq(adder(3)(4)); var list = new List<Func<int>>(); for (var i = 0; i < 3; i++) { var j = i; list.Add(() => j * 10 + i); } foreach (var f in list) dq(f());
        foreach (var v in new[] { 1, 2 }) list.Add(() => v); dq(list[^1]()); dq(list[^2]()); Func<int> group = Seven; dq(group()); Action? nothing = null; nothing?.Invoke(); Repeat(2, k => dq(k)); dq(Apply((a, b) => a - b, 9, 4)); rept(3, k => db(k)); pushsection(".data", null, () => dq(n)); Func<int, int> fact = null!; fact = k => k < 2 ? 1 : k * fact(k - 1); dq(fact(5)); var h = (int a, int b = 4) => a + b; dq(h(1)); dq(h(1, 2)); dq(group == Seven ? 1 : 0);
        """, "int Seven() => 7; void Repeat(int n, Action<int> body) { for (var i = 0; i < n; i++) body(i); } static int Apply(Func<int, int, int> f, int a, int b) => f(a, b);");

    [Fact]
    public void RefAndOut() => Check("""
        int a = 1; Inc(ref a); dq(a); Get(out var b, out _); dq(b); var x = new[] { 1, 2 }; Inc(ref x[1]); dq(x[1]); ref var r = ref x[0]; r = 50; dq(x[0]); Inc(ref field); dq(field); In(in a); Swap(ref x[0], ref x[1]); dq(x[0]); (int, int) t = (1, 2); Inc(ref t.Item2); dq(t.Item2);
        void Inc(ref int v) => v += 10; void Get(out int p, out string q) { p = 3; q = ""; } void In(in int v) => dq(v); static void Swap(ref int p, ref int q) => (p, q) = (q, p);
        """, "int field = 4;");

    [Fact]
    public void ConditionalRange() => Check("""
        var s = new[] { 1, 2, 3, 4, 5 }; Index last = ^1; Range mid = 1..^1; dq(s[last]); dq(s[mid].Length); dq(s[..2][1]); dq(("abc")[1..].Length); var list = new List<int> { 1, 2, 3 }; dq(list[^2]); list[^1] = 9; dq(list[2]);
        """);

    [Fact]
    public void DefaultsAndConstants() => Check("""
        const int K = 3 * 4; dq(K); dq(default(int)); int z = default; dq(z); dq(default(Op).ToString().Length); dq(sizeof(long)); dq(int.MaxValue); dq((long)Math.Max(3, 4)); dq(Math.Abs(-5)); dq((int)Math.Pow(2, 10)); dq(BitConverter.ToInt32(new byte[] { 1, 0, 0, 0 }, 0)); dq(Convert.ToInt32("ff", 16)); dq(System.Numerics.BitOperations.Log2(64)); foreach (var b in System.Text.Encoding.ASCII.GetBytes("hi")) db(b); dq(Limit); dq(int.Parse("-7")); dq((long)Math.Round(2.5)); dq(char.IsDigit('4') ? 1 : 0); dq(long.Parse("123")); dq((int)Math.Floor(2.9)); dq(Math.Clamp(9, 1, 5));
        """, "const long Limit = 1L << 40;");
}
