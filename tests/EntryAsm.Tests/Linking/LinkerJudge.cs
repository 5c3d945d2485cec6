// SPDX-License-Identifier: MIT
using System.Text;
using EntryAsm.Tests.Writers;

namespace EntryAsm.Tests.Linking;

/// <summary>Links with GNU ld what <see cref="EntryImage"/> has linked, at the same addresses, and compares the bytes.</summary>
internal static class LinkerJudge
{
    public static void AssertSame(EntryImage image, IReadOnlyDictionary<string, ulong> externals, params EntryObject[] objects)
    {
        using var folder = new TemporaryFolder();
        var files = objects.Select((entryObject, i) =>
        {
            folder.Add($"{i}.o", ElfWriter.Write(entryObject));
            return $"{i}.o";
        }).ToArray();
        folder.Add("link.ld", Script(image, externals));
        folder.Run("ld", ["--no-warn-rwx-segments", "-z", "noexecstack", "-e", "0", "-T", "link.ld", .. files, "-o", "image"]);
        foreach (var section in image.Sections.Where(section => !section.Bytes.IsEmpty))
        {
            folder.Run("objcopy", "--dump-section", section.Name + "=bytes", "image", "copy");
            Assert.Equal(Convert.ToHexStringLower(folder.Read("bytes")), Convert.ToHexStringLower(section.Bytes.Span));
        }
    }

    private static string Script(EntryImage image, IReadOnlyDictionary<string, ulong> externals)
    {
        var script = new StringBuilder();
        foreach (var (name, address) in externals)
            script.Append($"{name} = 0x{address:x};\n");
        script.Append("SECTIONS\n{\n");
        foreach (var section in image.Sections)
            script.Append($"  \"{section.Name}\" 0x{section.Address:x} : {{ *(\"{section.Name}\") }}\n");
        return script.Append("  /DISCARD/ : { *(.discard .discard.*) }\n}\n").ToString();
    }
}
