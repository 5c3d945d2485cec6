// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

/// <summary>What an author sees in a real <c>dotnet build</c>.</summary>
public sealed class RealBuildDiagnosticsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AMistakeHasFileLineColumnAndIdAndFailsTheBuild()
    {
        Write(Generation.Module("    nop();\n    MACRO(ebx);", baseType: "Macros"), "namespace Kernel;\npublic abstract class Macros : EntryAsm.EntryAssembler\n{\n    protected void MACRO(EntryAsm.Op source)\n    {\n        mov(rax, source);\n    }\n}\n");
        var output = Build().Failed().Text;

        Assert.Contains("Module.cs(14,5): error EA0004: ", output, StringComparison.Ordinal);
        Assert.Contains("(entryasm explain EA0004)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", output.Replace("0 Warning(s)", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void AModuleBuildsWithoutAWarningAndCarriesItsObject()
    {
        Write(Generation.Module("bind(entry); swapgs(); call(target); size(entry);", "static readonly Symbol entry = Global(), target = Extern(); int unused;"), "");
        var output = Build().Succeeded().Text;

        Assert.Contains("0 Warning(s)", output, StringComparison.Ordinal);
        var assembly = System.Reflection.Assembly.Load(File.ReadAllBytes(folder["out/Consumer.dll"]));
        Assert.Equal("Module.cs", Assert.Single(Assert.Single(AssemblyObjects.From(assembly)).Files));
    }

    private void Write(string module, string macros)
    {
        string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
        folder.Add("Module.cs", module);
        folder.Add("Macros.cs", macros);
        folder.Add("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><OutputPath>out/</OutputPath><AppendTargetFrameworkToOutputPath>false</AppendTargetFrameworkToOutputPath></PropertyGroup>
              <ItemGroup>
                <Reference Include="{Beside("EntryAsm.dll")}" />
                <Analyzer Include="{Beside("EntryAsm.Generators.dll")};{Beside("EntryAsm.dll")};{Beside("Iced.dll")}" />
                <CompilerVisibleProperty Include="ProjectDir" />
              </ItemGroup>
            </Project>
            """);
    }

    private CommandResult Build() => new Command("dotnet", "build", "--nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-tl:off")
    {
        Folder = folder.Path,
        Environment = new Dictionary<string, string?> { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["MSBuildSDKsPath"] = null },
    }.Run();
}
