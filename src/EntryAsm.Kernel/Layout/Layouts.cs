// SPDX-License-Identifier: MIT
using EntryAsm;

namespace EntryAsm.Kernel;

public abstract partial class KernelKit
{
    private static readonly string[] ThreadFields = ["rsp", "kernel_stack", "kernel_cr3", "user_cr3", "fs_base", "gs_base", "vectors"];

    /// <summary>
    /// Tells other languages where things are, as symbols that are numbers and local to the module: <c>trap_frame_rip</c>, <c>thread_context_rsp</c>, <c>cpu_area_thread</c> and so on.
    /// <c>entryasm header</c> makes structures and constants of them.
    /// </summary>
    public void Layouts()
    {
        Structure("trap_frame", TrapFrame.Fields);
        Structure("thread_context", ThreadFields);
        foreach (var (name, offset) in new[]
                 {
                     ("self", CpuArea.Self), ("kernel_stack", CpuArea.KernelStack), ("thread", CpuArea.Thread), ("number", CpuArea.Number), ("kernel_cr3", CpuArea.KernelCr3),
                     ("user_cr3", CpuArea.UserCr3), ("kernel_speculation", CpuArea.KernelSpeculation), ("user_speculation", CpuArea.UserSpeculation),
                     ("vector_components", CpuArea.VectorComponents), ("vector_method", CpuArea.VectorMethod), ("task_state", CpuArea.TaskState), ("free", CpuArea.Free),
                     ("start_stack", CpuArea.StartStack), ("bytes", CpuArea.Size),
                 })
        {
            set(Local("cpu_area_" + name), offset);
        }
    }

    private void Structure(string name, string[] fields)
    {
        for (var i = 0; i < fields.Length; i++)
            set(Local(name + "_" + fields[i]), 8 * i);
        set(Local(name + "_size"), 8 * fields.Length);
    }
}
