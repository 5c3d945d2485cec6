// SPDX-License-Identifier: MIT
using EntryAsm.Check;
using EntryAsm.Flow;

namespace EntryAsm.Report.Tests;

/// <summary>The stack that the page draws is the one that the flow analysis knows, at many instructions along paths that are stepped by keys.</summary>
[Collection(Browser.Tests)]
public class StackTests(Browser browser)
{
    private const int Instructions = 200;

    /// <summary>What the page shows: where, the slots from the top down, the badges.</summary>
    private const string Drawn = """
        () => [document.querySelector('.inspector .place').textContent, [...document.querySelectorAll('.stack .slot:not(.popped) .value')].map((e) => e.textContent).join(' '),
               [...document.querySelectorAll('.badges b')].slice(0, 3).map((e) => e.textContent).join(' ')].join('|')
        """;

    [NeedsTools("chromium")]
    public async Task SteppingByKeysDrawsTheStackOfTheAnalysis()
    {
        var known = Known();
        await using var report = await browser.Open(LinuxObject.Report);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var entries = await report.Evaluate<int>("() => App.module.flow.entries.length");
        for (var entry = 0; entry < entries && seen.Count < Instructions; entry++)
        {
            await report.GoTo("#/0/path/" + entry.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var steps = await report.Evaluate<int>("() => App.view.steps.length");
            for (var step = 0; step < Math.Min(steps, 150); step++)
            {
                var drawn = await report.Evaluate<string>(Drawn);
                var place = drawn[..drawn.IndexOf('|', StringComparison.Ordinal)];
                Assert.True(known[place].Contains(drawn), drawn + "\nis none of\n" + string.Join("\n", known[place]));
                seen.Add(place);
                await report.Page.Keyboard.PressAsync("ArrowDown");
            }
        }

        Assert.InRange(seen.Count, Instructions, int.MaxValue);
        report.WasQuiet();
    }

    /// <summary>The same as the page shows, from the analysis itself: for each place, what may hold there.</summary>
    private static Dictionary<string, HashSet<string>> Known()
    {
        var map = FlowMap.Of(LinuxObject.Max, Checker.PathsOf(new CheckOptions()));
        var names = new ValueNames(map);
        var places = new CodeNames(map.Object);
        var result = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        map.ForEach((instruction, state, _) =>
        {
            var place = places.Of(instruction.Place);
            var text = place + "|" + string.Join(" ", Slots(state).Select(names.Of)) + "|" + World(state.World);
            if (!result.TryGetValue(place, out var texts))
                result.Add(place, texts = new HashSet<string>(StringComparer.Ordinal));
            texts.Add(text);
        });
        return result;
    }

    private static List<Value> Slots(MachineState state)
    {
        var slots = new List<Value>();
        if (!state.Rsp.IsKnown)
            return slots;
        var above = state.Slots.ToArray().Where(slot => slot.Base == state.Rsp.Base && slot.Offset >= state.Rsp.Offset && (slot.Offset - state.Rsp.Offset) % 8 == 0).Select(static slot => slot.Offset).DefaultIfEmpty(state.Rsp.Offset - 8).Max();
        for (var at = above; at >= state.Rsp.Offset; at -= 8)
            slots.Add(state.FindSlot(new Value(state.Rsp.Base, at)) ?? Value.Unknown);
        return slots;
    }

    private static string World(World world) => Whose(Flow.World.Decide(world.Gs, Flow.World.KernelNow, Flow.World.UserNow)) + " " + Whose(Flow.World.Decide(world.Cr3, Flow.World.KernelNow, Flow.World.UserNow))
        + " " + (world.InterruptsAreOn switch { true => "on", false => "off", null => "?" });

    private static string Whose(bool? kernel) => kernel switch { true => "kernel", false => "user", null => "?" };
}
