// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators;

/// <summary>Every diagnostic of the generator. Those up to EA0099 are the engine's errors, the same when a module is run.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor NotPartial = Module("EA0101", "An entry module must be partial",
        "Entry module '{0}' must be declared partial: the generator adds a part to it");

    public static readonly DiagnosticDescriptor Nested = Module("EA0102", "An entry module must not be nested",
        "Entry module '{0}' must not be nested in '{1}'; declare it in a namespace");

    public static readonly DiagnosticDescriptor Generic = Module("EA0103", "An entry module must not be generic",
        "Entry module '{0}' must not be generic; put what varies into virtual members of a base class");

    public static readonly DiagnosticDescriptor Abstract = Module("EA0104", "An entry module must not be abstract",
        "Entry module '{0}' must not be abstract; put the attribute on the class that derives from it");

    public static readonly DiagnosticDescriptor SameName = Module("EA0105", "Two entry modules have one name",
        "Entry module '{0}' and entry module '{1}' differ at most in case; their outputs would have the same file names, so rename one");

    public static readonly DiagnosticDescriptor NoAssembler = Module("EA0106", "An entry module must derive from EntryAssembler",
        "Entry module '{0}' must derive from EntryAsm.EntryAssembler");

    public static readonly DiagnosticDescriptor NoConstructor = Module("EA0107", "An entry module needs a constructor without parameters",
        "Entry module '{0}' needs a constructor without parameters, or none; put what it depends on into virtual members or constants");

    public static readonly DiagnosticDescriptor NameTaken = Module("EA0108", "The name of the generated class is taken",
        "The generator makes class '{0}' of entry module '{1}', but a type of that name is declared already; rename one of them");

    public static readonly DiagnosticDescriptor OutsideSubset = Evaluation("EA0110", "Outside the subset of C#",
        "{0} cannot be evaluated at build time; {1}");

    public static readonly DiagnosticDescriptor ForbiddenCall = Evaluation("EA0111", "A call outside the subset",
        "'{0}' cannot be used at build time: a module's result may depend on its source alone; use the engine, the author's own code or a pure member of .NET");

    public static readonly DiagnosticDescriptor CompiledMacro = Evaluation("EA0112", "A macro without source",
        "'{0}' is compiled into '{1}', and macros are evaluated from source; reference the package that ships its source files, or add them to this project");

    public static readonly DiagnosticDescriptor TooManySteps = Evaluation("EA0113", "The evaluation takes too many steps",
        "The evaluation took more than {0} steps and was stopped; is this loop endless?");

    public static readonly DiagnosticDescriptor TooDeep = Evaluation("EA0114", "The evaluation is nested too deeply",
        "Calls or expressions are nested more than {0} deep and the evaluation was stopped; is this recursion endless?");

    public static readonly DiagnosticDescriptor TooManyInstructions = Evaluation("EA0115", "The module is too large",
        "The module calls the engine more than {0} times and the evaluation was stopped; split the module");

    public static readonly DiagnosticDescriptor TooLarge = Evaluation("EA0116", "A value is too large",
        "This creates a string or array of more than {0} elements, more than the evaluation allows");

    public static readonly DiagnosticDescriptor Thrown = Evaluation("EA0117", "An exception was thrown",
        "{0}: {1}");

    public static readonly DiagnosticDescriptor OwnOutput = Evaluation("EA0118", "A module cannot use what is generated from it",
        "'{0}' is generated from this module, so the module's own code cannot use it; use labels and symbols instead");

    public static readonly DiagnosticDescriptor OtherEngine = Evaluation("EA0119", "The engine in the generator lacks this member",
        "The generator's engine has no '{0}'; reference the EntryAsm package of the same version as the generator");

    public static readonly DiagnosticDescriptor TooMuchMemory = Evaluation("EA0120", "The evaluation takes too much memory",
        "The evaluation created more than {0} MiB of strings, arrays and objects and was stopped");

    public static readonly DiagnosticDescriptor NewerLanguage = Evaluation("EA0121", "A feature newer than the C# that is known",
        "This is newer than C# 14, which is what this version of EntryAsm evaluates. The compiler's message in C# 14: {0} Write it in C# 14, or use a version of EntryAsm that knows the feature");

    public static readonly DiagnosticDescriptor Internal = Evaluation("EA0199", "The generator failed",
        "The generator ran into an unexpected {0}: {1}; please report it together with the code at this line");

    private static readonly DiagnosticDescriptor[] Engine = [.. ErrorTable.All.Select(static kind => Describe(kind.Id, kind.Title, "{0}", "EntryAsm.Engine"))];

    /// <summary>Every descriptor, by id.</summary>
    public static IEnumerable<DiagnosticDescriptor> All =>
    [
        .. Engine, NotPartial, Nested, Generic, Abstract, SameName, NoAssembler, NoConstructor, NameTaken, OutsideSubset, ForbiddenCall, CompiledMacro,
        TooManySteps, TooDeep, TooManyInstructions, TooLarge, Thrown, OwnOutput, OtherEngine, TooMuchMemory, NewerLanguage, Internal, .. AdviceDescriptors.All,
    ];

    /// <summary>The descriptor of an error of the engine.</summary>
    public static DiagnosticDescriptor OfEngine(string id) => Engine.FirstOrDefault(descriptor => descriptor.Id == id) ?? Describe(id, "An error in the module", "{0}", "EntryAsm.Engine");

    /// <summary>The descriptor of an id.</summary>
    public static DiagnosticDescriptor Of(string id) => All.FirstOrDefault(descriptor => descriptor.Id == id) ?? OfEngine(id);

    private static DiagnosticDescriptor Module(string id, string title, string message) => Describe(id, title, message, "EntryAsm.Module");

    private static DiagnosticDescriptor Evaluation(string id, string title, string message) => Describe(id, title, message, "EntryAsm.Evaluation");

    /// <summary>An error no project can switch off: without it a broken module would build, and its object be missing.</summary>
    private static DiagnosticDescriptor Describe(string id, string title, string message, string category) => new(id, title, message, category,
        DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Of(id), customTags: WellKnownDiagnosticTags.NotConfigurable);
}
