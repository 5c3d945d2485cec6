// SPDX-License-Identifier: GPL-2.0-only
using System.Globalization;
using System.Text.Json;
using EntryAsm.Linux;
using EntryAsm.Linux.Kbuild;
using EntryAsm.Report.Model;

namespace EntryAsm.Report.Tests;

/// <summary>The whole of entry_64 in the configuration <c>max</c>.</summary>
internal static class LinuxObject
{
    private static readonly Lazy<EntryObject> max = new(() => new Entry64(Config()).Build());

    private static readonly Lazy<string> report = new(static () => HtmlReport.Write([new ReportedModule(Max)]));

    public static EntryObject Max => max.Value;

    /// <summary>Its report.</summary>
    public static string Report => report.Value;

    /// <summary>The module with the C# lines of the port.</summary>
    public static ReportedModule WithLines => new(Max) { Sources = SourceTexts.Below([Path.Combine(Repository.Root, "src", "EntryAsm.Linux")]) };

    private static KernelConfig Config()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "max.json")));
        var config = string.Concat(file.RootElement.GetProperty("config").EnumerateObject().Select(static setting => setting.Name + "=" + setting.Value.GetString() + "\n"));
        var offsets = string.Concat(file.RootElement.GetProperty("offsets").EnumerateObject().Select(static offset => "#define " + offset.Name + " " + offset.Value.GetInt32().ToString(CultureInfo.InvariantCulture) + "\n"));
        return KernelBuild.Read(".config", config, "asm-offsets.h", offsets);
    }
}
