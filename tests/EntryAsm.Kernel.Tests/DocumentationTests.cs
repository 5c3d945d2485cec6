// SPDX-License-Identifier: MIT
using System.Reflection;

namespace EntryAsm.Kernel.Tests;

/// <summary>The kit's page names every setting and every symbol.</summary>
public class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs/kernel-kit.md"));

    [Fact]
    public void EachSettingIsInTheTable() => Assert.Empty(typeof(KitSettings).GetProperties().Where(static property => property.CanWrite).Select(static property => property.Name).Where(static name => !Page.Contains("`" + name + "`", StringComparison.Ordinal)));

    [Fact]
    public void EachSymbolIsInTheTable() => Assert.Empty(typeof(KernelKit).GetFields(BindingFlags.Static | BindingFlags.Public).Where(static field => field.FieldType == typeof(Symbol) && field.DeclaringType == typeof(KernelKit))
        .Select(static field => field.Name).Where(static name => !Page.Contains("`" + name + "`", StringComparison.Ordinal)));
}
