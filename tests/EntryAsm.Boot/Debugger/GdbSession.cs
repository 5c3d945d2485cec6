// SPDX-License-Identifier: MIT
using System.Globalization;
using HobbyKernel;

namespace EntryAsm.Boot;

/// <summary>gdb debugging the kernel, from the machine's first instruction on: commands in, what it says out.</summary>
internal sealed class GdbSession
{
    /// <summary>A loaded machine may start QEMU in more than the two seconds that gdb gives it.</summary>
    private readonly List<string> commands = ["set remotetimeout 60", "set pagination off", "set confirm off", "set width 0", "set architecture i386:x86-64"];
    private readonly string kernel;

    public GdbSession(string kernel, Machine machine)
    {
        this.kernel = kernel;
        var words = machine.Arguments(kernel).Select(word => "'" + word + "'");
        commands.Add("source " + Path.Combine(AppContext.BaseDirectory, "frames.py"));
        commands.Add("target remote | exec " + Machine.Program + " " + string.Join(' ', words) + " -serial null -gdb stdio -S");
    }

    /// <summary>Runs to a function, a line or <c>*</c> and an address; a hardware breakpoint, because the kernel is not in memory yet.</summary>
    public GdbSession RunTo(string place) => Then("thbreak " + place, "continue");

    public GdbSession Then(params string[] more)
    {
        commands.AddRange(more);
        return this;
    }

    /// <summary>The innermost functions; macros are part of the routine that they were inlined into.</summary>
    public GdbSession Backtrace(int frames) => Then(string.Create(CultureInfo.InvariantCulture, $"python backtrace({frames})"));

    /// <summary>Turns to one of those functions.</summary>
    public GdbSession Select(int frame) => Then(string.Create(CultureInfo.InvariantCulture, $"python select({frame})"));

    /// <summary>A line that is easy to find: the name, and the values in hexadecimal.</summary>
    public GdbSession Print(string name, params string[] values) =>
        Then("printf \"" + name + string.Concat(values.Select(_ => " %lx")) + "\\n\", " + string.Join(", ", values));

    /// <summary>Runs all commands.</summary>
    public GdbReport Run()
    {
        commands.Add("kill");
        var arguments = commands.SelectMany(command => new[] { "-ex", command });
        var gdb = new Command(SystemTools.Debugger, ["-nx", "-batch", .. arguments, kernel]) { Limit = KernelImage.Patience };
        return new GdbReport(gdb.Run().Text);
    }
}

/// <summary>What gdb said.</summary>
internal sealed record GdbReport(string Text)
{
    /// <summary>The values of a printed line.</summary>
    public ulong[] Values(string name)
    {
        var line = Assert.Single(Text.Split('\n'), line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return [.. line[(name.Length + 1)..].Split(' ').Select(word => ulong.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
    }

    /// <summary>The functions of each backtrace, innermost first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Backtraces()
    {
        var all = new List<IReadOnlyList<string>>();
        List<string> current = [];
        foreach (var line in Text.Split('\n').Where(line => line.StartsWith('#')))
        {
            if (line.StartsWith("#0 ", StringComparison.Ordinal))
                all.Add(current = []);
            current.Add(line.Split(' ')[1]);
        }

        return all;
    }
}
