// SPDX-License-Identifier: GPL-2.0-only
using System.Globalization;

namespace EntryAsm.Linux.Tests;

/// <summary>
/// gdb at every instruction of a context switch: up to the change of stacks the caller is the task that is left, behind it the one that goes on. What calls leave alone it shows as
/// that task had it; the registers that calls may change are those of the first, and of the second they are not saved.
/// </summary>
public class ContextSwitchTests
{
    private const string Debugger = "gdb", Linker = "ld", Assembler = "as";

    /// <summary>What calls leave alone, in the order of the numbers that the tasks have there.</summary>
    private static readonly string[] kept = ["rbx", "rbp", "r12", "r13", "r14", "r15"];

    [NeedsTools(Debugger, Linker, Assembler, "nm")]
    public void ShowsTheTaskWhoseStackItIs()
    {
        using var folder = new TemporaryFolder();
        var steps = Steps(folder);
        var symbols = Symbols(folder);
        long first = symbols["first_called"], second = symbols["second_called"], again = symbols["second_is_never_called_again"];

        Assert.True(steps.Count > 30, "only " + steps.Count + " instructions were met");
        Assert.Equal([first, second, again, first], steps.Where((step, i) => i == 0 || steps[i - 1].Caller != step.Caller).Select(static step => step.Caller));
        Assert.All(steps, step => Assert.Equal(Enumerable.Range(step.Caller == first ? 11 : 21, kept.Length).Select(static number => (long?)number), kept.Select(register => step.Held(register))));
        foreach (var turn in steps.GroupBy(static step => step.Turn))
        {
            var left = turn.TakeWhile(step => step.Caller == turn.First().Caller).ToList();
            Assert.All(left, step => Assert.Equal(left[0].Registers, step.Registers));
            Assert.All(turn.Skip(left.Count), static step => Assert.Equal(kept.Append("rsp").ToHashSet(), step.Registers.Keys.ToHashSet()));
        }
    }

    private static List<Step> Steps(TemporaryFolder folder)
    {
        var config = new KernelConfig { StackProtector = false };
        folder.Add("entry.o", ElfWriter.Write(DebugInformation.AddTo(new Entry64(config).Build())));
        foreach (var file in (string[])["tasks.s", "tasks.py"])
            folder.Add(file, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Support", file)));
        folder.Run(Assembler, string.Create(CultureInfo.InvariantCulture, $"--defsym=THREAD_SP={config.TASK_threadsp}"), "-o", "tasks.o", "tasks.s");
        folder.Run(Linker, "--unresolved-symbols=ignore-all", "-e", "_start", "-o", "tasks", "tasks.o", "entry.o");
        var text = new Command(Debugger, ["-nx", "-batch", "-ex", "set startup-with-shell off", "-x", "tasks.py", "tasks"]) { Folder = folder.Path }.Run().Succeeded().Text;
        return [.. text.Split('\n').Where(static line => line.StartsWith("at ", StringComparison.Ordinal)).Select(Step.Parse)];
    }

    private static Dictionary<string, long> Symbols(TemporaryFolder folder) => folder.Run("nm", "tasks").Split('\n')
        .Select(static line => line.Split(' ')).Where(static words => words.Length == 3).GroupBy(static words => words[2], StringComparer.Ordinal)
        .ToDictionary(static group => group.Key, static group => long.Parse(group.First()[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>What gdb said before one instruction.</summary>
    private sealed record Step(int Turn, long Caller, IReadOnlyDictionary<string, long> Registers)
    {
        public long? Held(string register) => Registers.TryGetValue(register, out var value) ? value : null;

        public static Step Parse(string line)
        {
            var words = line.Split(' ');
            var registers = words[4].Split(',').Select(static pair => pair.Split('=')).ToDictionary(static pair => pair[0], static pair => long.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
            return new Step(int.Parse(words[1], CultureInfo.InvariantCulture), long.Parse(words[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture), registers);
        }
    }
}
