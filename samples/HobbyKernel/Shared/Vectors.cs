// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>Vectors of the self-test's device interrupts: the first stub, one above 0x7f where the pushed number changes its sign, and the last.</summary>
internal static class Vectors
{
    public const int First = 0x21;
    public const int Middle = 0x81;
    public const int Last = 0xeb;

    /// <summary>That of a debugger, who sends interrupts while the tests run: counted, and no part of any test.</summary>
    public const int Debugger = 0x51;
}
