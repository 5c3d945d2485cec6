// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Check;

namespace EntryAsm;

/// <summary>Tells what is wrong with the entry code of an object: stack, GS base, page tables, registers, flags, gates.</summary>
public static class EntryChecker
{
    /// <summary>All rules, by id.</summary>
    public static ImmutableArray<CheckRule> Rules => global::EntryAsm.Check.Rules.All;

    /// <summary>Checks an object.</summary>
    /// <param name="entryObject">The object: made by the generator, by running a module, or read from a file.</param>
    /// <param name="options">What it is checked for.</param>
    /// <returns>What was found, and how much was proved.</returns>
    public static CheckReport Check(EntryObject entryObject, CheckOptions? options = null) => new Checker(entryObject, options ?? new CheckOptions()).Run();
}
