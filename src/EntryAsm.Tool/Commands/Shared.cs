// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace EntryAsm.Tool.Commands;

/// <summary>Arguments and options that several commands take. A new one each time: they keep what was parsed.</summary>
internal static class Shared
{
    public static Argument<string> Input(string name = "FILE", string description = "A compiled assembly with entry modules, an ELF64 object or a listing.") =>
        new(name) { Description = description };

    public static Option<string?> Module() => new("--module") { Description = "The entry module, by full or short name, where the assembly has several.", HelpName = "NAME" };

    public static Option<string?> File(string name, string description, params string[] aliases) => new(name, aliases) { Description = description, HelpName = "FILE" };
}
