// SPDX-License-Identifier: MIT
namespace EntryAsm.Kernel;

/// <summary>How calls through a register are made.</summary>
public enum IndirectBranches
{
    /// <summary>Unchanged: for processors with enhanced IBRS.</summary>
    Plain,

    /// <summary>After an LFENCE (AMD, "Software techniques for managing speculation on AMD processors", V2-2).</summary>
    Fenced,

    /// <summary>By a RET whose prediction is caught in a loop (Intel, "Retpoline: A Branch Target Injection Mitigation").</summary>
    Retpoline,
}
