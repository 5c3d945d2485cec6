// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Reflection.Emit;

namespace EntryAsm.Build.Tests;

/// <summary>A compiled assembly as the generator and the compiler would leave it: an attribute a module.</summary>
internal static class HandMadeAssembly
{
    public static void Write(string path, params EntryObject[] objects) => WriteValues(path, [.. objects.Select(AssemblyObjects.WriteValue)]);

    public static void WriteValues(string path, params string[] values)
    {
        var constructor = typeof(AssemblyMetadataAttribute).GetConstructor([typeof(string), typeof(string)])!;
        var attributes = values.Select(value => new CustomAttributeBuilder(constructor, [AssemblyObjects.Key, value]))
            .Append(new CustomAttributeBuilder(constructor, ["SomethingElse", "1:x:y"]));
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Kernel"), typeof(object).Assembly, attributes);
        assembly.DefineDynamicModule("Kernel");
        assembly.Save(path);
    }
}
