// SPDX-License-Identifier: GPL-2.0-only
using System.Globalization;
using System.Text.Json;

namespace EntryAsm.Linux.Tests;

/// <summary>A configuration and what GNU as made of the kernel's own source under it.</summary>
internal class ReferenceFile
{
    /// <param name="name">The file in the folder Reference, without its extension.</param>
    public ReferenceFile(string name)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", name + ".json")));
        var root = file.RootElement;
        ConfigText = string.Concat(root.GetProperty("config").EnumerateObject().Select(s => s.Name + "=" + s.Value.GetString() + "\n"));
        OffsetsText = string.Concat(root.GetProperty("offsets").EnumerateObject().Select(o => "#define " + o.Name + " " + o.Value.GetInt32().ToString(CultureInfo.InvariantCulture) + "\n"));
        var facts = root.GetProperty("object");
        Sections = facts.GetProperty("sections").EnumerateObject().ToDictionary(s => s.Name, s => Section(s.Value), StringComparer.Ordinal);
        Symbols = facts.GetProperty("symbols").EnumerateObject().ToDictionary(s => s.Name, s => Symbol(s.Value), StringComparer.Ordinal);
        Undefined = facts.GetProperty("undefined").EnumerateArray().Select(s => s.GetString()!).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The configuration as a <c>.config</c>.</summary>
    public string ConfigText { get; }

    /// <summary>The offsets as an <c>asm-offsets.h</c>.</summary>
    public string OffsetsText { get; }

    public IReadOnlyDictionary<string, SectionFacts> Sections { get; }

    public IReadOnlyDictionary<string, SymbolFacts> Symbols { get; }

    public IReadOnlySet<string> Undefined { get; }

    public List<string> DifferencesOf(byte[] elf) => FactsComparison.Differences(Sections, Symbols, Undefined, ElfFacts.Read(elf));

    private static SectionFacts Section(JsonElement json) => new(json.GetProperty("flags").GetString()!, json.GetProperty("align").GetInt64(),
        json.GetProperty("size").GetInt64(), json.GetProperty("sha256").GetString()!, json.GetProperty("relocs").GetInt32(), json.GetProperty("relocs_sha256").GetString()!,
        json.TryGetProperty("relocations", out var relocations) ? [.. relocations.EnumerateArray().Select(r => r.GetString()!)] : null,
        json.TryGetProperty("ranges", out var ranges) ? [.. ranges.EnumerateArray().Select(Range)] : []);

    private static RangeFacts Range(JsonElement json) =>
        new(json[0].GetString()!, json[1].GetInt64(), json[2].GetInt64(), json[3].GetString()!, json[4].GetInt32(), json[5].GetString()!);

    private static SymbolFacts Symbol(JsonElement json) =>
        new(json[0].GetString()!, json[1].GetInt64(), json[2].GetString()!, json[3].GetString()!, json[4].GetInt64());
}
