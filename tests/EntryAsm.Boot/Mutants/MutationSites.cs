// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using Iced.Intel;

namespace EntryAsm.Boot;

/// <summary>The instructions of a kernel file that some boot without PCID executes: in place, or as the replacement of an alternative.</summary>
internal sealed class MutationSites
{
    private const int RecordBytes = 13;
    private const int FeatureIsolation = 7 * 32 + 11, FeatureSmap = 9 * 32 + 20, FeatureLa57 = 16 * 32 + 16;

    private readonly byte[] file;
    private readonly ElfSymbols symbols;
    private readonly EntryMap map;

    public MutationSites(byte[] file, EntryMap map)
    {
        (this.file, this.map) = (file, map);
        symbols = new ElfSymbols(file);
    }

    /// <summary>In order of address.</summary>
    public IReadOnlyList<Instruction> Find()
    {
        var ranges = map.Ranges(symbols, map.Nmi).Concat(map.MoreCode(symbols)).ToList();
        var alternatives = Alternatives().ToList();
        var code = ranges.SelectMany(range => EntryPaths.Decode(range.Item1, Bytes(range.Item1, range.Item2)));
        var isolationJumps = alternatives.Where(site => site.Feature == FeatureIsolation).Select(site => site.Site).ToHashSet();
        var reached = EntryPaths.Reachable(code, Starts(ranges), isolationJumps);
        var replacements = alternatives
            .Where(site => site.Feature is FeatureSmap or FeatureLa57 && reached.Any(instruction => instruction.IP == site.Site))
            .SelectMany(site => EntryPaths.Decode(site.Replacement, Bytes(site.Replacement, site.ReplacementBytes)));
        return [.. reached.Concat(replacements).Where(instruction => !HasNoEffect(instruction.Mnemonic)).OrderBy(instruction => instruction.IP)];
    }

    /// <summary>What QEMU's emulation does nothing for: landing pads are for processors that track branches, fences for those that speculate.</summary>
    private static bool HasNoEffect(Mnemonic mnemonic) => mnemonic is Mnemonic.Nop or Mnemonic.Endbr64 or Mnemonic.Lfence or Mnemonic.Mfence;

    /// <summary>What the alternatives of a routine put in its place on some processors.</summary>
    /// <param name="routine">The routine.</param>
    public IEnumerable<Instruction> Replacements(string routine) => Alternatives()
        .Where(site => site.Site - symbols[routine] < symbols.SizeOf(routine))
        .SelectMany(site => EntryPaths.Decode(site.Replacement, Bytes(site.Replacement, site.ReplacementBytes)));

    private IEnumerable<ulong> Starts(IEnumerable<(ulong Start, int Bytes)> ranges) =>
        ranges.Select(range => range.Start).Concat(map.MoreStarts(symbols));

    private byte[] Bytes(ulong address, int count) => file.AsSpan(symbols.FileOffset(address), count).ToArray();

    private IEnumerable<(ulong Site, ulong Replacement, int Feature, int ReplacementBytes)> Alternatives()
    {
        for (var record = symbols["alternatives_start"]; record < symbols["alternatives_end"]; record += RecordBytes)
        {
            var bytes = Bytes(record, RecordBytes);
            yield return (record + (ulong)BinaryPrimitives.ReadInt32LittleEndian(bytes), record + 4 + (ulong)BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)),
                BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)), bytes[11]);
        }
    }
}
