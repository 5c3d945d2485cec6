// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

/// <summary>Several modules in one file. What one of them does not reach is not compiled for it, and the others, which then make no sense, are taken out: lines and columns stay as they are.</summary>
public class ModulesInOneFileTests
{
    private const string Macros = "using EntryAsm; namespace Kernel.Macros; public abstract class Kit : EntryAssembler { protected void SAVE(params Op[] registers) { foreach (var one in registers) push(one); } } public enum Kind { A, B = 4 }";

    private const string Modules = """
        using EntryAsm;
        using Kernel.Macros;

        namespace Kernel
        {
            /// <summary>Uses macros.</summary>
            [EntryModule]
            public sealed partial class A : Kit
            {
                protected override void Assemble() => SAVE(
                    rax,
        #if NEVER
                    rbx,
        #endif
                    rcx);
            }

            #region of those that need the kit

            public enum Own
            {
                First = 1, Second = (int)Kind.B, // of the kit
                Third,
            }

            public static class Numbers
            {
                public const int Kit = (int)Kind.B
                    + 1; public const int Plain = 7;

                public static int Count =>
                    (int)Kind.B;

                public static int Read()
                {
                    var kind = Kind.A;
                    return (int)kind;
                }
            }

            #endregion

            /// <summary>Knows nothing of them.</summary>
            [EntryModule]
            public sealed partial class M : EntryAssembler
            {
                protected override void Assemble()
                {
                    section(".user", "ax");
                    align(4096);
                    nop(); dq(7); mov(eax, 1);
                    align(4096);
                }
            }
        }
        """;

    [Theory]
    [InlineData("Kernel.A")]
    [InlineData("Kernel.M")]
    public void EachIsWhatItGivesWhenItRuns(string module) => Generation.Run(("src/Modules.cs", Modules), ("src/Macros.cs", Macros)).AssertEqualsExecuted(module);

    [Fact]
    public void LineBreaksOfAllKindsStay() =>
        Generation.Run(("src/Modules.cs", Modules.Replace("\n", "\r\n", StringComparison.Ordinal)), ("src/Macros.cs", Macros)).AssertEqualsExecuted("Kernel.M");

    [Fact]
    public void AMistakeIsToldAtItsOwnPlace()
    {
        var text = Modules.Replace("nop(); dq", "nop(); mov(rax, ebx); dq", StringComparison.Ordinal);
        var told = Assert.Single(Generation.Run(("src/Modules.cs", text), ("src/Macros.cs", Macros)).Diagnostics);

        Assert.Equal("EA0004", told.Id);
        var place = told.Location.GetLineSpan().StartLinePosition;
        Assert.StartsWith("mov(rax, ebx)", text.Split('\n')[place.Line][place.Character..], StringComparison.Ordinal);
    }
}
