// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>Where the code that sets the registers stores what it finds in them afterwards: offsets in bytes.</summary>
internal static class Probe
{
    public const int General = 0;
    public const int Flags = General + 8 * Pattern.GeneralRegisters;
    public const int GsBase = Flags + 8;
    public const int Cs = GsBase + 8;
    public const int Ss = Cs + 8;
    public const int Gs = Ss + 8;
    public const int Mxcsr = Gs + 8;
    public const int Vectors = Mxcsr + 8;
    public const int Bytes = Vectors + 16 * Pattern.VectorRegisters;
}
