// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Engine;

/// <summary>Tells whether the engine takes an instruction, so that of several ways to say it the first that works is written.</summary>
internal sealed class Probe : EntryAssembler
{
    /// <summary>Written to so often, it is made again.</summary>
    private const int MostUses = 2000;

    private static readonly Symbol AnySymbol = Local("any"), AnyOther = Local("other");

    private readonly Values values;
    private int uses;

    private Probe(int bitness, Func<string, long?> number, bool isLaidOut)
    {
        values = new Values(static _ => AnySymbol, static _ => AnyOther, number) { TakesLaidOut = isLaidOut };
        switch (bitness)
        {
            case 16: code16(); break;
            case 32: code32(); break;
        }

        Bitness = bitness;
    }

    /// <summary>The mode it takes instructions for.</summary>
    public int Bitness { get; }

    /// <summary>Asks; the probe is made or made again where needed.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="call">The instruction.</param>
    /// <param name="bitness">The mode.</param>
    /// <param name="number">What a name stands for as a number, or null.</param>
    /// <param name="isLaidOut">Whether arithmetic that only the layout can carry out is a number (<see cref="LaidOutNumbers"/>).</param>
    /// <returns>Null when the engine takes it, else why not.</returns>
    public static string? Refusal(ref Probe? probe, CallStatement call, int bitness, Func<string, long?> number, bool isLaidOut)
    {
        if (probe is null || probe.Bitness != bitness || probe.uses++ > MostUses)
            probe = new Probe(bitness, number, isLaidOut);
        try
        {
            foreach (var before in call.Before)
                probe.Call(before);
            probe.Call(call);
            return null;
        }
        catch (Exception failure) when (failure is EntryAsmException or InexpressibleException)
        {
            probe = null;
            return failure is EntryAsmException error ? error.Reason : failure.Message;
        }
    }

    /// <inheritdoc/>
    protected override void Assemble() => throw new NotSupportedException();

    private void Call(CallStatement call)
    {
        if (call.Arguments is [ConstantArgument { Value: EncodingRequest request }])
        {
            encoding(request);
            return;
        }

        var operands = Array.ConvertAll(call.Arguments, argument => values.Of(((OperandArgument)argument).Value));
        var method = Vocabulary.Overloads(call.Method).FirstOrDefault(method => Fits(method.GetParameters(), operands.Length))
            ?? throw new InexpressibleException("there is no instruction '" + call.Method + "' with " + operands.Length + " operands");
        object?[] arguments = [.. operands.Cast<object?>(), .. new object?[method.GetParameters().Length - operands.Length]];
        for (var i = operands.Length; i < arguments.Length; i++)
            arguments[i] = method.GetParameters()[i].ParameterType == typeof(Op) ? default(Op) : method.GetParameters()[i].DefaultValue;
        method.Invoke(this, System.Reflection.BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    private static bool Fits(System.Reflection.ParameterInfo[] parameters, int operands) =>
        parameters.Length >= operands && parameters[..operands].All(static parameter => parameter.ParameterType == typeof(Op)) && parameters[operands..].All(static parameter => parameter.IsOptional);
}
