// SPDX-License-Identifier: MIT
namespace EntryAsm.Tests;

/// <summary>A module whose body is given as a lambda.</summary>
[EntryModule]
internal sealed class TestModule : EntryAssembler
{
    private readonly Action<TestModule> body;

    public TestModule(Action<TestModule> body) => this.body = body;

    public static EntryObject Build(Action<TestModule> body) => new TestModule(body).Build();

    /// <summary>The bytes of <c>.text</c>, in hex, separated by spaces.</summary>
    public static string Text(Action<TestModule> body) => Hex(Build(body), ".text");

    public static string Hex(EntryObject built, string section) => string.Join(" ", built.FindSection(section)!.Bytes.ToArray().Select(b => b.ToString("x2")));

    /// <summary>The relocations of a section, one a line: offset, type, target and addend.</summary>
    public static string Relocations(EntryObject built, string section = ".text") => string.Join("\n", built.FindSection(section)!.Relocations
        .Select(r => $"{r.Offset:x} {r.Type} {built.Symbols[r.Symbol].Name}{(r.Addend < 0 ? "-" : "+")}0x{Math.Abs(r.Addend):x}"));

    protected override void Assemble() => body(this);
}
