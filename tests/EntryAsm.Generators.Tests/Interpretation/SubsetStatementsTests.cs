// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

/// <summary>Every statement of the subset, evaluated as C# executes it. What a snippet computes goes into the object as data.</summary>
public class SubsetStatementsTests
{
    internal static EntryObject Check(string body, string members = "", string outside = "") =>
        Generation.Run(Generation.Module(body, members, outside)).AssertEqualsExecuted();

    [Fact]
    public void If() => Check("""
        var x = 3;
        if (x > 2) dq(1); else dq(2);
        if (x > 5) dq(3); else if (x == 3) dq(4); else dq(5);
        if (x < 0) { dq(6); }
        if (!int.TryParse("42", out var parsed)) return;
        dq(parsed);
        """);

    [Fact]
    public void For() => Check("""
        for (int i = 0, j = 10; i < j; i++, j--) { if (i == 2) continue; dq(i * j); }
        for (var i = 0; ; i += 3) { if (i > 7) break; dq(i); }
        for (; ; ) { break; }
        """);

    [Fact]
    public void WhileAndDo() => Check("""
        var n = 5;
        while (n > 0) { n--; if (n == 3) continue; if (n == 1) break; dq(n); }
        do { n += 2; dq(n); } while (n < 8);
        object o = 0;
        while (o is int k && k < 3) { dq(k); o = k + 1; }
        """);

    [Fact]
    public void ForEach() => Check("""
        foreach (var x in new[] { 1, 2, 3 }) dq(x);
        foreach (long x in new int[] { -1, 7 }) dq(x);
        foreach (var c in "abc") db(c);
        foreach (var x in new List<byte> { 4, 5 }) db(x);
        foreach (var (key, value) in new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }) { ascii(key); dq(value); }
        foreach (var (a, b) in new[] { (1, "x"), (2, "y") }) { dq(a); ascii(b); }
        foreach (var x in Enumerable.Range(3, 4).Where(y => y % 2 == 0)) dq(x);
        foreach (int[] row in new[] { new[] { 1 }, new[] { 2, 3 } }) foreach (var x in row) dq(x);
        """);

    [Fact]
    public void ForEachOverOwnCollection() => Check("foreach (var x in new Countdown(3)) dq(x);", outside: """
        class Countdown(int start)
        {
            public Enumerator GetEnumerator() => new Enumerator(start);
            public class Enumerator(int start)
            {
                int next = start + 1;
                public bool MoveNext() => --next > 0;
                public int Current => next;
            }
        }
        """);

    [Fact]
    public void SwitchStatement() => Check("""
        for (var i = 0; i < 8; i++)
        {
            switch (i)
            {
                case 0: dq(100); break;
                case 1:
                case 2: dq(101); break;
                default: dq(109); break;
                case > 5 when i % 2 == 0: dq(102); break;
                case 7: continue;
            }
        }
        object o = "text";
        switch (o)
        {
            case int n: dq(n); break;
            case string { Length: > 3 } s: ascii(s); break;
        }
        switch ("b") { case "a": dq(1); break; case "b": dq(2); return; }
        """);

    [Fact]
    public void SwitchSectionWithCapturedVariable() => Check("""
        var list = new List<Func<int>>();
        for (var i = 0; i < 3; i++)
        {
            switch (i)
            {
                case int n when n < 2: list.Add(() => n * 10); break;
                default: var local = i; list.Add(() => local + 1); break;
            }
        }
        foreach (var f in list) dq(f());
        """);

    [Fact]
    public void TryCatchFinally() => Check("""
        try { dq(1); int.Parse("x"); dq(2); } catch (FormatException) { dq(3); } finally { dq(4); }
        int Divide(int a, int b) { try { return a / b; } catch (DivideByZeroException e) { ascii(e.GetType() == null ? "" : "z"); return -1; } finally { dq(5); } }
        """.Replace("e.GetType() == null ? \"\" : \"z\"", "\"z\"") + """

        dq(Divide(6, 3)); dq(Divide(1, 0));
        try { try { throw new InvalidOperationException("inner"); } finally { dq(6); } } catch (Exception e) { ascii(e.Message); }
        """);

    [Fact]
    public void UsingDisposesAtTheEnd() => Check("""
        using (new Scope(this, 1)) { dq(2); }
        using var s = new Scope(this, 3);
        dq(4);
        """, outside: """
        class Scope(EntryAssembler asm, int id) : IDisposable { public void Dispose() => asm.dq(-id); }
        """);

    [Fact]
    public void LocalFunctions() => Check("""
        dq(Fib(10)); dq(Even(7) ? 1 : 0);
        var total = 0;
        Add(4); Add(5);
        dq(total);
        int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);
        bool Even(int n) => n == 0 || Odd(n - 1);
        bool Odd(int n) => n != 0 && Even(n - 1);
        void Add(int n) { total += n; }
        static int Pure(int a, int b = 3) => a * b;
        dq(Pure(b: 2, a: 5)); dq(Pure(1));
        """);

    [Fact]
    public void EarlyReturnFromLoop() => Check("""
        foreach (var i in new[] { 1, 2, 3 }) { dq(i); if (i == 2) return; }
        dq(9);
        """);
}
