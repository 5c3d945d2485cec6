// SPDX-License-Identifier: MIT
namespace EntryAsm.Build.Tests;

/// <summary>EntryAsmProve in a build: what is executed must be what was generated.</summary>
[Collection(PackageCollection.Name)]
public class ProofTests(PackageFeed feed)
{
    /// <summary>Stands for any tool that changes an assembly after the compiler: the generator has seen <c>before</c>.</summary>
    private const string Weaver = """
        </PropertyGroup>
        <Target Name="Weave" AfterTargets="CoreCompile" Condition="'$(Weave)' == 'true'">
          <Exec Command="LC_ALL=C sed -i 's/b\x00e\x00f\x00o\x00r\x00e\x00/a\x00f\x00t\x00e\x00r\x00!\x00/' &quot;@(IntermediateAssembly->'%(FullPath)')&quot;" />
        </Target>
        <PropertyGroup>
        """;

    private const string Module = """
        using EntryAsm;

        namespace Kernel;

        [EntryModule]
        public sealed partial class KernelEntry(int count = 2) : EntryAssembler
        {
            private static int built;

            protected override void Assemble()
            {
                for (built++; count > 0; count--)
                    nop();
                db(built);
                asciz("before");
                incbin("logo.bin");
            }
        }
        """;

    /// <summary>In a file that the project takes from a folder beside it.</summary>
    private const string Linked = """
        [EntryAsm.EntryModule]
        public sealed partial class Linked : EntryAsm.EntryAssembler
        {
            protected override void Assemble() => ret();
        }
        """;

    [Fact]
    public void ADifferenceIsAnErrorAtItsLineAndWhatIsProvedIsNotProvedAgain()
    {
        using var consumer = new Consumer(feed, properties: "<EntryAsmProve>true</EntryAsmProve>" + Weaver);
        consumer.Write("KernelEntry.cs", Module);
        consumer.Write("logo.bin", "logo");
        Directory.CreateDirectory(consumer["../elsewhere/entry"]);
        consumer.Write("../elsewhere/entry/Linked.cs", Linked);
        consumer.Write("Directory.Build.targets", "<Project><ItemGroup><AdditionalFiles Include=\"logo.bin\" /><Compile Include=\"../elsewhere/entry/*.cs\" /></ItemGroup></Project>");
        consumer.Build().Succeeded();
        // The compiler names no folder of this machine, and the module finds its file all the same.
        consumer.Build("--no-restore", "-p:DeterministicSourcePaths=true", "-p:PathMap=" + consumer.Path + "=/_").Succeeded();
        Assert.Equal(2, consumer.Outputs.Length);
        var proof = Directory.GetFiles(consumer["obj"], "*.EntryAsm.proof", SearchOption.AllDirectories).Single();
        var proved = File.GetLastWriteTimeUtc(proof);

        consumer.Build("--no-restore", "-p:DeterministicSourcePaths=true", "-p:PathMap=" + consumer.Path + "=/_").Succeeded();
        Assert.Equal(proved, File.GetLastWriteTimeUtc(proof));

        var planted = consumer.Build("--no-restore", "-p:Weave=true").Failed().Output;
        Assert.Contains("KernelEntry.cs(15): error EA0308: executed, module 'Kernel.KernelEntry' becomes something else than the generator wrote: section .text differs at offset 0x3: "
            + "the generator wrote 62 65 66 6f 72 65 00, executed it is 61 66 74 65 72 21 00", planted, StringComparison.Ordinal);
        Assert.Empty(consumer.Outputs);
        Assert.False(File.Exists(proof));
    }
}
