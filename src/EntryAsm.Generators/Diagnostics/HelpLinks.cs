// SPDX-License-Identifier: MIT
using System.Reflection;

namespace EntryAsm.Generators;

/// <summary>What a diagnostic gives as its help: the page of a published project, or else the command that shows the same page offline.</summary>
internal static class HelpLinks
{
    private static readonly string ProjectUrl = typeof(HelpLinks).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(static entry => entry.Key == "ProjectUrl")?.Value ?? "";

    /// <summary>The help of a diagnostic.</summary>
    public static string Of(string id) => Of(id, ProjectUrl);

    /// <summary>The page of a diagnostic; null where the project is published nowhere.</summary>
    public static string? PageOf(string id) => ProjectUrl.Length == 0 ? null : Of(id);

    /// <summary>The help of a diagnostic of a project published at an address; an empty one is none.</summary>
    public static string Of(string id, string projectUrl) =>
        projectUrl.Length == 0 ? "entryasm explain " + id : projectUrl.TrimEnd('/') + "/blob/main/docs/diagnostics/" + id + ".md";
}
