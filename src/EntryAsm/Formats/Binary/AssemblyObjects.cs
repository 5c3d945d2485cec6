// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Reflection;
using EntryAsm.Errors;
using EntryAsm.Primitives;

namespace EntryAsm;

/// <summary>
/// How objects travel in a compiled assembly: one <see cref="AssemblyMetadataAttribute"/> per module, so that the assembly needs nothing of EntryAsm when it runs. The key is
/// <see cref="Key"/>, the value <c>version:module:object</c>, the object as <see cref="EntryObjectFormat.WriteText"/> has it.
/// </summary>
public static class AssemblyObjects
{
    /// <summary>The attribute's key.</summary>
    public const string Key = "EntryAsm.Object";

    /// <summary>The objects of all modules in a loaded assembly, by name: equal to what the modules give when they run. What only debuggers ask for stays in the assembly.</summary>
    /// <exception cref="EntryAsmException">EA0024: an attribute is corrupt or made by a newer EntryAsm.</exception>
    public static IReadOnlyList<EntryObject> From(Assembly assembly) =>
        [.. assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(attribute => attribute.Key == Key)
            .Select(attribute => ReadValue(attribute.Value ?? "").WithoutExpansions())
            .OrderBy(entryObject => entryObject.Name, StringComparer.Ordinal)];

    /// <summary>The attribute's value for an object.</summary>
    public static string WriteValue(EntryObject entryObject) =>
        NumberText.Decimal(EntryObjectFormat.Version) + ":" + entryObject.Name + ":" + EntryObjectFormat.WriteText(entryObject);

    /// <summary>The object from an attribute's value.</summary>
    /// <exception cref="EntryAsmException">EA0024: the value is corrupt or made by a newer EntryAsm.</exception>
    public static EntryObject ReadValue(string value)
    {
        var afterVersion = value.IndexOf(':');
        var afterName = value.IndexOf(':', afterVersion + 1);
        if (afterVersion < 0 || afterName < 0 || !int.TryParse(value.Substring(0, afterVersion), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            throw Error.Format("the assembly attribute " + Key + " does not read version:module:object; build the module again");

        var name = value.Substring(afterVersion + 1, afterName - afterVersion - 1);
        if (version > EntryObjectFormat.Version)
        {
            throw Error.Format("module '" + name + "' carries an object of version " + NumberText.Decimal(version) + ", this EntryAsm reads up to "
                + NumberText.Decimal(EntryObjectFormat.Version) + "; use the same version of every EntryAsm package");
        }

        return EntryObjectFormat.ReadText(value.Substring(afterName + 1));
    }
}
