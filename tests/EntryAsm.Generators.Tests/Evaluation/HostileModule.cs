// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Generators.Tests;

/// <summary>Draws modules that would end or hang a compiler that ran them: recursion through what .NET calls back, growth of every kind, deep types, many sections.</summary>
internal static class HostileModule
{
    public const string Types = """
        public class Node { public Node? Next; public override string ToString() => $"({Next})"; public override bool Equals(object? o) => o is Node n && Equals(Next, n.Next); public override int GetHashCode() => Next?.GetHashCode() ?? 0; }
        public record Linked(int A) { public Linked? Next { get; set; } }
        public class Sorter : IComparer<int> { public int Compare(int a, int b) { new[] { 3, 1, 2 }.ToList().Sort(this); return a - b; } }
        public class Same : IEqualityComparer<int> { public bool Equals(int a, int b) => new HashSet<int>(this) { a, b }.Count > 0; public int GetHashCode(int a) => 0; }
        public class Seq : IEnumerable<int> { public IEnumerator<int> GetEnumerator() => this.Select(x => x).GetEnumerator(); IEnumerator IEnumerable.GetEnumerator() => GetEnumerator(); }
        public class Text : IFormattable { public string ToString(string? f, IFormatProvider? p) => string.Format("{0:x}", this); }
        public class Lazily { public Lazy<int> L = null!; public Lazily() => L = new Lazy<int>(() => new Lazily().L.Value); }
        public class Deep<T> { public static int At(int n) => n == 0 ? 0 : Deep<Deep<T>>.At(n - 1); }
        public class Wide<T> { public static object Make(int n) => n == 0 ? typeof(T) : Wide<(T, T)>.Make(n - 1); }
        public class Cctor { public static int X = Cctor.Again(); static int Again() => Cctor.X + new[] { 1 }.Select(_ => Again()).First(); }
        public struct Str : IEquatable<Str> { public int A; public bool Equals(Str o) => new[] { this }.Contains(o); }
        public class Disp : IDisposable { public void Dispose() { using var d = new Disp(); } }
        public struct Twice<T> { public T A, B; public static int Size(int n) { var twice = default(Twice<T>); return n == 0 ? twice.GetType().Name.Length : Twice<Twice<T>>.Size(n - 1); } }
        public struct Held { public object? A; }
        public struct Disposed : IDisposable { public void Dispose() { } }
        public class Final { ~Final() { while (true) { } } }
        public struct Big0 { public long A; }
        public struct Big1 { public Big0 A, B; }
        public struct Big2 { public Big1 A, B; }
        public struct Big3 { public Big2 A, B; }
        public struct Big4 { public Big3 A, B; }
        public struct Big5 { public Big4 A, B; }
        public struct Big6 { public Big5 A, B; }
        public struct Big7 { public Big6 A, B; }
        public struct Big8 { public Big7 A, B; }
        public struct Big9 { public Big8 A, B; }
        public struct Big10 { public Big9 A, B; }
        public struct Big11 { public Big10 A, B; }
        public struct Big12 { public Big11 A, B; }
        public struct Big13 { public Big12 A, B; }
        public struct Big14 { public Big13 A, B; }
        public struct Big15 { public Big14 A, B; }
        public struct Big16 { public Big15 A, B; }
        public struct Big17 { public Big16 A, B; }
        public struct Big18 { public Big17 A, B; }
        public struct Big19 { public Big18 A, B; }
        public struct Big20 { public Big19 A, B; }
        public class Err : Exception { public override string Message => $"{new Err().Message}"; }
        """;

    /// <summary>What .NET calls back with: each in a function <c>f</c> that it so calls again.</summary>
    private static readonly string[] Callbacks =
    [
        "new[] { x }.Select(f).First()", "Enumerable.Range(0, 2).Aggregate(0, (a, b) => f(b))", "Enumerable.Range(0, 2).Aggregate(1, (a, b) => f(a + b))", "new[] { 1, 2 }.OrderBy(f).First()", "new[] { 1, 2 }.OrderByDescending(f).First()",
        "new[] { 1, 2 }.Order().ThenBy(f).First()", "new[] { 1, 2 }.GroupBy(f).Count()", "new[] { 1, 2 }.ToLookup(f).Count", "new[] { 1, 2 }.ToDictionary(f).Count", "new[] { 1 }.ToDictionary(y => y, f)[1]",
        "new[] { 1 }.Where(y => f(y) > 0).First()", "new[] { 1 }.Any(y => f(y) > 0) ? 1 : 0", "new[] { 1 }.All(y => f(y) > 0) ? 1 : 0", "new[] { 1 }.Count(y => f(y) > 0)", "new[] { 1 }.Sum(f)", "new[] { 1 }.Min(f)", "new[] { 1 }.Max(f)", "(int)new[] { 1 }.Average(f)",
        "new[] { 1 }.SelectMany(y => new[] { f(y) }).First()", "new[] { 1 }.TakeWhile(y => f(y) > 0).Count()", "new[] { 1 }.SkipWhile(y => f(y) > 0).Count()", "new[] { 1, 2 }.DistinctBy(f).Count()", "new[] { 1, 2 }.MinBy(f)", "new[] { 1, 2 }.MaxBy(f)",
        "new[] { 1, 2 }.ExceptBy(new[] { 1 }, f).Count()", "new[] { 1, 2 }.IntersectBy(new[] { 1 }, f).Count()", "new[] { 1, 2 }.UnionBy(new[] { 1 }, f).Count()", "new[] { 1, 2 }.CountBy(f).Count()", "new[] { 1, 2 }.AggregateBy(f, 0, (a, b) => a).Count()",
        "new[] { 1 }.First(y => f(y) > 0)", "new[] { 1 }.Last(y => f(y) > 0)", "new[] { 1 }.Single(y => f(y) > 0)", "new[] { 1 }.Zip(new[] { 1 }, (a, b) => f(a)).First()", "new[] { 1 }.Join(new[] { 1 }, f, y => y, (a, b) => a).Count()",
        "new[] { 1 }.GroupJoin(new[] { 1 }, y => y, f, (a, b) => a).Count()", "new List<int> { 1, 2 }.FindIndex(y => f(y) > 0)", "new List<int> { 1 }.Find(y => f(y) > 0)", "new List<int> { 1 }.FindAll(y => f(y) > 0).Count", "new List<int> { 1 }.FindLast(y => f(y) > 0)",
        "new List<int> { 1 }.Exists(y => f(y) > 0) ? 1 : 0", "new List<int> { 1 }.TrueForAll(y => f(y) > 0) ? 1 : 0", "new List<int> { 1 }.RemoveAll(y => f(y) > 0)", "new List<int> { 1 }.ConvertAll(y => f(y)).Count", "Array.ConvertAll(new[] { 1 }, y => f(y))[0]",
        "Array.Find(new[] { 1 }, y => f(y) > 0)", "Array.FindIndex(new[] { 1 }, y => f(y) > 0)", "Array.FindAll(new[] { 1 }, y => f(y) > 0).Length", "Array.Exists(new[] { 1 }, y => f(y) > 0) ? 1 : 0", "new Lazy<int>(() => f(x)).Value", "ImmutableArray.Create(1, 2).OrderBy(f).First()",
        "new SortedSet<int>(Comparer<int>.Create((a, b) => f(a))) { 1, 2 }.Count", "((Func<int>)(() => f(x)))()", "new HashSet<int> { 1 }.RemoveWhere(y => f(y) > 0)", "Enumerable.Repeat(f, 2).Select(g => g(x)).Last()", "f(x + 1) + 1", "(f + f)(x)",
    ];

    /// <summary>Other recursion, loops without an end, growth; <c>#</c> stands for a number.</summary>
    private static readonly string[] Bodies =
    [
        "var n = new Node(); n.Next = n; P($\"{n}\");", "var n = new Node(); n.Next = n; P(n.ToString());", "var n = new Node(); n.Next = n; P(string.Concat(n, \"a\"));", "var n = new Node(); n.Next = n; P(new StringBuilder().Append(n).ToString());",
        "var n = new Node(); n.Next = n; P(n.Equals(new Node { Next = n }));", "var n = new Node(); n.Next = n; P(new HashSet<Node> { n }.Count);", "var n = new Node(); n.Next = n; P(new[] { n }.Distinct().Count());",
        "var n = new Linked(1); n.Next = n; P($\"{n}\");", "var n = new Linked(1); n.Next = n; P(new HashSet<Linked> { n }.Count);", "var n = new Linked(1); n.Next = n; var m = new Linked(1) { Next = n }; n.Next = m; P(n == new Linked(1) { Next = m });",
        "new[] { 2, 1, 3 }.ToList().Sort(new Sorter());", "P(new[] { 2, 1 }.OrderBy(x => x, new Sorter()).First());", "new SortedSet<int>(new Sorter()) { 1, 2 }.Clear();", "Array.Sort(new[] { 2, 1 }, new Sorter());", "new SortedDictionary<int, int>(new Sorter()) { [1] = 1, [2] = 2 }.Clear();",
        "P(new HashSet<int>(new Same()) { 1, 2 }.Count);", "P(new Seq().Count());", "P(new Seq().First());", "foreach (var x in new Seq()) P(x);", "P(string.Join(\",\", new Seq()));", "P(new List<int>(new Seq()).Count);", "P($\"{new Text():x}\");", "P(string.Format(\"{0:x}\", new Text()));",
        "P(new Lazily().L.Value);", "P(Deep<int>.At(#));", "P(Wide<int>.Make(#).ToString()!.Length);", "P(Cctor.X);", "P(new Str().Equals(new Str()));", "P(new[] { new Str() }.Contains(new Str()));", "new Disp().Dispose();", "try { throw new Err(); } catch (Exception e) { P(e.Message); }",
        "while (true) { }", "for (;;) nop();", "for (;;) { try { throw new Exception(); } catch { } }", "try { while (true) { } } finally { nop(); }", "again: goto again;", "while (true) try { int.Parse(\"x\"); } catch { }",
        "for (;;) Enumerable.Range(0, 1 << 24).Max();", "for (;;) Enumerable.Repeat(1, 1 << 24).Sum();", "for (;;) Enumerable.Range(0, 1 << 28).Count(x => x > 5);", "for (;;) Enumerable.Range(0, 1 << 24).Distinct().First();", "for (;;) Enumerable.Range(0, 1 << 24).OfType<string>().Any();",
        "for (;;) Enumerable.Range(0, 1 << 24).Select(x => x).Last();", "for (;;) new int[1 << 20].Contains(5);", "for (;;) Array.IndexOf(new int[1 << 22], 5);", "for (;;) new int[1 << 22].Reverse().ToArray();", "for (;;) Array.Sort(new int[1 << 22]);", "for (;;) new string('x', 1 << 22).IndexOf('y');", "for (;;) Enumerable.Range(0, 1 << 22).ToList();",
        "for (;;) Enumerable.Range(0, 1 << 20).SelectMany(x => Enumerable.Range(0, 1 << 20)).Max();", "IEnumerable<int> e = new[] { 1 }; for (;;) e = e.Concat(new[] { 1 });", "IEnumerable<int> e = new[] { 1 }; for (var i = 0; i < 400000; i++) e = e.Select(x => x); P(e.First());", "IEnumerable<int> e = new[] { 1 }; for (var i = 0; i < 30; i++) e = e.Concat(e); P(e.Count());", "IEnumerable<int> It() { while (true) yield return 1; } P(It().Sum());", "IEnumerable<int> It(int n) { yield return n; foreach (var x in It(n + 1)) yield return x; } P(It(0).Count());",
        "var l = new List<string>(); for (;;) l.Add(new string('x', 1 << 24));", "var l = new List<object>(); for (;;) l.Add(new object());", "var l = new List<int[]>(); for (;;) l.Add(new int[#]);", "var s = \"ab\"; for (;;) s += s;", "var s = \"ab\"; for (;;) s = s.Replace(\"a\", \"aa\").Replace(\"b\", \"bb\");", "var b = new StringBuilder(\"ab\"); for (;;) b.Append(b);", "var b = new StringBuilder(); for (;;) b.Append('x', 1 << 20);", "var b = new StringBuilder(\"ab\"); for (;;) b.Replace(\"b\", \"bb\");", "var b = new StringBuilder(); for (;;) b.Insert(0, \"xxxxxxxx\", 100000);",
        "P(1.ToString(\"D999999999\").Length);", "P($\"{1:D99999999}\".Length);", "P(string.Format(\"{0,999999999}\", 1).Length);", "P(\"\".PadLeft(2000000000).Length);", "P($\"{1,1000000000}\".Length);", "P(new string('x', 2000000000).Length);", "P(new int[2000000000].Length);", "P(new int[50000, 50000].Length);", "P(new List<long>(2000000000).Count);", "P(new Dictionary<int, int>(1000000000).Count);", "P(Enumerable.Range(0, 1 << 30).ToArray().Length);", "P(string.Join(\"\", Enumerable.Repeat(new string('x', 1 << 20), 1 << 20)).Length);", "P(string.Concat(Enumerable.Repeat(\"xxxxxxxxxxxxxxxx\", 1 << 26)).Length);", "var a = new int[1]; for (;;) Array.Resize(ref a, a.Length * 2);", "var d = new Dictionary<int, int[]>(); for (var i = 0; ; i++) d[i] = new int[1000];", "Action a = () => { }; for (;;) a += a;", "var q = new Queue<int>(); for (;;) q.Enqueue(1);", "var i = ImmutableArray<int>.Empty; for (;;) i = i.Add(1);", "object o = 1; for (;;) o = new[] { o, o };", "var t = typeof(int); Span<byte> s = stackalloc byte[1 << 30]; P(s.Length);", "decimal m = 1; for (;;) m = m / 3 + 1;",
        "P(string.Concat(Enumerable.Repeat(new string('x', 1 << 22), 1 << 22).ToArray()).Length);", "P(string.Join(new string('x', 1 << 20), new int[1 << 20]).Length);", "P(string.Concat(Enumerable.Range(0, 1 << 20).Select(x => new string('x', 1 << 20))).Length);", "var s = new string('x', 1 << 20); P(string.Concat(Enumerable.Range(0, 900000).Select(x => s)).Length);", "var s = new string('x', 1 << 20); P(string.Format(string.Concat(Enumerable.Repeat(\"{0}\", 1 << 20)), s).Length);", "var s = new string('x', 1 << 20); P(new StringBuilder().AppendJoin(s, Enumerable.Repeat(s, 1 << 20)).Length);", "object o = new string('x', 1 << 20); P(string.Concat(Enumerable.Repeat(o, 1 << 20)).Length);", "P(string.Concat(Enumerable.Repeat(\"a\", 1 << 24).Select(x => x)).Length);",
        "var l = new SortedList<int, int>(); for (var i = 0; ; i++) l.Add(-i, i);", "var l = new LinkedList<int>(); for (;;) l.AddLast(1);", "var l = new List<int>(); for (;;) l.Insert(0, 1);", "var i = ImmutableList<int>.Empty; for (;;) i = i.Add(1);", "var i = ImmutableDictionary<int, int>.Empty; for (var n = 0; ; n++) i = i.Add(n, n);", "var s = new SortedSet<int>(); for (var n = 0; ; n++) s.Add(n);", "var b = ImmutableArray.CreateBuilder<int>(); for (;;) b.Insert(0, 1);",
        "Action a = () => { }; for (var i = 0; i < 18; i++) a += a; for (;;) a -= a + a;", "Action a = () => { }; for (var i = 0; i < 18; i++) a += a; P(a == a + a);", "Action a = () => { }; for (;;) a += () => { };", "Action a = () => { }; for (var i = 0; i < 22; i++) a += a; a();",
        "IEnumerable<int> e = new int[5000]; for (var i = 0; i < 9000; i++) e = e.DefaultIfEmpty(); for (;;) foreach (var x in e) nop();", "IEnumerable<int> e = new int[5000]; for (var i = 0; i < 9000; i++) e = e.DefaultIfEmpty(); for (;;) e.Sum();", "IEnumerable<int> e = new int[1 << 20]; for (var i = 0; i < 900; i++) e = e.Append(i).Prepend(i); P(e.Distinct().Count());", "IEnumerable<object> e = new object[1 << 20]; for (var i = 0; i < 900; i++) e = e.Cast<object>().Concat(e); P(e.Count());",
        "var b = new StringBuilder(); for (;;) b.Insert(b.Length / 2, \"x\");", "var b = new StringBuilder(new string('a', 1 << 20)); for (;;) b.Replace(\"a\", \"aa\", 0, b.Length / 2).Replace(\"aa\", \"a\");", "var b = new StringBuilder(); for (var i = 0; ; i++) { b.Insert(0, i); P(b[b.Length / 2]); }", "for (;;) new string('x', 1 << 22).Split('x');", "for (;;) new string('x', 1 << 20).Normalize();", "var d = 1.0; for (;;) P(d.ToString(\"F1000000\").Length);", "for (;;) new BitArray(1 << 24).Not();", "Array.CreateInstance(typeof(int), 1 << 15, 1 << 15);", "Array.CreateInstance(typeof(long), new[] { 1 << 10, 1 << 10, 1 << 10 });",
        "P(Twice<int>.Size(10));", "P(Twice<int>.Size(40));", "P(Twice<string>.Size(#));", "var a = new Big20(); var b = a; P(b.Equals(a));", "var a = new Big16[1 << 16]; a[5] = a[6]; P(a.Length);", "var l = new List<Big14>(); for (;;) l.Add(default);", "object o = new Big18(); for (;;) o = (Big18)o;", "Big12 F(Big12 x) => F(x); F(default);",
        "Exception e = new Exception(); for (;;) e = new Exception(\"\", e);", "Exception e = new Exception(); for (var i = 0; i < 100000; i++) e = new Exception(\"\", e); P(e.GetBaseException().Message);", "void T(int n) { try { if (n == 0) throw new Exception(); T(n - 1); } catch (Exception e) { throw new Exception(e.Message + n, e); } } T(900);", "void T(int n) { try { T(n + 1); } finally { T(n + 1); } } T(0);", "var n = 0; void T(int d) { for (var i = 0; i < 100; i++) { n++; if (d > 0) T(d - 1); } } T(900);",
        "for (;;) ascii(new string('x', 1 << 23));", "for (;;) skip(1 << 28);", "for (;;) align(1 << 20);", "for (var i = 0; ; i++) section(\".s\" + i, \"a\");", "for (var i = 0; i < 70000; i++) { section(\".s\" + i, \"a\"); db(1); }", "for (var i = 0; ; i++) bind(Global(\"g\" + i));", "for (;;) { var l = label(); jmp(l); bind(l); }", "for (;;) dq(1);", "for (;;) pushsection(\".x\", \"a\");", "void R() => pushsection(\".x\", \"a\", () => R()); R();", "for (;;) asciz($\"{#}\");",
        "object t = 1; for (var i = 0; i < 200000; i++) t = (t, i); P(t.ToString()!.Length);", "object t = 1, u = 1; for (var i = 0; i < 40; i++) { t = (t, t); u = (u, u); } P(t.Equals(u));", "object t = 1; for (var i = 0; i < 40; i++) t = (t, t); P(t.ToString()!.Length);", "object t = 1; for (var i = 0; i < 200000; i++) t = Tuple.Create(t, i); P(t.ToString()!.Length);",
        "object t = 1; for (var i = 0; i < 200000; i++) t = new KeyValuePair<object, object>(t, i); P(t.ToString()!.Length);", "object t = 1; for (var i = 0; i < 200000; i++) t = new Held { A = t }; P(t.Equals(t));", "var t = new Lazy<object>(1); for (var i = 0; i < 200000; i++) t = new Lazy<object>(t); P(t.ToString()!.Length);",
        "FormattableString t = $\"x\"; for (var i = 0; i < 200000; i++) t = $\"{t}\"; P(t.ToString().Length);", "FormattableString t = $\"x\"; for (var i = 0; i < 40; i++) t = $\"{t}{t}\"; P(t.ToString().Length);", "object t = 1, u = 1; for (var i = 0; i < 200000; i++) { t = new[] { t }; u = new[] { u }; } P(StructuralComparisons.StructuralEqualityComparer.Equals(t, u));",
        "Exception t = new Exception(); for (var i = 0; i < 30000; i++) t = new Exception(\"\", t); P(t.ToString().Length);", "Exception t = new Exception(\"x\"); for (var i = 0; i < 30; i++) t = new AggregateException(t, t); P(t.Message.Length);", "Exception t = new Exception(\"x\"); for (var i = 0; i < 30; i++) t = new AggregateException(t, t); P(((AggregateException)t).Flatten().InnerExceptions.Count);",
        "for (;;) lock (this) { }", "for (;;) try { } finally { }", "while (true) try { continue; } finally { }", "again: try { goto again; } finally { }", "again: try { throw new Exception(); } catch { goto again; }", "for (;;) using (new Disposed()) { }", "for (;;) foreach (var x in Array.Empty<int>()) { }", "for (;;) foreach (var x in new List<int>()) { }", "for (var i = 0; i < 300000; i++) { nop(); align(16); }", "for (var i = 0; i < 300000; i++) { db(1); pushsection(\".y\", \"a\"); db(2); popsection(); }",
        "for (;;) new Final();", "T New<T>() where T : new() => new T(); for (;;) New<Final>();", "var s = new string('x', 1 << 20); var t = new string('x', 1 << 20); for (;;) P(s == t);", "var d = new Dictionary<string, int>(); var s = new string('x', 1 << 20); for (;;) d[s] = 1;", "var s = new string('x', 1 << 20); var t = new HashSet<string>(); for (;;) t.Add(s);",
    ];

    private static readonly string[] Wrappers =
    [
        "$", "try { $ } catch (Exception) { }", "try { $ } finally { nop(); }", "try { $ } catch (Exception e) when (e.Message.Length > 0) { }", "Action a0 = () => { $ }; a0();", "void L0() { $ } L0();", "new List<int> { 1 }.ForEach(x0 => { $ });", "foreach (var x0 in new[] { 1 }.Select(y0 => y0 + 1)) { $ }", "pushsection(\".w\", \"a\", () => { $ });",
    ];

    private static readonly string[] All = [.. Bodies, .. Callbacks.Select(static call => "Func<int, int> f = null!; f = x => " + call + "; P(f(#));")];

    public static int Kinds => All.Length * Wrappers.Length;

    public static SmallProgram Draw(int seed)
    {
        var random = new Random(seed);
        var body = All[seed % All.Length].Replace("#", (1 << random.Next(4, 24)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var wrapped = Wrappers[seed / All.Length % Wrappers.Length].Replace("$", body, StringComparison.Ordinal);
        return new SmallProgram("hostile " + seed.ToString(CultureInfo.InvariantCulture), wrapped, "", Types);
    }
}
