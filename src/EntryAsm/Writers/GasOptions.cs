// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>What <see cref="GasWriter"/> writes beside the assembly itself.</summary>
public sealed class GasOptions
{
    /// <summary>Writes the C# line behind each statement: <c># File.cs:12</c>. Left out: no.</summary>
    public bool SourceLines { get; init; }
}
