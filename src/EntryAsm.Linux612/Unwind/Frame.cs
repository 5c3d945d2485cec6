// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux612;

// asm/frame.h: the frame of an assembly function that calls others, where the kernel keeps frame pointers.
public abstract partial class LinuxEntry
{
    /// <summary>Begins a frame.</summary>
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

    /// <summary>Lets a frame pointer lead to a <c>struct pt_regs</c>: its address plus one, which no frame has.</summary>
    /// <param name="ptregs_offset">Distance in bytes from rsp to it.</param>
    protected void ENCODE_FRAME_POINTER(int ptregs_offset = 0)
    {
        if (Kernel.FramePointer)
            lea(rbp, ptr[rsp + (1 + ptregs_offset)]);
    }
}
