// SPDX-License-Identifier: MIT
using System.Reflection;

namespace EntryAsm.Generators.Natives;

/// <summary>Counts what a call of the engine costs: the bytes it lays down, and what the engine keeps of it until the object is made.</summary>
internal static class EngineLimits
{
    /// <summary>What the engine keeps of a call, of a section, of a label or symbol.</summary>
    private const int CallSize = 64, SectionSize = 3_000, SymbolSize = 1_000;

    /// <summary>Nanoseconds of an instruction, less than what a million of them may take, and what a directive takes more.</summary>
    private const int CallCost = 90, DirectiveCost = 400;

    /// <summary>How often a byte exists at once: as it is laid down, in the object, in what is generated.</summary>
    private const int Copies = 3;

    public static void CountInstruction(Budget budget)
    {
        budget.CountInstruction();
        budget.Work(CallCost);
        budget.Memory(CallSize);
    }

    public static void Count(Budget budget, MethodBase method, object?[] arguments)
    {
        budget.CountInstruction();
        var bytes = method.Name switch
        {
            "skip" or "org" => Number(arguments, 0),
            "align" => Number(arguments, 0) - 1L,
            "padTo" => Number(arguments, 1),
            _ => arguments is [string text, ..] ? text.Length : arguments.Sum(static argument => argument is Array array ? 8L * array.Length : 0),
        };
        var kept = Kept(method);
        if (!IsOperator(method))
            budget.Work(DirectiveCost + (kept / 2)); // as many nanoseconds until the object is made
        budget.Memory(CallSize + kept + (Copies * Math.Max(bytes, 0)));
    }

    private static int Kept(MethodBase method) => method.Name is "section" or "pushsection" ? SectionSize
        : (method as MethodInfo)?.ReturnType is { } type && (type == typeof(Symbol) || type == typeof(Label)) && !IsOperator(method) ? SymbolSize : 0;

    private static bool IsOperator(MethodBase method) => method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static long Number(object?[] arguments, int index) => arguments[index] is int number ? number : 0;
}
