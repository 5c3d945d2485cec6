// SPDX-License-Identifier: MIT
using EntryAsm.Import.CSharp;
using EntryAsm.Import.Engine;

namespace EntryAsm.Import;

/// <summary>The class of a file: <c>isr_stubs.asm</c> is <c>IsrStubs</c>.</summary>
internal static class ClassNames
{
    public static string Of(string path)
    {
        var words = Names.Identifier(Path.GetFileNameWithoutExtension(path).Replace('-', '_')).Split('_', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            name = "Module" + name;
        return Vocabulary.IsMember(name) || name is "EntryAsm" or "Kernel" or "Symbol" or "Label" or "Op" ? name + "Module" : name;
    }
}
