// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Reflection.Emit;

namespace EntryAsm.Tool.Tests;

/// <summary>Assemblies as the generator makes them: the objects of their modules in attributes.</summary>
internal static class TestAssembly
{
    public static byte[] Of(params EntryObject[] modules) => OfValues([.. modules.Select(AssemblyObjects.WriteValue)]);

    public static byte[] OfValues(params string[] values)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Kernel"), typeof(object).Assembly);
        assembly.DefineDynamicModule("Kernel");
        var constructor = typeof(AssemblyMetadataAttribute).GetConstructor([typeof(string), typeof(string)])!;
        assembly.SetCustomAttribute(new CustomAttributeBuilder(constructor, ["Author", "somebody"]));
        foreach (var value in values)
            assembly.SetCustomAttribute(new CustomAttributeBuilder(constructor, [AssemblyObjects.Key, value]));
        var file = new MemoryStream();
        assembly.Save(file);
        return file.ToArray();
    }
}
