// SPDX-License-Identifier: MIT
using System.Reflection;

namespace EntryAsm.Build.Tests;

/// <summary>The emitted class: it compiles as C# 7.3 and holds the object's bytes and numbers.</summary>
public class CSharpWriterTests
{
    private static readonly EntryObject full = new FullModule().Build();

    /// <summary>Spans cannot be boxed, so a method beside the emitted class copies them.</summary>
    private const string Driver = """
        namespace EntryAsm.Build.Tests
        {
            public static class Driver
            {
                public static byte[] Text() => FullModuleCode.Sections.text.ToArray();
                public static byte[] ReadOnlyData() => FullModuleCode.Sections.rodata.ToArray();
                public static byte[] Start() => FullModuleCode.Routines.start.ToArray();
            }
        }
        """;

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(30)]
    [InlineData(1)]
    public void SectionsAndRoutinesAreTheObjectsBytes(int packedFrom)
    {
        var driver = EmittedCode.Load(CSharpWriter.Write(full, new CSharpOptions { PackedFrom = packedFrom }), Driver).GetType("EntryAsm.Build.Tests.Driver")!;
        var start = full.Symbols.Single(symbol => symbol.Name == "start");

        Assert.Equal(full.FindSection(".text")!.Bytes.ToArray(), Call(driver, "Text"));
        Assert.Equal(full.FindSection(".rodata")!.Bytes.ToArray(), Call(driver, "ReadOnlyData"));
        Assert.Equal(full.FindSection(".text")!.Bytes.Slice((int)start.Value, (int)start.Size).ToArray(), Call(driver, "Start"));
    }

    /// <summary>Halves of a surrogate pair included: the text is no text to the runtime, only its units.</summary>
    [Fact]
    public void EveryUnitOfAPackedSectionIsKept()
    {
        var bytes = Enumerable.Range(0, 0x10000).SelectMany(unit => new[] { (byte)unit, (byte)(unit >> 8) }).Append((byte)0xd8).ToArray();
        var source = CSharpWriter.Write(EmittedCode.Section(".text", bytes), new CSharpOptions { PackedFrom = 1 });
        var driver = EmittedCode.Load(source, "public static class Driver { public static byte[] Text() => PackedCode.Sections.text.ToArray(); }").GetType("Driver")!;

        Assert.DoesNotContain(source, character => character > 0x7e);
        Assert.Equal(bytes, Call(driver, "Text"));
    }

    [Fact]
    public void NumbersAreConstantsAndKeywordsAreNames()
    {
        var code = EmittedCode.Load(CSharpWriter.Write(full)).GetType("EntryAsm.Build.Tests.FullModuleCode")!;

        foreach (var symbol in full.Symbols.Where(symbol => symbol.Section >= 0 && symbol.Type != SymbolType.Section))
            Assert.Equal((int)symbol.Value, Constant(code, "Offsets", symbol.Name));
        Assert.Equal((int)full.Symbols.Single(symbol => symbol.Name == "start").Size, Constant(code, "Sizes", "start"));
        Assert.Equal(14, Constant(code, "Vectors", "class"));
        Assert.Equal(2, Constant(code, "Gates", "Count"));
    }

    [Fact]
    public void AKernelsOwnCoreLibraryIsEnough() =>
        EmittedCode.CompileWithout(EmittedCode.MinimalCoreLibrary(), CSharpWriter.Write(full, CSharpOptions.ForKernel));

    [Fact]
    public void AModuleWithoutRelocationsStillCompilesWithTheLinker() =>
        EmittedCode.CompileWithout(EmittedCode.MinimalCoreLibrary(), CSharpWriter.Write(new EmptyModule().Build(), CSharpOptions.ForKernel));

    [Fact]
    public void NamesThatCSharpDoesNotTakeAreReplacedAndStayDifferent()
    {
        var code = EmittedCode.Load(CSharpWriter.Write(new OddNamesModule().Build())).GetType("EntryAsm.Build.Tests.OddNamesModuleCode")!;

        Assert.Equal(0, Constant(code, "Offsets", "a_b"));
        Assert.Equal(1, Constant(code, "Offsets", "a_b_2"));
        Assert.Equal(2, Constant(code, "Offsets", "Offsets_2"));
    }

    [Fact]
    public void OptionsNameTheClass()
    {
        var text = CSharpWriter.Write(full, new CSharpOptions { Namespace = "My.Kernel", ClassName = "Entry", IsPublic = true });

        Assert.True(EmittedCode.Load(text).GetType("My.Kernel.Entry")!.IsPublic);
        Assert.NotNull(EmittedCode.Load(CSharpWriter.Write(full, new CSharpOptions { Namespace = "" })).GetType("FullModuleCode"));
    }

    private static byte[] Call(Type driver, string method) => (byte[])driver.GetMethod(method)!.Invoke(null, null)!;

    private static int Constant(Type code, string table, string name) =>
        (int)code.GetNestedType(table)!.GetField(name, BindingFlags.Static | BindingFlags.Public)!.GetRawConstantValue()!;
}
