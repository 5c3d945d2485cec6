// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

/// <summary>A small C# program: the body of <c>Assemble()</c>, members beside it, types outside, a second file, the class it derives from; and whether the evaluation may refuse it.</summary>
public sealed record SmallProgram(string Name, string Body, string Members = "", string Outside = "", string Extra = "", string Refused = "", string Base = "EntryAssembler")
{
    public const string Usings = "using System; using System.Collections; using System.Collections.Generic; using System.Collections.Immutable; using System.Linq; using System.Text; using System.Globalization; "
        + "using System.Numerics; using System.Runtime.CompilerServices; using System.Diagnostics.CodeAnalysis; using EntryAsm;";

    /// <summary>What writes values: as text into the object.</summary>
    public const string Printing = "protected void P(string s) => asciz(s); protected void P(int i) => asciz(i.ToString()); protected void P(long i) => asciz(i.ToString()); protected void P(bool b) => asciz(b.ToString());";

    /// <summary>The file, in a namespace of its own.</summary>
    public string Text(string space) => Usings + "\nnamespace " + space + " {\n[EntryModule] public sealed partial class M : " + Base + " {\nprotected override void Assemble() {\n" + Body + "\n}\n" + Members
        + "\n" + (Base == "EntryAssembler" ? Printing : "") + "\n}\n" + Outside + "\n}\n";

    /// <summary>The second file, in the same namespace; empty when there is none.</summary>
    public string ExtraText(string space) => Extra.Length == 0 ? "" : Usings + "\nnamespace " + space + " {\n" + Extra + "\n}\n";
}

/// <summary>
/// Programs as data. <c>## name</c> starts one, <c>#members</c>, <c>#outside</c> and <c>#extra</c> its further parts, <c>#refused EA0111</c> says that it is not evaluated;
/// under <c># table</c> each line is a program, of one statement or more.
/// </summary>
internal static class ProgramFile
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "EntryAsm.Generators.Tests", "Evaluation", "Programs");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static List<SmallProgram> Read(string name) => ReadFile(Path.Combine(Folder, name + ".txt"));

    public static List<SmallProgram> ReadFile(string path)
    {
        var programs = new List<SmallProgram>();
        var part = "";
        var table = "";
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
                (table, part) = (line[2..], "table");
            else if (line.StartsWith("## ", StringComparison.Ordinal))
                (part, programs) = ("body", [.. programs, new SmallProgram(line[3..], "")]);
            else if (line.StartsWith("#refused ", StringComparison.Ordinal))
                programs[^1] = programs[^1] with { Refused = line[9..] };
            else if (line is "#members" or "#outside" or "#extra")
                part = line[1..];
            else if (part == "table" && line.Length > 0)
                programs.Add(new SmallProgram(table + ": " + line, line));
            else if (part != "table" && programs.Count > 0)
                programs[^1] = With(programs[^1], part, line + "\n");
        }

        return programs;
    }

    private static SmallProgram With(SmallProgram program, string part, string text) => part switch
    {
        "members" => program with { Members = program.Members + text },
        "outside" => program with { Outside = program.Outside + text },
        "extra" => program with { Extra = program.Extra + text },
        _ => program with { Body = program.Body + text },
    };
}
