// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>How severe a rule's findings are.</summary>
public enum CheckSeverity
{
    /// <summary>Not proved either way; listed only where that is asked for.</summary>
    Note,

    /// <summary>Wrong by convention, or wrong on processors or in kernels that not everyone has.</summary>
    Warning,

    /// <summary>A machine that takes this path fails, or gives away what it must keep.</summary>
    Error,
}

/// <summary>One thing that entry code must get right.</summary>
/// <param name="Id">EA0401 and up.</param>
/// <param name="Title">What it finds, in a few words.</param>
/// <param name="Severity">How bad that is.</param>
/// <param name="Source">Where the manuals say so.</param>
public sealed record CheckRule(string Id, string Title, CheckSeverity Severity, string Source)
{
    /// <summary>Whether the rule is about speculative execution, and so silent unless it is asked for.</summary>
    public bool IsSpeculation { get; init; }
}
