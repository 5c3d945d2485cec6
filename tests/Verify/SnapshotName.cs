// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Reflection;
using System.Text;

namespace VerifyXunit;

/// <summary>Where a snapshot lies and what it is called, by Verify's rules.</summary>
sealed class SnapshotName
{
    /// <summary>What no file system of a contributor takes, fixed here so that a name is the same everywhere.</summary>
    const string Forbidden = "\"<>|:*?\\/\0";

    readonly string sourceFile;
    readonly MethodInfo test;

    SnapshotName(string sourceFile, MethodInfo test)
    {
        this.sourceFile = sourceFile;
        this.test = test;
        TypeName = NameOf(test.ReflectedType!);
        MethodName = test.Name;
    }

    public string? Directory { get; set; }
    public string? FileName { get; set; }
    public string TypeName { get; set; }
    public string MethodName { get; set; }
    public object?[]? ParameterValues { get; set; }
    public string? ParameterText { get; set; }

    public static SnapshotName OfRunningTest(string sourceFile) =>
        new(sourceFile, UseVerifyAttribute.RunningTest
            ?? throw new VerifyException("Verify was called outside of a running test; call it from the test, before any thread of your own."));

    /// <summary>The path without <c>.verified.txt</c>.</summary>
    public string Prefix()
    {
        var folder = Path.GetDirectoryName(sourceFile)!;
        if (!System.IO.Directory.Exists(folder))
            throw new VerifyException(
                $"The folder of the test's source, {folder}, does not exist. Build the tests where they run, and without path mapping (DeterministicSourcePaths=false).");

        var name = FileName ?? $"{TypeName}.{MethodName}";
        return Path.Combine(folder, Directory ?? "", Clean(name + Parameters()));
    }

    string Parameters()
    {
        if (ParameterText is not null)
            return "_" + ParameterText;
        if (ParameterValues is not { Length: > 0 } values)
            return "";

        var parameters = test.GetParameters();
        if (values.Length > parameters.Length)
            throw new VerifyException($"UseParameters was given {values.Length} values, but {test.Name} has {parameters.Length} parameters.");
        return string.Concat(values.Select((value, i) => $"_{parameters[i].Name}={Text(value)}"));
    }

    static string Text(object? value) => value switch
    {
        null => "null",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    static string NameOf(Type type) => type.DeclaringType is { } outer ? $"{NameOf(outer)}.{type.Name}" : type.Name;

    static string Clean(string name)
    {
        var clean = new StringBuilder(name);
        foreach (var c in Forbidden)
            clean.Replace(c, '-');
        return clean.ToString();
    }
}
