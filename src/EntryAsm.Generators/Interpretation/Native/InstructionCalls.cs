// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>Calls one instruction method of the engine.</summary>
internal delegate object? InstructionCall(Frame frame, EntryAssembler host, Func<Frame, Op>[] operands, Evaluate file, Evaluate line, SyntaxNode site);

/// <summary>Instruction methods, <c>(Op …, string file, int line)</c>, as typed delegates made once a process.</summary>
internal static class InstructionCalls
{
    private const int MaxOperands = 5;

    private static readonly ConcurrentDictionary<(string Name, int Count), InstructionCall?> Known = new();

    /// <summary>The call for a method of that shape, else null.</summary>
    public static InstructionCall? Find(IMethodSymbol method) =>
        method is { IsStatic: false, ReturnsVoid: true, ContainingType.Name: "EntryAssembler", IsGenericMethod: false } && NativeMembers.IsEngine(method) && HasShape(method)
            ? Known.GetOrAdd((method.Name, method.Parameters.Length - 2), Make) : null;

    private static bool HasShape(IMethodSymbol method)
    {
        var parameters = method.Parameters;
        var count = parameters.Length - 2;
        if (count is < 0 or > MaxOperands || parameters[count].Type.SpecialType != SpecialType.System_String || parameters[count + 1].Type.SpecialType != SpecialType.System_Int32)
            return false;
        for (var index = 0; index < count; index++)
        {
            if (parameters[index].Type.Name != "Op" || parameters[index].RefKind != RefKind.None || parameters[index].Type is not INamedTypeSymbol)
                return false;
        }

        return true;
    }

    private static InstructionCall? Make((string Name, int Count) key)
    {
        var types = Enumerable.Repeat(typeof(Op), key.Count).Append(typeof(string)).Append(typeof(int)).ToArray();
        var method = typeof(EntryAssembler).GetMethod(key.Name, BindingFlags.Instance | BindingFlags.Public, null, types, null);
        return method is null ? null : key.Count switch
        {
            0 => Bind0((Instruction0)method.CreateDelegate(typeof(Instruction0))),
            1 => Bind1((Instruction1)method.CreateDelegate(typeof(Instruction1))),
            2 => Bind2((Instruction2)method.CreateDelegate(typeof(Instruction2))),
            3 => Bind3((Instruction3)method.CreateDelegate(typeof(Instruction3))),
            4 => Bind4((Instruction4)method.CreateDelegate(typeof(Instruction4))),
            _ => Bind5((Instruction5)method.CreateDelegate(typeof(Instruction5))),
        };
    }

    private delegate void Instruction0(EntryAssembler host, string file, int line);

    private delegate void Instruction1(EntryAssembler host, Op a, string file, int line);

    private delegate void Instruction2(EntryAssembler host, Op a, Op b, string file, int line);

    private delegate void Instruction3(EntryAssembler host, Op a, Op b, Op c, string file, int line);

    private delegate void Instruction4(EntryAssembler host, Op a, Op b, Op c, Op d, string file, int line);

    private delegate void Instruction5(EntryAssembler host, Op a, Op b, Op c, Op d, Op e, string file, int line);

    private static InstructionCall Bind0(Instruction0 call) => (frame, host, x, file, line, site) =>
    {
        frame.Machine.CountInstruction(site);
        call(host, (string)file(frame)!, frame.Machine.LineOf(line(frame)));
        return null;
    };

    private static InstructionCall Bind1(Instruction1 call) => (frame, host, x, file, line, site) =>
    {
        var a = x[0](frame);
        frame.Machine.CountInstruction(site);
        call(host, a, (string)file(frame)!, frame.Machine.LineOf(line(frame)));
        return null;
    };

    private static InstructionCall Bind2(Instruction2 call) => (frame, host, x, file, line, site) =>
    {
        Op a = x[0](frame), b = x[1](frame);
        frame.Machine.CountInstruction(site);
        call(host, a, b, (string)file(frame)!, frame.Machine.LineOf(line(frame)));
        return null;
    };

    private static InstructionCall Bind3(Instruction3 call) => (frame, host, x, file, line, site) =>
    {
        Op a = x[0](frame), b = x[1](frame), c = x[2](frame);
        frame.Machine.CountInstruction(site);
        call(host, a, b, c, (string)file(frame)!, frame.Machine.LineOf(line(frame)));
        return null;
    };

    private static InstructionCall Bind4(Instruction4 call) => (frame, host, x, file, line, site) =>
    {
        Op a = x[0](frame), b = x[1](frame), c = x[2](frame), d = x[3](frame);
        frame.Machine.CountInstruction(site);
        call(host, a, b, c, d, (string)file(frame)!, frame.Machine.LineOf(line(frame)));
        return null;
    };

    private static InstructionCall Bind5(Instruction5 call) => (frame, host, x, file, line, site) =>
    {
        Op a = x[0](frame), b = x[1](frame), c = x[2](frame), d = x[3](frame), e = x[4](frame);
        frame.Machine.CountInstruction(site);
        call(host, a, b, c, d, e, (string)file(frame)!, frame.Machine.LineOf(line(frame)));
        return null;
    };
}
