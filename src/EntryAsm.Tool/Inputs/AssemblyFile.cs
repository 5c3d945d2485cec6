// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace EntryAsm.Tool;

/// <summary>Reads the objects of the entry modules in a compiled assembly, without loading it: its code never runs.</summary>
internal static class AssemblyFile
{
    private const string AttributeNamespace = "System.Reflection";
    private const string AttributeName = "AssemblyMetadataAttribute";

    /// <summary>The objects by module name.</summary>
    public static ImmutableArray<EntryObject> Read(string path, byte[] file)
    {
        ImmutableArray<string> values;
        try
        {
            using var image = new PEReader(ImmutableArray.Create(file));
            if (!image.HasMetadata)
                throw new ToolException(path + ": holds no .NET metadata; give the compiled C# assembly");
            values = Values(image.GetMetadataReader());
        }
        catch (Exception failure) when (failure is BadImageFormatException or InvalidOperationException or ArgumentException or OverflowException or IOException)
        {
            throw new ToolException(path + ": cannot be read as a .NET assembly: " + Reasons.Of(failure));
        }

        if (values.IsEmpty)
            throw new ToolException(path + ": holds no entry module; mark a class with [EntryModule] in a project that references EntryAsm, and build it again");
        return [.. values.Select(AssemblyObjects.ReadValue).OrderBy(static module => module.Name, StringComparer.Ordinal)];
    }

    private static ImmutableArray<string> Values(MetadataReader metadata)
    {
        if (!metadata.IsAssembly)
            return [];

        var values = ImmutableArray.CreateBuilder<string>();
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (IsAssemblyMetadata(metadata, attribute) && Value(metadata.GetBlobReader(attribute.Value)) is { } value)
                values.Add(value);
        }

        return values.ToImmutable();
    }

    private static bool IsAssemblyMetadata(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
            return false;
        var parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference)
            return false;
        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return metadata.StringComparer.Equals(type.Name, AttributeName) && metadata.StringComparer.Equals(type.Namespace, AttributeNamespace);
    }

    /// <summary>The value of an attribute that has the object's key (ECMA-335 II.23.3: prolog, then the two strings).</summary>
    private static string? Value(BlobReader blob) =>
        blob.ReadUInt16() == 1 && blob.ReadSerializedString() == AssemblyObjects.Key ? blob.ReadSerializedString() : null;
}
