// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>What <c>entryasm diff</c> reports of two builds of one kernel, between inputs of each kind.</summary>
public sealed class DiffTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string> Kinds => new()
    {
        { "o", "o" }, { "dll", "dll" }, { "lst", "lst" }, { "dll", "o" }, { "o", "lst" }, { "lst", "dll" },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Same(string old, string now)
    {
        Assert.Equal("", Diff(new Kernel(), old, new Kernel(), now).Succeeded());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void OneChangedInstruction(string old, string now)
    {
        var report = Differs(new Kernel(), old, new Kernel { Source = rsi }, now);
        Assert.Contains(": 1 changed in 1 routine\n", report);
        Assert.Contains("\nentry_SYSCALL_64 (.entry.text): 1 changed\n  ~ +0003  65 48 89 24 25 00 00 00 00  mov qword.gs[current_task + 8], rsp  {32S} "
            + "| +0003  65 48 89 34 25 00 00 00 00  mov qword.gs[current_task + 8], rsi  {32S}", report);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void InsertedBytesShiftTheRestAndNothingElse(string old, string now)
    {
        var report = Differs(new Kernel(), old, new Kernel { Inserted = 17 }, now);
        Assert.Contains(": 17 added in 1 routine; 2 routines moved\n", report);
        Assert.Equal(17, report.Split('\n').Count(static line => line.StartsWith("  + ", StringComparison.Ordinal) && line.Contains("push rax", StringComparison.Ordinal)));
        Assert.Contains(".entry.text: moved by +0x10, otherwise the same: 2 routines\n  page_fault, error_entry\n", report);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void BranchRetargetedAtEqualLength(string old, string now)
    {
        var report = Differs(new Kernel(), old, new Kernel { BranchesElsewhere = true }, now);
        Assert.Contains(": 1 retargeted in 1 routine\n", report);
        Assert.Contains("  > +0014  75 03  jne ", report);
        Assert.Contains(" | +0014  75 06  jne ", report);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void CallRetargeted(string old, string now)
    {
        var report = Differs(new Kernel(), old, new Kernel { CallsElsewhere = true }, now);
        Assert.Contains("1 retargeted in 1 routine", report);
        Assert.Contains("call do_syscall_64  {PLT32} | +000c  e8 00 00 00 00  call do_page_fault  {PLT32}", report);
        Assert.Contains("  no longer refers to do_syscall_64\n", report);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void OtherEncodingOfTheSameInstruction(string old, string now)
    {
        var report = Differs(new Kernel(), old, new Kernel { EncodesDifferently = true }, now);
        Assert.Contains("1 in 1 routine", report.Replace("encoded differently ", "", StringComparison.Ordinal).Replace("changed ", "", StringComparison.Ordinal));
        Assert.Contains("48 89 c1  mov rcx, rax", report);
        Assert.Contains("48 8b c8  ", report);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void MovedRoutinesAreNotChanged(string old, string now)
    {
        var report = Differs(new Kernel(), old, new Kernel { Reorders = true }, now);
        Assert.Contains(": 2 routines moved\n", report);
        Assert.DoesNotContain("  ~ ", report);
        Assert.DoesNotContain("  > ", report);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void NewAndGoneRoutines(string old, string now)
    {
        var added = Differs(new Kernel(), old, new Kernel { HasMore = true }, now);
        Assert.Contains("\nmore (.entry.text): new, 1 byte\n", added);
        Assert.Matches(@"\n  \+ \+0000  f4  hlt", added);
        var removed = Differs(new Kernel { HasMore = true }, old, new Kernel(), now);
        Assert.Contains("\nmore (.entry.text): gone, 1 byte\n", removed);
        Assert.Matches(@"\n  - \+0000  f4  hlt", removed);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void MoreLocalNamesForTheSameBytes(string old, string now)
    {
        var report = Differs(new NamedInside(), old, new NamedInside { HasName = true }, now);
        Assert.Contains("  more local symbols in the same bytes: inside\n", report);
        Assert.DoesNotContain("added", report);
        Assert.DoesNotContain("gone", report);
        Assert.Contains("  fewer local symbols in the same bytes: inside\n", Differs(new NamedInside { HasName = true }, old, new NamedInside(), now));
    }

    [Fact]
    public void Gates()
    {
        var report = Differs(new Kernel(), "dll", new Kernel { HasGate = false }, "lst");
        Assert.Contains("gates (vector, entry, error code, stack, privilege, type): 1 row\n  - 14  page_fault  error code  dpl 0  interrupt\n", report);
    }

    [Fact]
    public void LinesOfCSharpStandBesideTheChange()
    {
        var report = Differs(new Kernel(), "dll", new Kernel { Source = rsi }, "dll");
        Assert.Matches(@"rsi  \{32S\}  Kernel\.cs:\d+\n", report);
    }

    [Fact]
    public void ModulesAreMatchedByName()
    {
        var (old, now) = (new Kernel().Build(), new Kernel { Source = rsi }.Build());
        var other = new Second().Build();
        var first = folder.Add("a.dll", TestAssembly.Of(old, other));
        var second = folder.Add("b.dll", TestAssembly.Of(now, other));
        var run = ToolRun.Of("diff", first, second);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("\nEntryAsm.Tool.Tests.Kernel: 1 changed in 1 routine\n", run.Output);
        Assert.DoesNotContain("Second", run.Output);
        ToolRun.Of("diff", first, second, "--module", "Second").Succeeded();
        ToolRun.Of("diff", first, first).Succeeded();
        Assert.Contains("Kernel: 4 routines gone", ToolRun.Of("diff", first, folder.Add("c.dll", TestAssembly.Of(other))).Output);
    }

    [Fact]
    public async Task Text() => await Verifier.Verify(Differs(Before, "dll", After, "dll").Replace(folder.Path, "", StringComparison.Ordinal));

    [Fact]
    public async Task Markdown()
    {
        var run = Diff(Before, "dll", After, "dll", "--markdown");
        Assert.Equal(1, run.ExitCode);
        await Verifier.Verify(run.Output.Replace(folder.Path, "", StringComparison.Ordinal), "md");
    }

    [Fact]
    public void MarkdownOfNoDifference()
    {
        var run = Diff(new Kernel(), "o", new Kernel(), "o", "--markdown");
        Assert.Contains("No difference.", run.Succeeded());
    }

    [Fact]
    public void MarkdownFitsIntoAComment()
    {
        var run = Diff(new Kernel(), "o", new Kernel { Inserted = 5000 }, "o", "--markdown");
        Assert.InRange(run.Output.Length, 30_000, 65_000);
        Assert.EndsWith("too long for a comment.\n", run.Output);
    }

    [Fact]
    public void ColourOnATerminalOnly()
    {
        var (old, now) = (folder.AddObject("a.o", new Kernel()), folder.AddObject("b.o", new Kernel { Source = rsi }));
        Assert.Contains("\u001b[", ToolRun.Of(useColour: true, "diff", old, now).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[", ToolRun.Of("diff", old, now).Output, StringComparison.Ordinal);
    }

    private static Kernel Before => new() { HasMore = true };

    private static Kernel After => new() { Inserted = 1, Source = rsi, BranchesElsewhere = true, CallsElsewhere = true, EncodesDifferently = true, HasGate = false };

    private string Differs(EntryAssembler old, string oldKind, EntryAssembler now, string newKind)
    {
        var run = Diff(old, oldKind, now, newKind);
        Assert.Equal("", run.Error);
        Assert.Equal(1, run.ExitCode);
        return run.Output;
    }

    private ToolRun Diff(EntryAssembler old, string oldKind, EntryAssembler now, string newKind, params string[] options) =>
        ToolRun.Of(["diff", Write("old", old.Build(), oldKind), Write("new", now.Build(), newKind), .. options]);

    private string Write(string name, EntryObject module, string kind) => folder.Add(name + "." + kind, kind switch
    {
        "dll" => TestAssembly.Of(module),
        "lst" => System.Text.Encoding.UTF8.GetBytes(ListingWriter.Write(module)),
        _ => ElfWriter.Write(module),
    });

    private static Op rsi => EntryAssembler.rsi;

    /// <summary>A routine that states no size, with or without a local symbol inside.</summary>
    private sealed class NamedInside : EntryAssembler
    {
        private static readonly Symbol routine = Global();
        private static readonly Symbol inside = Local();

        public bool HasName { get; init; }

        protected override void Assemble()
        {
            bind(routine);
            cld();
            if (HasName)
                bind(inside);
            ret();
        }
    }
}
