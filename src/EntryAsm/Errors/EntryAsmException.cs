// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>One error in an entry module, with the line that made it and the id of its documentation.</summary>
public sealed class EntryAsmException : Exception
{
    internal EntryAsmException(string id, string reason, SourceLocation location = default, SourceLocation related = default)
        : base(Compose(id, reason, location))
    {
        Id = id;
        Reason = reason;
        Location = location.File is null ? SourceLocation.None : location;
        Related = related.File is null ? SourceLocation.None : related;
    }

    /// <summary>The id, <c>EA0001</c> and on: the same as the generator's diagnostic, see docs/diagnostics.</summary>
    public string Id { get; }

    /// <summary>What is wrong and what to do, without place and id.</summary>
    public string Reason { get; }

    /// <summary>The line of C# that made the error; <see cref="SourceLocation.None"/> when no line did.</summary>
    public SourceLocation Location { get; }

    /// <summary>A second line that explains it, such as the first definition of a symbol defined twice.</summary>
    public SourceLocation Related { get; }

    internal EntryAsmException At(SourceLocation location) => Location.Line != 0 ? this : new EntryAsmException(Id, Reason, location, Related);

    private static string Compose(string id, string reason, SourceLocation location) =>
        location.Line == 0 ? id + ": " + reason : location + ": " + id + ": " + reason;
}
