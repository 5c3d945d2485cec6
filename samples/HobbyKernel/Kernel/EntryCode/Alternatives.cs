// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace HobbyKernel;

/// <summary>Replaces instructions by those that fit the processor, before any of them runs.</summary>
internal static unsafe class Alternatives
{
    private const byte CallRelative = 0xe8, JumpRelative = 0xe9, Nop = 0x90;

    public static void Apply()
    {
        var end = (AlternativeRecord*)Symbols.AlternativesEnd;
        for (var record = (AlternativeRecord*)Symbols.AlternativesStart; record < end; record++)
        {
            if (CpuFeatures.Has(record->Feature))
                Replace(record);
        }
    }

    private static void Replace(AlternativeRecord* record)
    {
        var site = (byte*)&record->SiteOffset + record->SiteOffset;
        var replacement = (byte*)&record->ReplacementOffset + record->ReplacementOffset;
        int length = record->ReplacementLength;
        for (var i = 0; i < length; i++)
            site[i] = replacement[i];
        if (length == 5 && (site[0] == CallRelative || site[0] == JumpRelative))
            *(int*)(site + 1) += (int)(replacement - site);
        for (var i = length; i < record->SiteLength; i++)
            site[i] = Nop;
    }
}

/// <summary>A record of <c>.altinstructions</c>: 13 bytes, the offsets relative to their own fields.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct AlternativeRecord
{
    public int SiteOffset;
    public int ReplacementOffset;
    public ushort Feature;
    public byte SiteLength;
    public byte ReplacementLength;
    public byte PaddingLength;
}
