// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace EntryAsm.Runner;

/// <summary>Loads the assembly, makes the module and builds it. The engine is the one the assembly refers to, and is known here by the names of its members alone.</summary>
internal sealed class ModuleExecution(Request request)
{
    private const string Base = "EntryAsm.EntryAssembler", Carrier = "EntryAsm.AssemblyObjects";
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private bool isLoaded;

    /// <returns>One line that says how it ended, and lines that tell more: <c>object</c> and the object; <c>thrown</c>, C# line, file and what was thrown; <c>not loaded</c> and why.</returns>
    public string Run()
    {
        AppDomain.CurrentDomain.AssemblyResolve += (_, wanted) => Resolve(new AssemblyName(wanted.Name).Name ?? "");
        AppDomain.CurrentDomain.SetData("EntryAsm.ProjectFolder", request.ProjectFolder);
        try
        {
            return "object\n" + Execute();
        }
        catch (Exception exception)
        {
            var thrown = Innermost(exception);
            return isLoaded && thrown is not (BadImageFormatException or FileNotFoundException or FileLoadException or TypeLoadException or MissingMemberException) ? Thrown(thrown) : "not loaded\n" + thrown.Message;
        }
    }

    private Assembly? Resolve(string name) => request.References.TryGetValue(name, out var path) ? Assembly.LoadFrom(path) : null;

    private string Execute()
    {
        var type = Assembly.LoadFrom(request.Assembly).GetType(request.Module, throwOnError: true)!;
        var engine = EngineOf(type);
        var build = engine.GetType(Base, throwOnError: true)!.GetMethod("Build")!;
        var write = engine.GetType(Carrier, throwOnError: true)!.GetMethod("WriteValue")!;
        var constructor = type.GetConstructors(Instance).First(candidate => candidate.GetParameters().All(parameter => parameter.IsOptional));
        isLoaded = true;

        var module = constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.HasDefaultValue ? parameter.DefaultValue : null)]);
        return (string)write.Invoke(null, [build.Invoke(module, null)!])!;
    }

    private static Assembly EngineOf(Type module)
    {
        for (var type = module.BaseType; type is not null; type = type.BaseType)
        {
            if (type.FullName == Base)
                return type.Assembly;
        }

        throw new TypeLoadException(module.FullName + " is not an EntryAssembler");
    }

    private static Exception Innermost(Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => Innermost(inner),
        TypeInitializationException { InnerException: { } inner } => Innermost(inner),
        _ => exception,
    };

    private static string Thrown(Exception exception)
    {
        var (file, line) = PlaceOf(exception);
        return "thrown\n" + line.ToString(CultureInfo.InvariantCulture) + "\n" + file + "\n" + exception.GetType().FullName + ": " + exception.Message;
    }

    /// <summary>The engine's errors tell their line themselves; of others the first line of the author's is asked of the debug data.</summary>
    private static (string File, int Line) PlaceOf(Exception exception)
    {
        if (exception.GetType().GetProperty("Location")?.GetValue(exception) is { } location && location.GetType().GetProperty("Line")?.GetValue(location) is int line and not 0)
            return (location.GetType().GetProperty("File")?.GetValue(location) as string ?? "", line);
        return new StackTrace(exception, fNeedFileInfo: true).GetFrames().Select(frame => (File: frame.GetFileName() ?? "", Line: frame.GetFileLineNumber()))
            .FirstOrDefault(place => File.Exists(place.File));
    }
}
