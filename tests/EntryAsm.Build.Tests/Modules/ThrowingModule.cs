// SPDX-License-Identifier: MIT
namespace EntryAsm.Build.Tests;

/// <summary>Ends with an exception, or ends its process.</summary>
public sealed class ThrowingModule : EntryAssembler
{
    protected override void Assemble() => throw new InvalidOperationException("no module\nthis");
}

/// <summary>Makes a mistake of which the engine tells the line.</summary>
public sealed class MistakenModule : EntryAssembler
{
    protected override void Assemble() => mov(rax, bl);
}

/// <summary>Takes its process with it.</summary>
public sealed class EndingModule : EntryAssembler
{
    protected override void Assemble() => Environment.Exit(3);
}
