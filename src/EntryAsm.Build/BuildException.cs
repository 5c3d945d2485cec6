// SPDX-License-Identifier: MIT
namespace EntryAsm.Build;

/// <summary>Every error the build task answers: one code, one message, the file it concerns. The codes are documented under docs/diagnostics.</summary>
internal sealed class BuildException : Exception
{
    private const string SeePage = "; what it depends on must be the same at build time and at run time (entryasm explain EA0308)";

    private BuildException(string code, string? file, string message, int line = 0)
        : base(message)
    {
        Code = code;
        File = file;
        Line = line;
    }

    /// <summary>The code, <c>EA0301</c> and on.</summary>
    public string Code { get; }

    /// <summary>The file to name in front of the message; null for the project itself.</summary>
    public string? File { get; }

    /// <summary>The line in that file, from 1; 0 for none.</summary>
    public int Line { get; }

    public static BuildException BadAssembly(string assembly, string reason) =>
        new("EA0301", assembly, "the compiled assembly cannot be read: " + reason + "; rebuild the project");

    public static BuildException BadObject(string assembly, EntryAsmException error) => new("EA0302", assembly, error.Reason);

    public static BuildException NameClash(string assembly, string first, string second) => new("EA0303", assembly,
        "the modules '" + first + "' and '" + second + "' would be written to the same files; give one of them another name");

    public static BuildException NoFileName(string assembly, string name) => new("EA0303", assembly,
        "the module name '" + name + "' cannot be a file name; give the module another name");

    public static BuildException NotWritable(string path, string reason) => new("EA0304", path,
        "the file cannot be written: " + reason.TrimEnd('.') + "; make the folder writable or name another one with the property EntryAsmOutputDirectory");

    public static BuildException NotExpressible(string file, EntryAsmException error) => new("EA0305",
        error.Location.Line == 0 ? null : error.Location.File, "'" + file + "' cannot be written: " + error.Reason + " (" + error.Id + ")", error.Location.Line);

    public static BuildException NotBoolean(string property, string value) => new("EA0306", null,
        "the property " + property + " is '" + value + "'; it must be true or false");

    public static BuildException NotAsExecuted(string module, ObjectDifference difference) => new("EA0308",
        difference.Line.Line == 0 ? null : difference.Line.File, "executed, module '" + module + "' becomes something else than the generator wrote: " + difference.Text + SeePage, difference.Line.Line);

    public static BuildException ThrownAsExecuted(string module, string thrown, string file, int line) => new("EA0308",
        line == 0 ? null : file, "executed, module '" + module + "' ends with an exception, and the generator made an object of it: " + thrown.Replace('\r', ' ').Replace('\n', ' ').TrimEnd('.', ' ') + SeePage, line);

    public static BuildException NotExecutable(string assembly, string? module, string reason) => new("EA0309", assembly,
        (module is null ? "the modules" : "module '" + module + "'") + " cannot be executed to prove what the generator wrote: " + reason.TrimEnd('.') + "; set EntryAsmProve to false where the project cannot run");

    public static BuildException Internal(Exception error) => new("EA0307", null,
        "the build task failed in a way it should not: " + error.GetType().Name + ": " + error.Message + "; please report it with the assembly");
}
