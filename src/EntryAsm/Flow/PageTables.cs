// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>Whose page tables a value for CR3 names: the pair lies side by side, so that one bit of the address tells (the kernel's below).</summary>
internal static class PageTables
{
    /// <summary>The bit, for pairs of pages of 4 KiB.</summary>
    public const int UserBit = 12;

    /// <summary>True for the kernel's, false for the user's, null where the value does not tell.</summary>
    public static bool? IsKernels(Value value, Bases bases)
    {
        while (true)
        {
            var key = bases[value.Base];
            if (key.Kind != BaseKind.Expression || value.Offset != 0)
                return null;
            if (bases[(int)key.B] is { Kind: BaseKind.Register })
                return null; // What the interrupted program had there.
            var bit = key.D >> UserBit & 1;
            if ((ValueOperation)key.A == ValueOperation.And && bit == 0)
                return true;
            if ((ValueOperation)key.A == ValueOperation.Or && bit == 1)
                return false;
            if ((ValueOperation)key.A is not (ValueOperation.And or ValueOperation.Or))
                return null;
            value = new Value((int)key.B, key.C);
        }
    }
}
