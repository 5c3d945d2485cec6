// SPDX-License-Identifier: MIT
using System.Reflection;

namespace EntryAsm.Conformance;

/// <summary>A line as the calls that an author writes for it: public methods and registers alone, found by name.</summary>
/// <param name="Prefixes">Methods without operands that come first.</param>
/// <param name="Request">What <see cref="EntryAssembler.encoding"/> is called with before, if anything.</param>
/// <param name="Name">The method of the instruction.</param>
/// <param name="Operands">Its operands.</param>
internal sealed record LineCall(string[] Prefixes, EncodingRequest Request, string Name, Op[] Operands)
{
    private static readonly Dictionary<string, MethodInfo[]> Methods = typeof(EntryAssembler).GetMethods(BindingFlags.Public | BindingFlags.Instance)
        .Where(static method => method.ReturnType == typeof(void) && method.GetParameters() is [.., { Name: "line" }])
        .GroupBy(static method => method.Name, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);

    private static readonly Dictionary<string, Op> Registers = typeof(EntryAssembler).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(static field => field.FieldType == typeof(Op)).ToDictionary(static field => field.Name, static field => (Op)field.GetValue(null)!, StringComparer.Ordinal);

    public static bool IsRegister(string name) => Registers.ContainsKey(name);

    public static Op Register(string name) => Registers[name];

    /// <summary>The method of a name with that many operands; null where there is none.</summary>
    public static MethodInfo? Method(string name, int operands) => !Methods.TryGetValue(name, out var overloads) ? null
        : Array.Find(overloads, method => method.GetParameters() is var parameters && parameters.Length >= operands + 2 && parameters[..operands].All(static each => each.ParameterType == typeof(Op))
            && parameters[operands..].All(static each => each.IsOptional));

    /// <summary>Calls them.</summary>
    /// <param name="assembler">The module.</param>
    /// <param name="line">What the engine takes for the line of C#.</param>
    public void Make(EntryAssembler assembler, int line)
    {
        foreach (var prefix in Prefixes)
            Invoke(assembler, prefix, [], line);
        if (Request != EncodingRequest.None)
            assembler.encoding(Request, "line", line);
        Invoke(assembler, Name, Operands, line);
    }

    private static void Invoke(EntryAssembler assembler, string name, Op[] operands, int line)
    {
        var method = Method(name, operands.Length)!;
        var arguments = method.GetParameters().Select(parameter => parameter.Position < operands.Length ? operands[parameter.Position]
            : parameter.Name == "file" ? "line" : parameter.Name == "line" ? line : parameter.ParameterType == typeof(Op) ? default(Op) : parameter.DefaultValue).ToArray();
        method.Invoke(assembler, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }
}
