// SPDX-License-Identifier: MIT
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace EntryAsm.Build;

/// <summary>Reads the objects out of a compiled assembly without loading it.</summary>
internal static class AssemblyReader
{
    private const string AttributeNamespace = "System.Reflection";
    private const string AttributeName = "AssemblyMetadataAttribute";

    /// <summary>The first two bytes of an attribute's arguments (ECMA-335, II.23.3).</summary>
    private const ushort Prolog = 1;

    /// <summary>The objects of all modules by name.</summary>
    /// <exception cref="BuildException">The assembly cannot be read, or carries an object that cannot.</exception>
    public static IReadOnlyList<EntryObject> ReadObjects(string assembly)
    {
        var objects = ReadValues(assembly).Select(value => ReadObject(assembly, value)).OrderBy(entryObject => entryObject.Name, StringComparer.Ordinal).ToList();
        for (var i = 0; i < objects.Count; i++)
            CheckFileName(assembly, objects, i);
        return objects;
    }

    private static EntryObject ReadObject(string assembly, string value)
    {
        try
        {
            return AssemblyObjects.ReadValue(value);
        }
        catch (EntryAsmException mistake)
        {
            throw BuildException.BadObject(assembly, mistake);
        }
    }

    /// <summary>Modules become files: their names must be file names, and different ones where case does not count.</summary>
    private static void CheckFileName(string assembly, List<EntryObject> objects, int index)
    {
        var name = objects[index].Name;
        if (name.Length == 0 || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || name is "." or "..")
            throw BuildException.NoFileName(assembly, name);
        if (objects.Take(index).FirstOrDefault(other => string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase)) is { } other)
            throw BuildException.NameClash(assembly, other.Name, name);
    }

    private static List<string> ReadValues(string assembly)
    {
        try
        {
            using var file = File.OpenRead(assembly);
            using var image = new PEReader(file);
            return image.HasMetadata ? ReadValues(image.GetMetadataReader()) : throw new BadImageFormatException("it holds no .NET metadata");
        }
        catch (Exception mistake) when (mistake is BadImageFormatException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw BuildException.BadAssembly(assembly, mistake.Message);
        }
    }

    private static List<string> ReadValues(MetadataReader metadata)
    {
        var values = new List<string>();
        if (!metadata.IsAssembly)
            return values;
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (!IsAssemblyMetadata(metadata, attribute))
                continue;
            var arguments = metadata.GetBlobReader(attribute.Value);
            if (arguments.ReadUInt16() == Prolog && arguments.ReadSerializedString() == AssemblyObjects.Key)
                values.Add(arguments.ReadSerializedString() ?? "");
        }

        return values;
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
}
