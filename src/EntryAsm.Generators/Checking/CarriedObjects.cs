// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>The objects that the generator has added to a compilation, as the attributes have them.</summary>
internal static class CarriedObjects
{
    public static IEnumerable<string> Of(Compilation compilation)
    {
        foreach (var attribute in compilation.Assembly.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == "AssemblyMetadataAttribute" && attribute.ConstructorArguments.Length == 2
                && attribute.ConstructorArguments[0].Value as string == AssemblyObjects.Key && attribute.ConstructorArguments[1].Value is string value)
            {
                yield return value;
            }
        }
    }

    /// <summary>The object of an attribute; null for one that cannot be read, which the build task reports (EA0302).</summary>
    public static EntryObject? Read(string value)
    {
        try
        {
            return AssemblyObjects.ReadValue(value);
        }
        catch (EntryAsmException)
        {
            return null;
        }
    }
}
