// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Tests;

/// <summary>What an entry module must be.</summary>
public class DeclarationDiagnosticsTests
{
    [Theory]
    [InlineData("[EntryModule] public sealed class /*EA0101*/M : EntryAssembler { protected override void Assemble() { } }")]
    [InlineData("public partial class Outer { [EntryModule] public sealed partial class /*EA0102*/M : EntryAssembler { protected override void Assemble() { } } }")]
    [InlineData("[EntryModule] public sealed partial class /*EA0103*/M<T> : EntryAssembler { protected override void Assemble() { } }")]
    [InlineData("[EntryModule] public abstract partial class /*EA0104*/M : EntryAssembler { protected override void Assemble() { } }")]
    [InlineData("[EntryModule] public sealed partial class First : EntryAssembler { protected override void Assemble() { } } [EntryModule] public sealed partial class /*EA0105*/FIRST : EntryAssembler { protected override void Assemble() { } }")]
    [InlineData("[EntryModule] public sealed partial class /*EA0106*/M { }")]
    [InlineData("[EntryModule] public sealed partial class /*EA0107*/M(int n) : EntryAssembler { protected override void Assemble() => nop(n.ToString()); }")]
    [InlineData("[EntryModule] public sealed partial class /*EA0108*/M : EntryAssembler { protected override void Assemble() { } } class MCode { }")]
    public void IsReportedOnTheName(string declaration) => Marked.Check("using EntryAsm; namespace Kernel { " + declaration + " }");

    [Fact]
    public void TwoModulesInTwoNamespacesAreTwoModules() => Assert.Empty(Generation.Run("using EntryAsm; namespace A { [EntryModule] sealed partial class M : EntryAssembler { protected override void Assemble() => nop(); } } namespace B { [EntryModule] sealed partial class M : EntryAssembler { protected override void Assemble() => nop(); } }").Diagnostics);

    [Theory]
    [InlineData("bind(entry); nop() nop();")]
    [InlineData("nop(unknown);")]
    [InlineData("nosuch();")]
    [InlineData("int x = \"text\"; nop();")]
    [InlineData("int x; dq(x);")]
    public void CodeThatDoesNotCompileGetsNoDiagnosticOfOursAndKeepsTheMembers(string body)
    {
        var generation = Generation.Run(Generation.Module(body, "static readonly Symbol entry = Global();"),
            "class User { int Offset = Kernel.MCode.Offsets.entry; }");

        Assert.Empty(generation.Diagnostics);
        Assert.All(generation.CompilerMessages.Where(message => message.Severity == DiagnosticSeverity.Error), message => Assert.EndsWith("Module.cs", message.Location.SourceTree!.FilePath, StringComparison.Ordinal));
    }

    [Fact]
    public void AMistakeKeepsTheMembers()
    {
        var generation = Generation.Run(Generation.Module("bind(entry); mov(rax, ebx);", "static readonly Symbol entry = Global();"), "class User { int Offset = Kernel.MCode.Offsets.entry; }");

        Assert.Equal("EA0004", Assert.Single(generation.Diagnostics).Id);
        Assert.DoesNotContain(generation.CompilerMessages, message => message.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void ATypeThatIsWrongElsewhereGetsNoDiagnosticOfOurs() => Assert.Empty(Generation.Run(Generation.Module("dq(new P(1).X);", outside: "record P(int X, tring Y = \"y\");")).Diagnostics);

    [Fact]
    public void AnUnknownBaseClassIsTheCompilersToReport() => Assert.Empty(Generation.Run(Generation.Module("nop();", baseType: "Missing")).Diagnostics);

    [Fact]
    public void UsingItsOwnOutputIsReported() => Assert.Contains("'MCode' is generated from this module", Assert.Single(Generation.Run(Generation.Module("dq(MCode.Offsets.x);")).Diagnostics).GetMessage(null), StringComparison.Ordinal);
}
