// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>What can be meant, but hardly is: the instruction is built as it is written, and the author told what is usual.</summary>
internal static class AdviceDescriptors
{
    public static readonly DiagnosticDescriptor NarrowBranch = Describe("EA0201", "A branch through a 16-bit register",
        "'{0}' through a 16-bit register goes to an address below 0x10000; in 64-bit code an address has 64 bits, as in {0}(rax)");

    public static readonly DiagnosticDescriptor FarBranch = Describe("EA0202", "A far branch through 4 bytes of memory",
        "'{0}' through 4 bytes of memory is a far branch to a selector and an offset of 16 bits each; {0}(qword[…]) goes to the address that is stored there, {0}(fword[…]) to a selector with a 32-bit offset");

    public static readonly DiagnosticDescriptor Sysret = Describe("EA0203", "A sysret to 32-bit code",
        "'{0}' returns to 32-bit code; sysretq() returns to 64-bit code, and sysretl() says that 32-bit code is meant");

    public static readonly DiagnosticDescriptor Iret = Describe("EA0204", "An iret of 4-byte words",
        "'{0}' takes five words of 4 bytes each from the stack; iretq() takes those of 8 bytes that the processor pushes in 64-bit code, and iretd() says that 4 bytes are meant");

    public static readonly DiagnosticDescriptor FarReturn = Describe("EA0205", "A far return of 4-byte words",
        "'{0}' takes two words of 4 bytes each from the stack; retfq() takes two of 8 bytes, as push leaves them in 64-bit code, and retfd() says that 4 bytes are meant");

    public static readonly DiagnosticDescriptor CallerArgument = Describe("EA0206", "An argument for what the compiler fills in",
        "'{0}' takes no operand here: {1} goes to parameter '{2}', which the compiler fills with the place of the call; leave it out", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor UnboundGlobal = Describe("EA0207", "A global symbol that nothing binds",
        "'{0}' is a global symbol that the module neither binds nor names, so its object has no such symbol; place it with bind({0}), or remove the field");

    /// <summary>Every descriptor, by id.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [NarrowBranch, FarBranch, Sysret, Iret, FarReturn, CallerArgument, UnboundGlobal];

    private static DiagnosticDescriptor Describe(string id, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Warning) =>
        new(id, title, message, "EntryAsm.Advice", severity, isEnabledByDefault: true, helpLinkUri: HelpLinks.Of(id));
}
