// SPDX-License-Identifier: GPL-2.0-only
using System.Buffers.Binary;
using System.Text;

namespace EntryAsm.Linux.Tests;

/// <summary>
/// A copy of an object in the terms of objtool 6.1: records of alternatives have 12 bytes there, without the padding's length, and code that only
/// <c>.discard.nospec</c> excuses, a section of which it knows nothing any more, becomes no-operation instructions.
/// </summary>
internal sealed class ObjtoolCopy
{
    private const int OldRecord = 13, NewRecord = 12;

    private readonly byte[] file;
    private readonly List<(string Name, int Header, int Type, int Offset, int Size, int Info)> sections = [];

    private ObjtoolCopy(byte[] elf)
    {
        file = (byte[])elf.Clone();
        int table = (int)U64(40), names = I32(table + 64 * U16(62) + 24);
        for (var header = table; header < table + 64 * U16(60); header += 64)
            sections.Add((Text(names + I32(header)), header, I32(header + 4), (int)U64(header + 24), (int)U64(header + 32), I32(header + 44)));
    }

    /// <summary>The copy of an object.</summary>
    public static byte[] Of(byte[] elf)
    {
        var copy = new ObjtoolCopy(elf);
        copy.BlankWhatNospecExcuses();
        copy.ShortenAlternatives();
        return copy.file;
    }

    private void BlankWhatNospecExcuses()
    {
        var excused = Targets(".discard.nospec").Values.ToHashSet();
        var records = sections.Single(s => s.Name == ".altinstructions");
        var targets = Targets(records.Name);
        for (var record = 0; record < records.Size; record += OldRecord)
        {
            if (!excused.Contains(targets[record]))
                continue;
            var (section, offset) = targets[record + 4];
            file.AsSpan(sections[section].Offset + (int)offset, file[records.Offset + record + 11]).Fill(0x90);
        }
    }

    private void ShortenAlternatives()
    {
        var index = sections.FindIndex(s => s.Name == ".altinstructions");
        var records = sections[index];
        var count = records.Size / OldRecord;
        for (var i = 0; i < count; i++)
            file.AsSpan(records.Offset + OldRecord * i, NewRecord).CopyTo(file.AsSpan(records.Offset + NewRecord * i));
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(records.Header + 32), (ulong)(count * NewRecord));
        foreach (var at in Relocations(index))
        {
            var offset = U64(at);
            BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(at), offset / OldRecord * NewRecord + offset % OldRecord);
        }
    }

    /// <summary>By offset of the field: the section and offset that a 32-bit distance in a section leads to.</summary>
    private Dictionary<int, (int Section, long Offset)> Targets(string name)
    {
        var targets = new Dictionary<int, (int, long)>();
        var symbols = sections.Single(s => s.Type == 2).Offset;
        foreach (var at in Relocations(sections.FindIndex(s => s.Name == name)))
        {
            var symbol = symbols + 24 * I32(at + 12);
            targets.Add((int)U64(at), (U16(symbol + 6), (long)U64(symbol + 8) + (long)U64(at + 16)));
        }

        return targets;
    }

    private IEnumerable<int> Relocations(int section) => sections.Where(s => s.Type == 4 && s.Info == section)
        .SelectMany(s => Enumerable.Range(0, s.Size / 24).Select(i => s.Offset + 24 * i));

    private string Text(int at) => System.Text.Encoding.UTF8.GetString(file.AsSpan(at, file.AsSpan(at).IndexOf((byte)0)));

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));

    private int I32(int at) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));

    private ulong U64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
}
