// SPDX-License-Identifier: MIT
using System.Reflection;

namespace EntryAsm.Kernel.Tests;

/// <summary>The kit's page names every setting and every symbol.</summary>
public class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs/kernel-kit.md"));

    [Fact]
    public void EachSettingIsInTheTable() =>
        Assert.All(typeof(KitSettings).GetProperties().Where(static property => property.CanWrite), static property => AssertNamed(property.Name));

    [Fact]
    public void EachSymbolIsInTheTable() => Assert.All(
        typeof(KernelKit).GetFields(BindingFlags.Static | BindingFlags.Public).Where(static field => field.FieldType == typeof(Symbol) && field.DeclaringType == typeof(KernelKit)),
        static field => AssertNamed(field.Name));

    private static void AssertNamed(string name) => Assert.Contains("`" + name + "`", Page, StringComparison.Ordinal);
}
