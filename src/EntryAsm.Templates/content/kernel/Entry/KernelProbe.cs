// SPDX-License-Identifier: MIT
using EntryAsm;

namespace MyKernel;

/// <summary>Instructions that the kernel tries its exceptions with: a module without the kit.</summary>
[EntryModule]
public sealed partial class KernelProbe : EntryAssembler
{
    private static readonly Symbol probe_breakpoint = Global();

    /// <inheritdoc/>
    protected override void Assemble()
    {
        align(16);
        bind(probe_breakpoint);
        type(probe_breakpoint, SymbolType.Function);
        int3();
        ret();
        size(probe_breakpoint);
    }
}
