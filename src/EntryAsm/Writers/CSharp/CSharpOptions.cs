// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>What <see cref="CSharpWriter"/> writes. Every option has a default that suits a .NET project; <see cref="ForKernel"/> suits a kernel without a runtime.</summary>
public sealed record CSharpOptions
{
    /// <summary>For a kernel that compiles the file into itself, against a core library of its own: the linker is included, and only what every core library has is used.</summary>
    public static CSharpOptions ForKernel { get; } = new() { Linker = true, Slices = false, PackedFrom = int.MaxValue };

    /// <summary>The namespace of the class; by default the module's. Empty for none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The name of the class; by default the module's name with <c>Code</c> after it.</summary>
    public string? ClassName { get; init; }

    /// <summary>True for a public class, false for an internal one. Default: false.</summary>
    public bool IsPublic { get; init; }

    /// <summary>True to include tables of relocations and symbols and a linker that allocates nothing. Needs <c>AllowUnsafeBlocks</c>. Default: false.</summary>
    public bool Linker { get; init; }

    /// <summary>True for a span of each routine besides those of the sections. Needs <c>ReadOnlySpan&lt;T&gt;.Slice</c>. Default: true.</summary>
    public bool Slices { get; init; } = true;

    /// <summary>
    /// Sections from this size in bytes on, up to 4 MiB, are written as one text of 16-bit units, which the compiler reads many times as fast as a number for each
    /// byte; they lie in the constant text then, not in the assembly's image. Needs <c>MemoryMarshal.AsBytes</c>, <c>MemoryExtensions.AsSpan</c> and a
    /// little-endian machine. Default: never (<see cref="int.MaxValue"/>).
    /// </summary>
    public int PackedFrom { get; init; } = int.MaxValue;
}
