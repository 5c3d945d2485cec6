// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using EntryAsm.Import.Engine;

namespace EntryAsm.Tool;

/// <summary>A linked image as one run of bytes from its lowest address, gaps filled with zeros.</summary>
internal static class FlatImage
{
    public static byte[] Bytes(EntryImage image)
    {
        var bytes = FlatBinary.Bytes(image);
        return bytes.Length > 0 ? bytes : throw new ToolException("the module has no section that is loaded; there is nothing to write into a blob");
    }

    /// <summary>Sections, then symbols, by address: <c>ffffffff81000000 entry_SYSCALL_64</c>.</summary>
    public static string Map(EntryImage image)
    {
        var text = new StringBuilder();
        foreach (var section in image.Sections.Where(static section => section.Size != 0))
            Line(text, section.Address, "section " + section.Name + " " + section.Size.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, address) in image.Symbols.OrderBy(static symbol => symbol.Value).ThenBy(static symbol => symbol.Key, StringComparer.Ordinal))
            Line(text, address, name);
        return text.ToString();
    }

    private static void Line(StringBuilder text, ulong address, string what) => text.Append(address.ToString("x16", CultureInfo.InvariantCulture)).Append(' ').Append(what).Append('\n');
}
