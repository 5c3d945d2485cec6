// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

/// <summary>Macros as addr2line shows them: functions that were inlined where they were called.</summary>
public class MacroFrameTests
{
    private const string Members = """
        static readonly Symbol routine = Global(), other = Global();
        void Routine()
        {
            bind(routine);
            nop();
            Outer(rax);
            ALTERNATIVE(() => cli(), 3);
            ret();
        }
        void Outer(Op register)
        {
            push(register);
            Inner(register, 2);
            pop(register);
        }
        void Inner(Op register, int times)
        {
            for (var i = 0; i < times; i++)
                Once();
            void Once() => inc(register);
        }
        void ALTERNATIVE(Action body, int feature) => alternative(body, () => Inner(rbx, 1), feature);
        void Made(Symbol symbol)
        {
            bind(symbol);
            nop();
        }
        """;

    private static readonly Lazy<EntryObject> Built = new(() =>
        Generation.RunForDebugging(Generation.Compile(("src/Module.cs", Generation.Module("Routine();\nMade(other);", Members)))).Object());

    /// <summary>From the innermost line out: the function, then its line in the file. The routine itself comes last.</summary>
    [NeedsTools(DebugDataJudge.Lines)]
    [InlineData("routine", 0, "routine 20")]
    [InlineData("routine", 1, "Outer 27", "routine 21")]
    [InlineData("routine", 2, "Once 35", "Inner 34", "Outer 28", "routine 21")]
    [InlineData("routine", 5, "Once 35", "Inner 34", "Outer 28", "routine 21")]
    [InlineData("routine", 8, "Outer 29", "routine 21")]
    [InlineData("routine", 9, "Routine.lambda 22", "ALTERNATIVE 37", "routine 22")]
    [InlineData("other", 0, "Made 41", "other 14")]
    public void TellTheWayToAnInstruction(string symbol, int offset, params string[] expected)
    {
        using var judge = new DebugDataJudge(Built.Value);
        Assert.Equal(expected, judge.Frames(".text", Built.Value.Symbols.Single(one => one.Name == symbol).Value + offset));
    }

    [NeedsTools(DebugDataJudge.Readelf, DebugDataJudge.Dwarfdump, DebugDataJudge.Linker)]
    public void AreTakenWithoutAWord()
    {
        using var judge = new DebugDataJudge(Built.Value);
        judge.IsTakenWithoutAWord();
    }

    /// <summary>Other builds have the lines alone.</summary>
    [NeedsTools(DebugDataJudge.Lines)]
    public void AreNotedOnlyWhereAskedFor()
    {
        var built = Generation.Run(Generation.Module("Routine();\nMade(other);", Members)).Object();
        Assert.Equal(JsonWriter.Write(built), JsonWriter.Write(Built.Value));
        using var judge = new DebugDataJudge(built);
        Assert.Equal(["routine 35"], judge.Frames(".text", 2));
    }
}
