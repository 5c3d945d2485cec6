// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

public abstract partial class LinuxEntry
{
    /// <summary>For those who read of the module: an alternative's record has only the number of its feature.</summary>
    private void NameFeatures(KernelConfig config)
    {
        feature_name(config.X86_FEATURE_PCID, nameof(config.X86_FEATURE_PCID));
        feature_name(config.X86_FEATURE_PTI, nameof(config.X86_FEATURE_PTI));
        feature_name(config.X86_FEATURE_RETPOLINE, nameof(config.X86_FEATURE_RETPOLINE));
        feature_name(config.X86_FEATURE_RETPOLINE_AMD, nameof(config.X86_FEATURE_RETPOLINE_AMD));
        feature_name(config.X86_FEATURE_RSB_CTXSW, nameof(config.X86_FEATURE_RSB_CTXSW));
        feature_name(config.X86_FEATURE_XENPV, nameof(config.X86_FEATURE_XENPV));
        feature_name(config.X86_FEATURE_SMAP, nameof(config.X86_FEATURE_SMAP));
        feature_name(config.X86_FEATURE_LA57, nameof(config.X86_FEATURE_LA57));
        feature_name(config.X86_BUG_NULL_SEG, nameof(config.X86_BUG_NULL_SEG));
        feature_name(config.X86_BUG_SWAPGS_FENCE, nameof(config.X86_BUG_SWAPGS_FENCE));
    }
}
