// SPDX-License-Identifier: MIT
using EntryAsm.Kernel;

namespace MyKernel;

/// <summary>What the entry code is made for: one place for all modules.</summary>
internal static class Kit
{
    /// <summary>dotnet run -p:Hardened=true turns on what older processors need. C# keeps values in xmm registers, so they are saved around handlers. Every other setting is described where KitSettings declares it.</summary>
    public static KitSettings Settings => new()
    {
        SaveVectorsAroundHandlers = true,
        SystemCallConvention = SystemCallConvention.Frame,
        InterruptibleSystemCalls = true,
#if HARDENED
        PageTableIsolation = true,
        FillReturnStack = true,
        ClearBuffers = true,
        RestrictSpeculation = true,
        BarrierOnSwitch = true,
        BaseInstructions = true,
#endif
    };
}
