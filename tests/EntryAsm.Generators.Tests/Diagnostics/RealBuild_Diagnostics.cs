// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace EntryAsm.Generators.Tests;

/// <summary>What an author sees in a real <c>dotnet build</c>.</summary>
public sealed class RealBuild_Diagnostics : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("entryasm-build-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void AMistakeHasFileLineColumnAndIdAndFailsTheBuild()
    {
        Write(Generation.Module("    nop();\n    MACRO(ebx);", baseType: "Macros"), "namespace Kernel;\npublic abstract class Macros : EntryAsm.EntryAssembler\n{\n    protected void MACRO(EntryAsm.Op source)\n    {\n        mov(rax, source);\n    }\n}\n");
        var (exitCode, output) = Build();

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Module.cs(14,5): error EA0004: ", output, StringComparison.Ordinal);
        Assert.Contains("/docs/diagnostics/EA0004.md", output, StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", output.Replace("0 Warning(s)", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void AModuleBuildsWithoutAWarningAndCarriesItsObject()
    {
        Write(Generation.Module("bind(entry); swapgs(); call(target); size(entry);", "static readonly Symbol entry = Global(), target = Extern(); int unused;"), "");
        var (exitCode, output) = Build();

        Assert.True(exitCode == 0, output);
        Assert.Contains("0 Warning(s)", output, StringComparison.Ordinal);
        var assembly = System.Reflection.Assembly.Load(File.ReadAllBytes(Path.Combine(folder, "out", "Consumer.dll")));
        Assert.Equal("Module.cs", Assert.Single(Assert.Single(AssemblyObjects.From(assembly)).Files));
    }

    private void Write(string module, string macros)
    {
        string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
        File.WriteAllText(Path.Combine(folder, "Module.cs"), module);
        File.WriteAllText(Path.Combine(folder, "Macros.cs"), macros);
        File.WriteAllText(Path.Combine(folder, "Consumer.csproj"), $"""
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

    private (int ExitCode, string Output) Build()
    {
        var start = new ProcessStartInfo("dotnet", ["build", "--nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-tl:off"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment.Remove("MSBuildSDKsPath");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
