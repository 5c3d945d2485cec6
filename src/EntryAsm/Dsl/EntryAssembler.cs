// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Assembler;
using EntryAsm.Dsl;
using EntryAsm.Errors;
using EntryAsm.Finish;

namespace EntryAsm;

/// <summary>
/// The base of every entry module: its methods are the instructions and directives, so that the body of a derived class reads like assembly.
/// </summary>
/// <remarks>
/// <para>Where to start reading: <see cref="Assemble"/> is what an author writes, <see cref="Build"/> turns it into an object. The methods are in
/// one file per subject: Symbols, Sections, Data, Instructions (generated), Tables. Each forwards in one line to <see cref="ModuleAssembly"/>.</para>
/// <para>An instance assembles once and is used by one thread.</para>
/// </remarks>
public abstract partial class EntryAssembler
{
    /// <summary>Where everything happens; the members here forward to it.</summary>
    internal readonly ModuleAssembly assembly = new();

    private bool begun;

    /// <inheritdoc cref="ObjectBuilder.LayoutSteps"/>
    internal long LayoutSteps { get; private set; }

    /// <summary>The module's body. The order of its calls is the order of the code.</summary>
    protected abstract void Assemble();

    /// <summary>Runs <see cref="Assemble"/> under the invariant culture and lays out what it wrote.</summary>
    /// <returns>The finished object.</returns>
    /// <exception cref="EntryAsmException">The first error, with the C# line that made it.</exception>
    /// <exception cref="InvalidOperationException">The instance has assembled before.</exception>
    public EntryObject Build()
    {
        if (begun)
            throw new InvalidOperationException("This module has been built; make a new instance to build it again.");
        begun = true;

        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            Assemble();
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        var type = GetType();
        return Finish(type.FullName ?? type.Name, ModuleProject.Of(type), ErrorSink.Throwing)!;
    }

    /// <summary>Checks what is still open and lays out the sections.</summary>
    /// <returns>The object; null, or an unusable one, when errors were collected.</returns>
    internal EntryObject? Finish(string name, ProjectPaths paths, ErrorSink errors)
    {
        assembly.Close(errors);
        var builder = new ObjectBuilder(name, paths, assembly, errors);
        var built = builder.Build();
        LayoutSteps = builder.LayoutSteps;
        return built;
    }

    /// <inheritdoc cref="ModuleAssembly.BeginCopy"/>
    internal void BeginCopy(string suffix) => assembly.BeginCopy(suffix);
}
