// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators;

/// <summary>What modules became, by the names of the modules; the caller looks whether it still holds.</summary>
internal sealed class OutputStore(int characters) : RecentStore<string, EvaluatedModule>(characters, static (_, module) => module.Output.Source.Length)
{
    /// <summary>For all compilations of this process: 32 MiB of text, some forty times all of entry_64.</summary>
    public static OutputStore OfProcess { get; } = new(16 << 20);
}
