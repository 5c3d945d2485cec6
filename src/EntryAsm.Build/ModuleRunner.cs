// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace EntryAsm.Build;

/// <summary>Executes modules of an assembly, each in a process of its own: no module sees what another left in static fields, and one that ends the process is known by name.</summary>
internal sealed class ModuleRunner : IDisposable
{
    /// <summary>The generator refuses a module long before, so only one that it read differently comes here.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>No dependency of the runner's: what lies beside it is the build task's.</summary>
    private const string NoDependencies = "{ \"runtimeTarget\": { \"name\": \".NETCoreApp\" }, \"targets\": { \".NETCoreApp\": {} }, \"libraries\": {} }\n";

    private static readonly System.Text.Encoding Utf8 = new UTF8Encoding(false);

    private readonly string host, assembly, projectFolder;
    private readonly IReadOnlyList<string> references;
    private readonly string folder = Path.Combine(Path.GetTempPath(), "entryasm-prove-" + Path.GetRandomFileName());

    public ModuleRunner(string host, RuntimeChoice runtime, string assembly, string projectFolder, IEnumerable<string> references)
    {
        this.host = host;
        this.assembly = assembly;
        this.projectFolder = projectFolder;
        this.references = [.. references.Where(static path => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)).Select(Path.GetFullPath)];
        Directory.CreateDirectory(folder);
        File.WriteAllText(FileOf("runtimeconfig.json"), runtime.Configuration(), Utf8);
        File.WriteAllText(FileOf("deps.json"), NoDependencies, Utf8);
    }

    private static string Runner => Path.Combine(Path.GetDirectoryName(typeof(ModuleRunner).Assembly.Location)!, "EntryAsm.Runner.dll");

    /// <returns>What the module became, as assemblies carry it.</returns>
    /// <exception cref="BuildException">It became nothing.</exception>
    public string Execute(string module, CancellationToken cancellation)
    {
        var result = FileOf("result");
        File.Delete(result);
        File.WriteAllLines(FileOf("request"), new[] { module, assembly, projectFolder }.Concat(references), Utf8);
        var problem = Start(module, cancellation);
        if (!File.Exists(result))
            throw BuildException.NotExecutable(assembly, module, problem);

        var lines = File.ReadAllText(result, Utf8).Split(['\n'], 4);
        return lines[0] switch
        {
            "object" => lines[1],
            "thrown" => throw BuildException.ThrownAsExecuted(module, lines[3], lines[2], int.Parse(lines[1], CultureInfo.InvariantCulture)),
            _ => throw BuildException.NotExecutable(assembly, module, lines[1].Trim()),
        };
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A temporary folder that stays does no harm.
        }
    }

    /// <returns>What went wrong, should there be no result.</returns>
    private string Start(string module, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = Command() };
        var errors = new StringBuilder();
        process.OutputDataReceived += static (_, _) => { }; // what the author's code prints is no part of the object
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
                errors.AppendLine(line.Data);
        };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            return "the command '" + host + "' cannot be started: " + failure.Message;
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var isInTime = Wait(process, cancellation);
        lock (errors)
            return isInTime ? FirstLine(errors.ToString()) ?? "the process ended with code " + process.ExitCode.ToString(CultureInfo.InvariantCulture) : "'" + module + "' ran for more than two minutes";
    }

    private static bool Wait(Process process, CancellationToken cancellation)
    {
        using var cancelled = cancellation.Register(() => Kill(process));
        if (process.WaitForExit((int)Limit.TotalMilliseconds))
        {
            process.WaitForExit(); // and for what it wrote
            cancellation.ThrowIfCancellationRequested();
            return true;
        }

        Kill(process);
        process.WaitForExit();
        return false;
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    private ProcessStartInfo Command()
    {
        var start = new ProcessStartInfo(host, string.Join(" ", new[] { "exec", "--runtimeconfig", FileOf("runtimeconfig.json"), "--depsfile", FileOf("deps.json"), Runner, FileOf("request"), FileOf("result") }.Select(Quoted)))
        {
            UseShellExecute = false, CreateNoWindow = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = projectFolder,
        };
        start.EnvironmentVariables["DOTNET_TieredPGO"] = "0"; // pays off in long runs only
        start.EnvironmentVariables["DOTNET_NOLOGO"] = "1";
        return start;
    }

    private string FileOf(string name) => Path.Combine(folder, name);

    private static string Quoted(string path) => "\"" + path + "\"";

    private static string? FirstLine(string text) => text.Split('\n').Select(static line => line.Trim()).FirstOrDefault(static line => line.Length > 0)?.TrimEnd('.');
}
