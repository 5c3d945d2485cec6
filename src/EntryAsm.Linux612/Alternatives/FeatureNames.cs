// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux612;

public abstract partial class LinuxEntry
{
    /// <summary>For those who read of the module: an alternative's record has only the number of its feature.</summary>
    private void NameFeatures(KernelConfig config)
    {
        feature_name(config.X86_FEATURE_CLEAR_CPU_BUF, nameof(config.X86_FEATURE_CLEAR_CPU_BUF));
        feature_name(config.X86_FEATURE_ALWAYS, nameof(config.X86_FEATURE_ALWAYS));
        feature_name(config.X86_FEATURE_PCID, nameof(config.X86_FEATURE_PCID));
        feature_name(config.X86_FEATURE_PTI, nameof(config.X86_FEATURE_PTI));
        feature_name(config.X86_FEATURE_KERNEL_IBRS, nameof(config.X86_FEATURE_KERNEL_IBRS));
        feature_name(config.X86_FEATURE_RSB_CTXSW, nameof(config.X86_FEATURE_RSB_CTXSW));
        feature_name(config.X86_FEATURE_XENPV, nameof(config.X86_FEATURE_XENPV));
        feature_name(config.X86_FEATURE_FSGSBASE, nameof(config.X86_FEATURE_FSGSBASE));
        feature_name(config.X86_FEATURE_SMAP, nameof(config.X86_FEATURE_SMAP));
        feature_name(config.X86_FEATURE_FENCE_SWAPGS_USER, nameof(config.X86_FEATURE_FENCE_SWAPGS_USER));
        feature_name(config.X86_FEATURE_FENCE_SWAPGS_KERNEL, nameof(config.X86_FEATURE_FENCE_SWAPGS_KERNEL));
        feature_name(config.X86_FEATURE_ENTRY_IBPB, nameof(config.X86_FEATURE_ENTRY_IBPB));
        feature_name(config.X86_FEATURE_RETPOLINE, nameof(config.X86_FEATURE_RETPOLINE));
        feature_name(config.X86_FEATURE_RETPOLINE_LFENCE, nameof(config.X86_FEATURE_RETPOLINE_LFENCE));
        feature_name(config.X86_FEATURE_UNRET, nameof(config.X86_FEATURE_UNRET));
        feature_name(config.X86_FEATURE_CALL_DEPTH, nameof(config.X86_FEATURE_CALL_DEPTH));
        feature_name(config.X86_FEATURE_SRSO, nameof(config.X86_FEATURE_SRSO));
        feature_name(config.X86_FEATURE_SRSO_ALIAS, nameof(config.X86_FEATURE_SRSO_ALIAS));
        feature_name(config.X86_FEATURE_IBPB_ON_VMEXIT, nameof(config.X86_FEATURE_IBPB_ON_VMEXIT));
        feature_name(config.X86_FEATURE_FRED, nameof(config.X86_FEATURE_FRED));
        feature_name(config.X86_FEATURE_CLEAR_BHB_LOOP, nameof(config.X86_FEATURE_CLEAR_BHB_LOOP));
        feature_name(config.X86_FEATURE_CLEAR_BHB_LOOP_ON_VMEXIT, nameof(config.X86_FEATURE_CLEAR_BHB_LOOP_ON_VMEXIT));
        feature_name(config.X86_FEATURE_CLEAR_CPU_BUF_VM, nameof(config.X86_FEATURE_CLEAR_CPU_BUF_VM));
        feature_name(config.X86_BUG_NULL_SEG, nameof(config.X86_BUG_NULL_SEG));
        feature_name(config.X86_BUG_SWAPGS_FENCE, nameof(config.X86_BUG_SWAPGS_FENCE));
        feature_name(config.X86_BUG_IBPB_NO_RET, nameof(config.X86_BUG_IBPB_NO_RET));
    }
}
