// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

/// <summary>The author's own types: classes, records, structs, enums, generics, inheritance, initialisation order.</summary>
public class SubsetTypesTests
{
    private static void Check(string body, string members = "", string outside = "") => SubsetStatementsTests.Check(body, members, outside);

    /// <summary>It runs when the assembly is loaded, and is in a file that the module does not name.</summary>
    [Fact]
    public void AModuleInitializerThatNobodyNames() => Assert.Equal(6, Generation.Run(Generation.Module("db(State.X);"), "namespace Kernel; public static class State { public static int X = 1; }",
        "namespace Kernel; static class Loaded { [System.Runtime.CompilerServices.ModuleInitializer] internal static void Go() => State.X += 5; }").AssertEqualsExecuted().FindSection(".text")!.Bytes.Span[0]);

    [Fact]
    public void Records() => Check("""
        var a = new Config { Smp = true, Name = "x" }; var b = a with { Name = "y" }; ascii(a.Name); ascii(b.Name); dq(b.Smp ? 1 : 0); dq(a == b ? 1 : 0); dq(a == (b with { Name = "x" }) ? 1 : 0); dq(a != b ? 1 : 0); ascii(new P(1, 2).ToString()); var (x, y) = new P(3, 4); dq(x + y); dq(new P(1, 2).Equals(new P(1, 2)) ? 1 : 0); ascii($"{new Q(1, "s")}"); dq(new Derived(1, 2, 3).Sum); ascii(new Derived(1, 2, 3).ToString()); dq(a.Twice); dq((b with { Bits = 6 }).Twice); var s = new V(1) { Extra = 2 }; var w = s; w.Extra = 5; dq(s.Extra); dq(w.Extra); dq(s == new V(1) { Extra = 2 } ? 1 : 0);
        """, outside: """
        record Config { public bool Smp { get; init; } public string Name { get; init; } = "none"; public int Bits { get; init; } = 4; public int Twice => Bits * 2; }
        record P(int X, int Y); record Q(int N, string S) { public int Twice => N * 2; } record Derived(int X, int Y, int Z) : P(X, Y) { public int Sum => X + Y + Z; } record struct V(int A) { public int Extra { get; set; } }
        """);

    [Fact]
    public void AnonymousTypes() => Check("""
        var a = new { X = 1, Name = "n" }; dq(a.X); ascii(a.Name); ascii(a.ToString()!); dq(a.Equals(new { X = 1, Name = "n" }) ? 1 : 0); foreach (var x in new[] { 3, 4 }.Select((v, i) => new { v, i })) dq(x.v + x.i);
        """);

    [Fact]
    public void ClassesAndInheritance() => Check("""
        Shape s = new Square(3); dq(s.Area()); ascii(s.Name); dq(s.Describe().Length); s = new Circle(); dq(s.Area()); ascii(s.Name); dq(((Circle)s).R); dq(s is Square ? 1 : 0); dq((s as Square)?.Side ?? -1); IHas h = new Square(4); dq(h.Get()); dq(h.Default()); dq(Shape.Made); ascii(new Named().ToString()); dq(new Outer.Inner().V); dq(new Square(2).Equals(null) ? 1 : 0);
        """, outside: """
        interface IHas { int Get(); int Default() => 42; }
        abstract class Shape { public static int Made; protected Shape() { Made++; } public abstract int Area(); public virtual string Name => "shape"; public string Describe() => Name + Area(); }
        class Square : Shape, IHas { public int Side { get; } public Square(int side) { Side = side; } public override int Area() => Side * Side; public override string Name => base.Name + "!"; int IHas.Get() => Side; }
        class Circle : Shape { public int R = 2; public override int Area() => 3 * R * R; }
        class Named { public override string ToString() => "named"; } class Outer { public class Inner { public int V => 6; } }
        """);

    [Fact]
    public void ConstructorsAndInitialisers() => Check("""
        var a = new A(1); foreach (var s in a.Log) ascii(s); dq(new B(5).X); dq(new B().X); dq(new C(1, 2).Sum()); dq(new D { X = 3, Inner = { Y = 4 }, Items = { 5, 6 } }.Total());
        """, outside: """
        class Base { public List<string> Log = new(); public Base() => Log.Add("base"); public Base(int n) : this() => Log.Add("base" + n); }
        class A : Base { string field; public A(int n) : base(n + 1) { Log.Add("a" + n); field = "f"; Log.Add(field); } }
        class B { public int X = 7; public B(int x) { X = x; } public B() : this(3) { X++; } } class C(int a, int b) { int Offset { get; } = a; public int Sum() => a + b + Offset; }
        class E { public int Y { get; set; } } class D { public int X { get; set; } public E Inner { get; } = new(); public List<int> Items { get; } = new(); public int Total() => X + Inner.Y + Items.Sum(); }
        """);

    [Fact]
    public void StructsAreCopied() => Check("""
        var a = new S { X = 1 }; var b = a; b.X = 2; dq(a.X); dq(b.X); a.Bump(); dq(a.X); Change(a); dq(a.X); ChangeRef(ref a); dq(a.X); var list = new List<S> { a }; var c = list[0]; c.X = 99; dq(list[0].X); var arr = new S[2]; arr[0].X = 5; arr[1] = arr[0]; arr[1].X++; dq(arr[0].X); dq(arr[1].X); var boxed = (object)a; a.X = 1; dq(((S)boxed).X); var h = new Holder { Value = a }; h.Value.X = 44; dq(h.Value.X); dq(a.X); S d = default; dq(d.X); dq(new S(3).X); dq(a.Equals(new S { X = 1 }) ? 1 : 0); S late; late.X = 8; dq(late.X); dq((a + new S { X = 5 }).X);
        static void Change(S s) => s.X = 1000; static void ChangeRef(ref S s) => s.X = 2000;
        """, outside: "struct S { public int X; public S(int x) { X = x * 2; } public void Bump() => X += 10; public static S operator +(S l, S r) => new S { X = l.X + r.X }; } class Holder { public S Value; }");

    [Fact]
    public void Enums() => Check("""
        var k = Kind.B; dq((int)k); ascii(k.ToString()); ascii($"{k}"); dq(k == Kind.B ? 1 : 0); dq((int)(Kind)7); ascii(((Kind)7).ToString()); var f = Flags.R | Flags.W; dq((int)f); ascii(f.ToString()); dq(f.HasFlag(Flags.W) ? 1 : 0); f &= ~Flags.R; dq((byte)f); dq(k switch { Kind.A => 1, Kind.B => 2, _ => 3 }); dq(k > Kind.A ? 1 : 0); k++; dq((int)k); dq(Kind.C - Kind.A); var d = new Dictionary<Kind, int> { [Kind.A] = 5 }; dq(d[Kind.A]); foreach (var x in new[] { Kind.C, Kind.A }.OrderBy(x => x)) dq((int)x); dq((ulong)Big.Max); gate(14, sym, type: GateType.Trap); ascii(GateType.Trap.ToString()); dq((int)SectionFlags.Alloc | 1); Kind? none = null; dq(none == Kind.A ? 1 : 0); ascii($"{Kind.B:D}{Flags.W:x}"); object o = Kind.C; dq(o is Kind.C ? 1 : 0); ascii(o.ToString()!); Kind def = default; dq((int)def); var many = new Kind[2]; dq((int)many[1]); bind(sym);
        """, "static readonly Symbol sym = Global();", "enum Kind { A = 1, B, C } [Flags] enum Flags : byte { None = 0, R = 1, W = 2, X = 4 } enum Big : ulong { Max = ulong.MaxValue }");

    [Fact]
    public void Generics() => Check("""
        dq(Id(5)); ascii(Id("s")); dq(new Box<int>(4).Value); dq(Box<int>.Count); dq(Box<string>.Count); new Box<string>("q"); dq(Box<string>.Count); dq(First(new[] { 3, 4 })); dq(Make<E>().V); dq(Def<int>()); dq(Def<string>() == null ? 1 : 0); dq(IsA<string>("x") ? 1 : 0); dq(IsA<int>("x") ? 1 : 0); dq(new Derived().Get()); dq(Max(3, 9)); foreach (var x in Repeat("ab", 2)) ascii(x); dq(new Pair<int, string>(1, "two").Second.Length);
        T Id<T>(T x) => x; T First<T>(IEnumerable<T> x) => x.First(); T Make<T>() where T : new() => new T(); T? Def<T>() => default; bool IsA<T>(object o) => o is T; T Max<T>(T a, T b) where T : IComparable<T> => a.CompareTo(b) > 0 ? a : b; List<T> Repeat<T>(T v, int n) { var l = new List<T>(); for (var i = 0; i < n; i++) l.Add(v); return l; }
        """, outside: "class Box<T> { public static int Count; public T Value; public Box(T v) { Value = v; Count++; } } class E { public int V = 3; } class Base<T> { public virtual T? Get() => default; } class Derived : Base<int> { public override int Get() => 11 + base.Get(); } record Pair<A, B>(A First, B Second);");

    [Fact]
    public void StaticInitialisation() => Check("""
        dq(C.A); dq(C.B); dq(D.X); dq(Lazy.Touched); dq(Lazy.Value); dq(Lazy.Touched); dq(Counter.Next()); dq(Counter.Next()); dq(P.Auto); P.Auto = 9; dq(P.Auto); dq(Cyc1.V); dq(Cyc2.V);
        """, outside: """
        static class C { public static int A = B + 1; public static int B = 5; } static class D { public static readonly int X; static D() { X = C.A + 100; } }
        static class Log { public static int N; } static class Lazy { public static int Touched => Log.N; public static int Value => Inner.V; static class Inner { public static int V = ++Log.N; } }
        static class Counter { static int n; public static int Next() => ++n; } static class P { public static int Auto { get; set; } = 4; } static class Cyc1 { public static int V = Cyc2.V + 1; } static class Cyc2 { public static int V = Cyc1.V + 10; }
        """);

    [Fact]
    public void OperatorsAndConversions() => Check("""
        var a = new Num(3) + new Num(4); dq(a.V); dq((-a).V); dq((int)a); Num b = 9; dq(b.V); dq(a < b ? 1 : 0); a++; dq(a.V); a += b; dq(a.V); dq(a == b ? 1 : 0); dq(new Reg(2)); mov(rax, new Reg(5)); dq(a[3]); a[1] = 8; dq(a.V); dq(a ? 1 : 0); dq((long)(Num)4);
        """, outside: """
        class Num { public int V; public Num(int v) => V = v; public static Num operator +(Num l, Num r) => new(l.V + r.V); public static Num operator -(Num x) => new(-x.V); public static Num operator ++(Num x) => new(x.V + 1); public static explicit operator int(Num x) => x.V; public static implicit operator Num(int v) => new(v); public static bool operator <(Num l, Num r) => l.V < r.V; public static bool operator >(Num l, Num r) => l.V > r.V; public int this[int i] { get => V * i; set => V = i + value; } public static bool operator true(Num n) => n.V != 0; public static bool operator false(Num n) => n.V == 0; public static explicit operator long(Num n) => n.V * 2L; }
        readonly struct Reg(int n) { readonly int n = n; public static implicit operator Op(Reg r) => r.n; }
        """);

    [Fact]
    public void CallerInformationAndDefaults() => Check("""
        dq(Line()); ascii(Member()); dq(Opt(1)); dq(Opt(1, c: 5)); dq(Opt(c: 1, a: 2)); dq(Many(1, 2, 3)); dq(Many()); ascii(File().EndsWith("src/Module.cs") ? "yes" : "no"); ascii(Expr(1 + 2)); ASM(rax, x: -38); ASM(rbx); Macro();
        """, """
        int Line([CallerLineNumber] int line = 0) => line; string Member([CallerMemberName] string name = "") => name; int Opt(int a, int b = 10, int c = 100) => a + b * 2 + c * 3; int Many(params int[] x) => x.Length + x.Sum(); string File([CallerFilePath] string file = "") => file; string Expr(int v, [CallerArgumentExpression("v")] string e = "") => e;
        void ASM(Op r, Op x = default, bool flag = true) { if (flag) mov(r, x.ToString() == "nothing" ? 0 : x); }
        void Macro([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) { nop(file, line); ud2(); }
        """);

    [Fact]
    public void VirtualConfiguration() => Generation.Run(Generation.Module("Body();", "protected override Settings Config => base.Config with { Smp = true };", baseType: "Macros"), """
        using EntryAsm; using System;
        namespace Kernel;
        public record Settings { public bool Smp { get; init; } public int Depth { get; init; } = 2; }
        public abstract class Macros : EntryAssembler
        {
            protected static readonly Symbol handler = Extern();
            protected virtual Settings Config => new();
            protected void ALTERNATIVE(Action old, Action other, int feature) { var start = here(); old(); var end = here(); pushsection(".alt", "a", () => { dd(start - end); dw(feature); other(); }); }
            protected void Body()
            {
                if (Config.Smp) lfence();
                for (var i = 0; i < Config.Depth; i++) { var l = label(); jmp(l); bind(l); ALTERNATIVE(() => jmp(l), () => { }, 5 + i); }
                call(handler); jne(f(1)); nop(); L(1);
            }
        }
        """).AssertEqualsExecuted();
}
