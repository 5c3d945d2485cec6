// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

// asm/frame.h: the frame of an assembly function that calls others.
public abstract partial class LinuxEntry
{
    /// <summary>Begins a frame, where the kernel keeps frame pointers.</summary>
    protected void FRAME_BEGIN()
    {
        if (!Kernel.FramePointer)
            return;

        push(rbp);
        mov(rbp, rsp);
    }

    /// <summary>Ends the frame.</summary>
    protected void FRAME_END()
    {
        if (Kernel.FramePointer)
            pop(rbp);
    }
}
