// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;

namespace EntryAsm.Tool.Commands;

/// <summary><c>--entry KIND[:VECTOR]=NAME</c>: how execution reaches a symbol of an object that does not say so itself.</summary>
internal static class EntryOption
{
    private static readonly Dictionary<string, EntryKind> kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["function"] = EntryKind.Function, ["idt"] = EntryKind.Interrupt, ["syscall"] = EntryKind.Syscall, ["compat"] = EntryKind.SyscallCompat, ["sysenter"] = EntryKind.Sysenter,
        ["interrupt"] = EntryKind.Interrupt, ["fred"] = EntryKind.FredUser, ["fred-user"] = EntryKind.FredUser, ["fred-kernel"] = EntryKind.FredKernel, ["start"] = EntryKind.Start, ["regs"] = EntryKind.SavedRegisters,
    };

    public static Option<string[]> Create() => new("--entry")
    {
        Description = "How execution reaches a symbol: function, idt:VECTOR, syscall, compat, sysenter, fred-user, fred-kernel, start or regs. May be given several times.",
        HelpName = "KIND[:VECTOR]=NAME",
        DefaultValueFactory = static _ => [],
    };

    /// <summary>The entries that were given, for each of several objects those that it defines. One that none defines is an error of the command line.</summary>
    public static ImmutableArray<EntryPoint>[] Read(string[] given, IReadOnlyList<EntryObject> objects)
    {
        static string Name(string text) => text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..];
        static bool Defines(EntryObject entryObject, string text) => entryObject.Symbols.Any(symbol => symbol.Name == Name(text) && symbol.Section >= 0);

        if (given.FirstOrDefault(text => !objects.Any(entryObject => Defines(entryObject, text))) is { } missing)
            _ = Read(missing, objects[0]);
        return [.. objects.Select(entryObject => Read(given.Where(text => Defines(entryObject, text)), entryObject).ToImmutableArray())];
    }

    /// <summary>The entries that were given, found in an object.</summary>
    public static IReadOnlyList<EntryPoint> Read(IEnumerable<string> given, EntryObject entryObject) => [.. given.Select(text => Read(text, entryObject))];

    private static EntryPoint Read(string text, EntryObject entryObject)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var kindEnd = colon >= 0 && colon < equals ? colon : equals;
        if (equals <= 0 || equals == text.Length - 1 || !kinds.TryGetValue(text[..kindEnd], out var kind))
            throw ToolException.Usage("--entry " + text + ": write KIND[:VECTOR]=NAME, the kind one of " + string.Join(", ", kinds.Keys));
        var symbol = entryObject.Symbols.ToList().FindIndex(candidate => candidate.Name == text[(equals + 1)..] && candidate.Section >= 0);
        if (symbol < 0)
            throw new ToolException("--entry " + text + ": the object defines no symbol '" + text[(equals + 1)..] + "'");
        return new EntryPoint(kind, symbol, Vector(text, kind, kindEnd, equals), 1, 0, SourceLocation.None);
    }

    private static int Vector(string text, EntryKind kind, int kindEnd, int equals)
    {
        if (kind != EntryKind.Interrupt)
            return kindEnd == equals ? -1 : throw ToolException.Usage("--entry " + text + ": only idt has a vector");
        if (kindEnd < equals && int.TryParse(text.AsSpan(kindEnd + 1, equals - kindEnd - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var vector) && vector <= 255)
            return vector;
        throw ToolException.Usage("--entry " + text + ": write the vector, 0 to 255, as in idt:14=NAME; it determines whether there is an error code");
    }
}
