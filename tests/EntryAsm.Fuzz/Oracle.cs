// SPDX-License-Identifier: MIT
namespace EntryAsm.Fuzz;

/// <summary>Who judges a program.</summary>
internal enum Oracle
{
    Gas,
    Llvm,
    None,
}
