// SPDX-License-Identifier: MIT
using System.Collections.Frozen;
using System.Reflection;

namespace EntryAsm.Import.Engine;

/// <summary>What a module inherits, by name: instructions and directives as methods, registers as fields.</summary>
internal static class Vocabulary
{
    /// <summary>Methods that look like an instruction and are none.</summary>
    private static readonly FrozenSet<string> Directives = new[]
    {
        "db", "dw", "dd", "dq", "text", "data", "bss", "previous", "popsection", "code16", "code32", "code64", "lock", "rep", "repe", "repz", "repne", "repnz", "xacquire",
        "xrelease", "bnd", "notrack", "addr32", "data16",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Op> Registers = typeof(EntryAssembler)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(static field => field.FieldType == typeof(Op))
        .ToFrozenDictionary(static field => field.Name, static field => (Op)field.GetValue(null)!, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, MethodInfo[]> Methods = typeof(EntryAssembler)
        .GetMethods(BindingFlags.Public | BindingFlags.Instance)
        .Where(static method => method.DeclaringType == typeof(EntryAssembler) && !method.IsSpecialName)
        .GroupBy(static method => method.Name, StringComparer.Ordinal)
        .ToFrozenDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);

    private static readonly FrozenSet<string> Members = typeof(EntryAssembler)
        .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)
        .Select(static member => member.Name)
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The number of operands an instruction of that name can have; empty when there is none.</summary>
    private static readonly FrozenDictionary<string, int[]> Instructions = Methods
        .Select(static pair => (pair.Key, Counts: pair.Value.Where(IsInstruction).Select(static method => method.GetParameters().Length - 2).ToArray()))
        .Where(static pair => pair.Counts.Length > 0)
        .ToFrozenDictionary(static pair => pair.Key, static pair => pair.Counts, StringComparer.Ordinal);

    public static bool IsRegister(string name) => Registers.ContainsKey(name);

    public static Op Register(string name) => Registers[name];

    public static bool IsInstruction(string name) => Instructions.ContainsKey(name);

    public static bool IsInstruction(string name, int operands) => Instructions.TryGetValue(name, out var counts) && counts.Contains(operands);

    /// <summary>True for a name that a field of a module would hide.</summary>
    public static bool IsMember(string name) => Members.Contains(name);

    public static MethodInfo[] Overloads(string name) => Methods.TryGetValue(name, out var found) ? found : [];

    /// <summary>Instructions take operands alone, and are written by a generator.</summary>
    private static bool IsInstruction(MethodInfo method)
    {
        if (method.ReturnType != typeof(void) || Directives.Contains(method.Name))
            return false;
        var parameters = method.GetParameters();
        return parameters.Length >= 2 && parameters[^1].Name == "line" && parameters[..^2].All(static parameter => parameter.ParameterType == typeof(Op) && !parameter.IsOptional);
    }
}
