// SPDX-License-Identifier: MIT
using System.Reflection.Metadata;

namespace EntryAsm;

/// <summary>Finds the objects that a compiled assembly carries, as <see cref="AssemblyObjects"/> describes them, without loading it. The tool compiles this file too.</summary>
internal static class CarriedValues
{
    private const string AttributeNamespace = "System.Reflection";
    private const string AttributeName = "AssemblyMetadataAttribute";

    /// <summary>The first two bytes of an attribute's arguments (ECMA-335, II.23.3).</summary>
    private const ushort Prolog = 1;

    /// <summary>The values of all attributes that have the key, in the assembly's order.</summary>
    public static IEnumerable<string> Of(MetadataReader metadata)
    {
        if (!metadata.IsAssembly)
            yield break;
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (IsAssemblyMetadata(metadata, attribute) && Value(metadata.GetBlobReader(attribute.Value)) is { } value)
                yield return value;
        }
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

    private static string? Value(BlobReader arguments) =>
        arguments.ReadUInt16() == Prolog && arguments.ReadSerializedString() == AssemblyObjects.Key ? arguments.ReadSerializedString() ?? "" : null;
}
