// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace EntryAsm.Tool;

/// <summary>Reads the objects of the entry modules in a compiled assembly, without loading it: its code never runs.</summary>
internal static class AssemblyFile
{
    /// <summary>The objects by module name.</summary>
    public static ImmutableArray<EntryObject> Read(string path, byte[] file)
    {
        ImmutableArray<string> values;
        try
        {
            using var image = new PEReader(ImmutableArray.Create(file));
            if (!image.HasMetadata)
                throw new ToolException(path + ": holds no .NET metadata; give the compiled C# assembly");
            values = [.. CarriedValues.Of(image.GetMetadataReader())];
        }
        catch (Exception failure) when (failure is BadImageFormatException or InvalidOperationException or ArgumentException or OverflowException or IOException)
        {
            throw new ToolException(path + ": cannot be read as a .NET assembly: " + Reasons.Of(failure));
        }

        if (values.IsEmpty)
            throw new ToolException(path + ": holds no entry module; mark a class with [EntryModule] in a project that references EntryAsm, and build it again");
        return [.. values.Select(AssemblyObjects.ReadValue).OrderBy(static module => module.Name, StringComparer.Ordinal)];
    }
}
