// SPDX-License-Identifier: MIT
using System.Text;
using Microsoft.Build.Framework;

namespace EntryAsm.Build;

/// <summary>Which .NET executes the modules: the shared frameworks the project runs on, or newer ones where those are not installed.</summary>
internal sealed class RuntimeChoice
{
    private readonly IReadOnlyList<(string Name, string Version)> frameworks;

    public RuntimeChoice(IEnumerable<ITaskItem> frameworks, string runtimeVersion)
    {
        var asked = frameworks.Select(one => (Name: one.GetMetadata("FrameworkName") is { Length: > 0 } name ? name : one.ItemSpec, Version: one.GetMetadata("Version"))).ToList();
        this.frameworks = asked.Count > 0 ? asked : [("Microsoft.NETCore.App", runtimeVersion)];
    }

    /// <summary>What the command dotnet reads of it.</summary>
    public string Configuration()
    {
        var text = new StringBuilder("{ \"runtimeOptions\": { \"rollForward\": \"Major\", \"frameworks\": [");
        for (var index = 0; index < frameworks.Count; index++)
            text.Append(index == 0 ? " " : ", ").Append("{ \"name\": \"").Append(frameworks[index].Name).Append("\", \"version\": \"").Append(frameworks[index].Version).Append("\" }");
        return text.Append(" ] } }\n").ToString();
    }
}
