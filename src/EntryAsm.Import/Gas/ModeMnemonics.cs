// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Gas;

/// <summary>Mnemonics whose size is that of the mode, where the engine has a name for each size.</summary>
internal static class ModeMnemonics
{
    private static readonly (string Name, string In16, string In32, string In64)[] Rows =
    [
        ("pushf", "pushf", "pushfd", "pushfq"),
        ("popf", "popf", "popfd", "popfq"),
        ("pusha", "pusha", "pushad", "pushad"),
        ("popa", "popa", "popad", "popad"),
        ("iret", "iret", "iretd", "iretd"),
    ];

    public static MnemonicChoice? Find(string name, int operands, int bitness)
    {
        if (operands != 0)
            return null;
        foreach (var row in Rows)
        {
            if (row.Name == name)
                return new(bitness switch { 16 => row.In16, 32 => row.In32, _ => row.In64 });
        }

        return null;
    }
}
