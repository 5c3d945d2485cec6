// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators;

/// <summary>What modules became.</summary>
internal sealed class OutputStore(int characters)
{
    private readonly RecentStore<string, EvaluatedModule> modules = new(characters, static (_, module) => module.Output.Source.Length);

    /// <summary>For all compilations of this process: 32 MiB of text, some forty times all of entry_64.</summary>
    public static OutputStore OfProcess { get; } = new(16 << 20);

    /// <summary>What the module with this key became when it was last evaluated; the caller looks whether it still holds.</summary>
    public EvaluatedModule? Find(string key) => modules.TryFind(key, out var module) ? module : null;

    public void Keep(string key, EvaluatedModule module) => modules.Keep(key, module);
}
