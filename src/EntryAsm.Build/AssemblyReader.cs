// SPDX-License-Identifier: MIT
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace EntryAsm.Build;

/// <summary>A module as a compiled assembly carries it. Its object is decoded when something asks for it.</summary>
internal sealed class CarriedModule(string assembly, string value)
{
    private EntryObject? decoded;

    /// <summary>All that the assembly says of it; the same for the same object.</summary>
    public string Value { get; } = value;

    public EntryObject Object => decoded ??= Decode();

    private EntryObject Decode()
    {
        try
        {
            return AssemblyObjects.ReadValue(Value);
        }
        catch (EntryAsmException error)
        {
            throw BuildException.BadObject(assembly, error);
        }
    }
}

/// <summary>Reads the modules out of a compiled assembly without loading it.</summary>
internal static class AssemblyReader
{
    /// <summary>All modules, as the assembly has them.</summary>
    /// <exception cref="BuildException">The assembly cannot be read.</exception>
    public static IReadOnlyList<CarriedModule> ReadModules(string assembly)
    {
        try
        {
            using var file = File.OpenRead(assembly);
            using var image = new PEReader(file);
            if (!image.HasMetadata)
                throw new BadImageFormatException("it holds no .NET metadata");
            return [.. CarriedValues.Of(image.GetMetadataReader()).Select(value => new CarriedModule(assembly, value))];
        }
        catch (Exception error) when (error is BadImageFormatException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw BuildException.BadAssembly(assembly, error.Message);
        }
    }

    /// <summary>Modules become files: their names must be file names, and different ones where case does not count.</summary>
    /// <exception cref="BuildException">They are not.</exception>
    public static void CheckFileNames(string assembly, IReadOnlyList<string> names)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            if (name.Length == 0 || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || name is "." or "..")
                throw BuildException.NoFileName(assembly, name);
            if (seen.TryGetValue(name, out var other))
                throw BuildException.NameClash(assembly, other, name);
            seen.Add(name, name);
        }
    }
}
