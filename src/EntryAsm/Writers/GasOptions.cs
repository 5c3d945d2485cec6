// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>What <see cref="GasWriter"/> writes besides the assembly itself.</summary>
public sealed class GasOptions
{
    /// <summary>Writes the C# line after each statement: <c># File.cs:12</c>. Default: no.</summary>
    public bool SourceLines { get; init; }
}
