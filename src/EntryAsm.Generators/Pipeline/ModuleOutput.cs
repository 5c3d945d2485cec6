// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators;

/// <summary>What the generator makes of one module: the source it adds and the diagnostics it reports. Holds no syntax and no symbols.</summary>
/// <param name="Name">The module's full name.</param>
/// <param name="Location">Where the module is declared.</param>
/// <param name="Source">The C# to add.</param>
/// <param name="Diagnostics">What is wrong with the module.</param>
internal sealed record ModuleOutput(string Name, LocationInfo? Location, string Source, EquatableArray<DiagnosticInfo> Diagnostics)
{
    /// <summary>The same module when another's output has its file names: only a diagnostic.</summary>
    public ModuleOutput Shadowed(string other) => this with
    {
        Source = "",
        Diagnostics = new([.. Diagnostics, DiagnosticInfo.Create(Descriptors.SameName, Location, Name, other)]),
    };
}
