// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Flow;

namespace EntryAsm.Tests.Flow;

/// <summary>
/// What the analysis says of random programs is what an emulator sees at each step. <c>ENTRYASM_FLOW_PROGRAMS=10000</c> asks for more programs than a run of all
/// tests takes, <c>ENTRYASM_SEED=5000</c> for others than the first.
/// </summary>
public class RandomProgramTests
{
    private const int Runs = 2, MostSteps = 3000;

    private static int Programs => Setting("ENTRYASM_FLOW_PROGRAMS", 60);

    private static int FirstSeed => Setting("ENTRYASM_SEED", 0);

    /// <summary>Steps of the analysis: these programs branch more than any kernel does.</summary>
    private const long Patience = 1_000_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AreAsTheStateSays(bool worlds)
    {
        long steps = 0, facts = 0;
        for (var seed = FirstSeed; seed < FirstSeed + Programs; seed++)
        {
            var built = new RandomProgram(seed).Build();
            var map = FlowMap.Of(built, new FlowOptions { Budget = Patience, Worlds = worlds });
            Assert.True(map.IsComplete, "seed " + seed + ": the budget did not do");
            var states = StatesOf(map);
            for (var run = 0; run < Runs; run++)
                steps += Check(map, states, new Emulator(built, seed * Runs + run), seed, ref facts);
        }

        Assert.True(steps > Programs * 20, "only " + steps + " steps");
        Assert.True(facts > steps * 8, "only " + facts + " facts in " + steps + " steps");
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static Dictionary<int, List<MachineState>> StatesOf(FlowMap map)
    {
        var states = new Dictionary<int, List<MachineState>>();
        map.ForEach((instruction, state, _) =>
        {
            if (!states.TryGetValue(instruction.Place.Offset, out var list))
                states.Add(instruction.Place.Offset, list = []);
            var copy = new MachineState();
            copy.CopyFrom(state);
            list.Add(copy);
        });
        return states;
    }

    private static int Check(FlowMap map, Dictionary<int, List<MachineState>> states, Emulator emulator, int seed, ref long facts)
    {
        var judge = new StateJudge(map, emulator);
        var steps = 0;
        for (; steps < MostSteps && emulator.IsInCode; steps++)
        {
            var offset = (int)(emulator.Ip - Emulator.CodeBase);
            var differences = (states.TryGetValue(offset, out var candidates) ? candidates : []).Select(judge.Differs).ToList();
            var match = differences.IndexOf(null);
            if (match < 0)
                Assert.Fail("seed " + seed + ", step " + steps + ", at +" + offset.ToString("x", CultureInfo.InvariantCulture) + ": " + (candidates is null ? "no state" : string.Join("; ", differences)));
            facts += candidates![match].Registers.Count(register => register.IsKnown);
            if (map.Exits.Any(exit => exit.Kind == FlowExitKind.Unknown && exit.Instruction.Place.Offset == offset))
                break; // where it goes from here the analysis does not claim to know
            emulator.Step();
        }

        return steps;
    }
}
