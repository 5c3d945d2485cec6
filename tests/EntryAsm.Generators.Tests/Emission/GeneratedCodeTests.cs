// SPDX-License-Identifier: MIT
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Tests;

/// <summary>The class that is generated: bytes, constants, and an assembly that needs nothing of EntryAsm when it runs.</summary>
public class GeneratedCodeTests
{
    private static readonly string Source = Generation.Module("""
        align(16); type(door, SymbolType.Function); bind(door); swapgs(); push(5); sysretq(); size(door);
        gate(14, door, hasErrorCode: true, ist: 2);
        section(".rodata", "a"); for (var i = 0; i < 1000; i++) dq(i);
        """, "static readonly Symbol door = Global();");

    private const string User = """
        using System;
        public static class User
        {
            public static byte[] Text => Kernel.MCode.Sections.text.ToArray();
            public static byte[] Data => Kernel.MCode.Sections.rodata.ToArray();
            public static byte[] Routine => Kernel.MCode.Routines.door.ToArray();
            public const int Size = Kernel.MCode.Sizes.door, Offset = Kernel.MCode.Offsets.door, Vector = Kernel.MCode.Vectors.door;
        }
        """;

    [Fact]
    public void BytesAreThoseOfTheObject()
    {
        var generation = Generation.Run(Source, User);
        Assert.Empty(generation.CompilerMessages);
        var made = generation.Object();
        var user = generation.Load().GetType("User")!;

        Assert.Equal(made.FindSection(".text")!.Bytes.ToArray(), Value<byte[]>(user, "Text"));
        Assert.Equal(made.FindSection(".rodata")!.Bytes.ToArray(), Value<byte[]>(user, "Data"));
        Assert.Equal(made.FindSection(".text")!.Bytes.ToArray(), Value<byte[]>(user, "Routine"));
        Assert.Equal(14, user.GetField("Vector")!.GetRawConstantValue());
    }

    [Fact]
    public void TypedTablesAreReadBackFromTheAssembly()
    {
        var read = Assert.Single(AssemblyObjects.From(Generation.Run(Source).Load()));

        Assert.Equal("Kernel.M", read.Name);
        Assert.Equal(14, Assert.Single(read.Gates).Vector);
    }

    [Theory]
    [InlineData("/work/kernel/Entry/M.cs", "Entry/M.cs")]
    [InlineData("/work/kernel/M.cs", "M.cs")]
    [InlineData("/work/kernel/../shared/Entry/M.cs", "")]
    [InlineData("/work/kernel/Entry/../M.cs", "M.cs")]
    [InlineData("/work/kernels/M.cs", "")]
    public void AFileIsInsideTheProjectOrElsewhere(string file, string inside)
    {
        Assert.Equal(inside, new ProjectFolder("/work/kernel").InProject(file));
        Assert.Equal(inside.Length > 0 ? inside : file.Contains("Entry", StringComparison.Ordinal) ? "Entry/M.cs" : "kernels/M.cs", new ProjectFolder("/work/kernel").Inside(file));
    }

    [Fact]
    public void TheAccessOfTheClassIsThatOfTheModule()
    {
        Assert.Contains("internal static class MCode", Assert.Single(Generation.Run(Source.Replace("public sealed partial class M", "sealed partial class M", StringComparison.Ordinal)).Sources).Value, StringComparison.Ordinal);
        Assert.Contains("public static class MCode", Assert.Single(Generation.Run(Source).Sources).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesThatAreKeywordsOrStandInTheGlobalNamespace()
    {
        var generation = Generation.Run("using EntryAsm; [EntryModule] sealed partial class @class : EntryAssembler { static readonly Symbol @int = Global(); protected override void Assemble() { bind(@int); @int(3); } }"
            .Replace("static readonly Symbol @int", "static readonly Symbol @new", StringComparison.Ordinal).Replace("bind(@int)", "bind(@new)", StringComparison.Ordinal));

        Assert.Empty(generation.Diagnostics);
        Assert.DoesNotContain(generation.CompilerMessages, message => message.Severity == DiagnosticSeverity.Error);
        Assert.Equal("class", generation.Object("class").Name);
    }

    [Fact]
    public void AModuleInSeveralPartsAndFiles() => Generation.Run(Generation.Module("Second();", "static readonly Symbol a = Local();"),
        "using EntryAsm; namespace Kernel; partial class M { static readonly Symbol b = Extern(); void Second() { bind(a); call(b); jmp(a); } }").AssertEqualsExecuted();

    private static T Value<T>(Type type, string property) => (T)type.GetProperty(property, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
