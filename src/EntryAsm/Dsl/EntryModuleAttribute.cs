// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace EntryAsm;

/// <summary>Marks a class as an entry module: the generator evaluates its <see cref="EntryAssembler.Assemble"/> and makes one object of it.</summary>
/// <remarks>The class is partial, not nested, generic or abstract, and derives from <see cref="EntryAssembler"/>.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EntryModuleAttribute : Attribute
{
    /// <summary>The constant, in the generated part of a module, that holds its path inside the project.</summary>
    internal const string FileConstant = "EntryModuleFile";

    /// <param name="file">The module's C# file, from the compiler.</param>
    public EntryModuleAttribute([CallerFilePath] string file = "") => File = file;

    /// <summary>The module's C# file as the compiler knows it.</summary>
    public string File { get; }
}
