// SPDX-License-Identifier: MIT
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace EntryAsm.Tool.Tests;

/// <summary><c>entryasm check</c>: findings as compilers write them, what was proved, and SARIF.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AFindingIsALineWithPlaceAndIdAndTheLastLineSaysWhatWasProved()
    {
        var run = ToolRun.Of("check", folder.Add("a.dll", TestAssembly.Of(new Handler().Build())));
        Assert.Equal(1, run.ExitCode);
        var lines = run.Output.TrimEnd().Split('\n');
        Assert.Matches(@"CheckTests\.cs\(\d+\): error EA0435: DF is as the interrupted program left it where do_irq is called: .* \[path: irq entered by vector 32 :\d+\]$", lines[0]);
        Assert.Matches(@"Handler: \d+ findings?; followed 1 entry over \d+ instructions to \d+ ends? of paths; not proved: \d+$", lines[^1]);
    }

    [Fact]
    public void RightCodeIsSilentAndSucceeds() => Assert.Matches(": 0 findings; followed ", ToolRun.Of("check", folder.Add("a.dll", TestAssembly.Of(new Handler { IsRight = true }.Build()))).Succeeded());

    [Fact]
    public void AnObjectIsToldHowItIsEntered()
    {
        var file = folder.AddObject("a.o", new Handler { IsDeclared = false });
        Assert.DoesNotContain("EA0435", ToolRun.Of("check", file).Output, StringComparison.Ordinal);
        var run = ToolRun.Of("check", file, "--entry", "idt:32=irq");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error EA0435", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void SarifFitsItsSchemaAndHoldsThePath()
    {
        var output = folder["findings.sarif"];
        Assert.Equal(1, ToolRun.Of("check", folder.Add("a b.dll", TestAssembly.Of(new Handler().Build())), folder.AddObject("c.o", new Handler { IsDeclared = false }), "--entry", "idt:32=irq", "--strict", "--speculation", "--sarif", output).ExitCode);
        var log = JsonNode.Parse(File.ReadAllText(output))!;
        var results = Schema().Evaluate(log, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        Assert.True(results.IsValid, JsonSerializer.Serialize(results));
        var finding = log["runs"]![0]!["results"]!.AsArray().First(static result => (string?)result!["ruleId"] == "EA0435")!;
        Assert.Equal("irq", (string?)finding["codeFlows"]![0]!["threadFlows"]![0]!["locations"]![0]!["location"]!["logicalLocations"]![0]!["fullyQualifiedName"]);
        Assert.Equal((string?)finding["ruleId"], (string?)log["runs"]![0]!["tool"]!["driver"]!["rules"]![(int)finding["ruleIndex"]!]!["id"]);
    }

    [Fact]
    public void TheSchemaNoticesAPropertyOfNoStandard() => Assert.False(Schema().Evaluate(JsonNode.Parse("""{ "version": "2.1.0", "runs": [], "files": [] }""")).IsValid);

    private static JsonSchema Schema()
    {
        using var stream = new StreamReader(typeof(CheckTests).Assembly.GetManifestResourceStream("sarif-2.1.0-subset.json")!);
        return JsonSchema.FromText(stream.ReadToEnd());
    }

    private sealed class Handler : EntryAssembler
    {
        private static readonly Symbol do_irq = Extern(), irq = Global();

        public bool IsRight { get; init; }

        public bool IsDeclared { get; init; } = true;

        protected override void Assemble()
        {
            bind(irq);
            if (IsDeclared)
                gate(32, irq);
            if (IsRight)
                cld();
            Op[] spent = [rax, rcx, rdx, rsi, rdi, r8, r9, r10, r11];
            foreach (var register in spent)
                push(register);
            call(do_irq);
            foreach (var register in Enumerable.Reverse(spent))
                pop(register);
            iretq();
        }
    }
}
