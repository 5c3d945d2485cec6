// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EntryAsm.Generators;

/// <summary>A place in a file, without the tree that holds it.</summary>
internal sealed record LocationInfo(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static LocationInfo? Of(SyntaxNode? node) => node is null ? null : Of(node.GetLocation());

    public static LocationInfo? Of(Location location) =>
        location.SourceTree is null ? null : new(location.SourceTree.FilePath, location.SourceSpan, location.GetLineSpan().Span);

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}

/// <summary>A diagnostic as data: equal when it says the same at the same place.</summary>
internal sealed record DiagnosticInfo(string Id, EquatableArray<string> Arguments, LocationInfo? Location, EquatableArray<LocationInfo> Related)
{
    public static DiagnosticInfo Create(DiagnosticDescriptor descriptor, LocationInfo? location, params string[] arguments) =>
        new(descriptor.Id, new(arguments), location, new([]));

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptors.Of(Id), Location?.ToLocation() ?? Microsoft.CodeAnalysis.Location.None,
        Related.Select(related => related.ToLocation()), [.. Arguments]);
}
