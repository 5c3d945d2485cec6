// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>The kernels whose objtool sees the same rows in the same code.</summary>
public enum OrcRules
{
    /// <summary>Linux 4.14 to 5.4: replacements are no part of the code they replace.</summary>
    Linux5,

    /// <summary>Linux 5.5 to 6.3: where code is replaced, the rows are those of all alternatives; a stack found through its own topmost word is followed like any other.</summary>
    Linux6,
}
