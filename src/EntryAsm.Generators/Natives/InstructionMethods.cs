// SPDX-License-Identifier: MIT
using System.Reflection;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Natives;

/// <summary>Instruction methods of the engine, <c>(Op …, string file, int line)</c>, as typed delegates.</summary>
internal sealed class InstructionMethod : NativeMethod
{
    private const int MaxOperands = 5;

    private readonly int count;
    private readonly Delegate call;

    private InstructionMethod(int count, MethodInfo method)
    {
        this.count = count;
        call = method.CreateDelegate(count switch
        {
            0 => typeof(Instruction0),
            1 => typeof(Instruction1),
            2 => typeof(Instruction2),
            3 => typeof(Instruction3),
            4 => typeof(Instruction4),
            _ => typeof(Instruction5),
        });
    }

    private delegate void Instruction0(EntryAssembler host, string file, int line);

    private delegate void Instruction1(EntryAssembler host, Op a, string file, int line);

    private delegate void Instruction2(EntryAssembler host, Op a, Op b, string file, int line);

    private delegate void Instruction3(EntryAssembler host, Op a, Op b, Op c, string file, int line);

    private delegate void Instruction4(EntryAssembler host, Op a, Op b, Op c, Op d, string file, int line);

    private delegate void Instruction5(EntryAssembler host, Op a, Op b, Op c, Op d, Op e, string file, int line);

    /// <summary>The call for a method of that shape, else null.</summary>
    public static InstructionMethod? Find(MethodBase method) => method is MethodInfo { IsStatic: false, IsGenericMethod: false } own && own.DeclaringType == typeof(EntryAssembler)
        && own.ReturnType == typeof(void) && HasShape(own.GetParameters()) ? new InstructionMethod(own.GetParameters().Length - 2, own) : null;

    private static bool HasShape(ParameterInfo[] parameters) => parameters.Length is >= 2 and <= MaxOperands + 2 && parameters[parameters.Length - 2].ParameterType == typeof(string)
        && parameters[parameters.Length - 1].ParameterType == typeof(int) && parameters.Take(parameters.Length - 2).All(static parameter => parameter.ParameterType == typeof(Op));

    public override Value Call(Budget budget, Value[] values, int at)
    {
        EngineLimits.CountInstruction(budget);
        if (values[at].O is not EntryAssembler host)
            throw Null(budget);
        Op Operand(int index) => (Op)values[at + index].O!;
        var file = (string)values[at + count + 1].O!;
        var line = budget.LineOf((int)values[at + count + 2].I);
        try
        {
            switch (call)
            {
                case Instruction0 plain: plain(host, file, line); break;
                case Instruction1 one: one(host, Operand(1), file, line); break;
                case Instruction2 two: two(host, Operand(1), Operand(2), file, line); break;
                case Instruction3 three: three(host, Operand(1), Operand(2), Operand(3), file, line); break;
                case Instruction4 four: four(host, Operand(1), Operand(2), Operand(3), Operand(4), file, line); break;
                case Instruction5 five: five(host, Operand(1), Operand(2), Operand(3), Operand(4), Operand(5), file, line); break;
            }
        }
        catch (EntryAsmException error) when (budget.Collect(error))
        {
        }
        catch (Exception exception) when (budget.Note(exception))
        {
            throw;
        }

        return default;
    }

    private static Exception Null(Budget budget)
    {
        var exception = new NullReferenceException();
        budget.Note(exception);
        return exception;
    }
}
