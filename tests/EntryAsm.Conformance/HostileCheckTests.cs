// SPDX-License-Identifier: MIT
namespace EntryAsm.Conformance;

/// <summary>
/// The checker comes to an end on entry code as no author writes it. A slice: <c>dotnet run -c Release --project tests/EntryAsm.Fuzz -- --check --count 5000</c> checks 10,000 modules and
/// measures each.
/// </summary>
public class HostileCheckTests
{
    private const int Modules = 15;

    /// <summary>An item of the listing, and the last run through a state that has begun.</summary>
    private const long MostSteps = 41;

    [Fact]
    public void TheCheckerComesToAnEndOnAnything()
    {
        var findings = 0;
        for (var seed = 0; seed < Modules; seed++)
        {
            var built = new HostileModule(seed).Build();
            var map = FlowMap.Of(built);
            Assert.InRange(map.Steps, 0, MostSteps * (built.Sections.Sum(static section => section.Items.Length) + 1000));
            findings += EntryChecker.Check(built, new CheckOptions { Speculation = true, Strict = true }).Findings.Length;
        }

        Assert.NotEqual(0, findings);
    }
}
