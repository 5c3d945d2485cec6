// SPDX-License-Identifier: MIT
using System.CommandLine;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryAsm.Tool.Commands;

/// <summary>Arguments and options that several commands take. A new one each time: they keep what was parsed.</summary>
internal static class Shared
{
    public static Argument<string> Input(string name = "FILE", string description = "A compiled assembly with entry modules, an ELF64 object or a listing.") =>
        Checked(new Argument<string>(name) { Description = description });

    /// <summary>An argument that takes no option somebody mistyped; a file of such a name is written ./-name.</summary>
    public static T Checked<T>(T argument)
        where T : Argument
    {
        argument.Validators.Add(static result =>
        {
            if (result.Tokens.Select(static token => token.Value).FirstOrDefault(static value => value.Length > 1 && value[0] == '-') is { } option)
                result.AddError("Unrecognized option '" + option + "'");
        });
        return argument;
    }

    public static Option<string?> Module() => new("--module") { Description = "The entry module, by full or short name, where the assembly has several.", HelpName = "NAME" };

    public static Option<string?> Namespace(string description = "The namespace of the C# file; by default the module's.")
    {
        var option = new Option<string?>("--namespace") { Description = description, HelpName = "NAME" };
        option.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var name }] && !Array.TrueForAll(name.Split('.'), SyntaxFacts.IsValidIdentifier))
                result.AddError("'" + name + "' is not a namespace; write names with dots between them, such as Kernel.Entry");
        });
        return option;
    }

    public static Option<string?> File(string name, string description, params string[] aliases) => new(name, aliases) { Description = description, HelpName = "FILE" };
}
