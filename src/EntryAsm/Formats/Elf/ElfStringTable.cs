// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Formats.Elf;

/// <summary>An ELF string table: each name once, zero-terminated, the empty name at offset 0 (gABI, "String Table").</summary>
internal sealed class ElfStringTable
{
    private readonly Dictionary<string, int> offsets = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly MemoryStream bytes = new();

    public ElfStringTable() => bytes.WriteByte(0);

    public int Length => (int)bytes.Length;

    public ReadOnlySpan<byte> Bytes => bytes.GetBuffer().AsSpan(0, Length);

    public int Add(string name) => Add("", name);

    /// <summary>The offset of <paramref name="prefix"/> + <paramref name="name"/>; the name alone is its tail and takes no space of its own.</summary>
    public int Add(string prefix, string name)
    {
        if (offsets.TryGetValue(prefix + name, out var offset))
            return offset;

        offset = Length;
        var utf8 = System.Text.Encoding.UTF8.GetBytes(prefix + name);
        bytes.Write(utf8, 0, utf8.Length);
        bytes.WriteByte(0);
        offsets.Add(prefix + name, offset);
        if (prefix.Length != 0 && !offsets.ContainsKey(name))
            offsets.Add(name, offset + System.Text.Encoding.UTF8.GetByteCount(prefix));
        return offset;
    }
}
