// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Conformance;

/// <summary>A module of lines, each between two symbols.</summary>
[EntryModule]
internal sealed class LineModule(IReadOnlyList<(SuiteLine Line, LineCall Call)> lines) : EntryAssembler
{
    public static string NameOf(int number) => "line$" + number.ToString(CultureInfo.InvariantCulture);

    protected override void Assemble()
    {
        for (var number = 0; number < lines.Count; number++)
        {
            LineProbe.Enter(this, lines[number].Line.Bitness);
            bind(Local(NameOf(number)));
            lines[number].Call.Make(this, number + 1);
        }

        bind(Local(NameOf(lines.Count)));
    }
}

/// <summary>Tells whether the engine takes a call; after an error it is made anew.</summary>
internal sealed class LineProbe : EntryAssembler
{
    /// <summary>Why the engine does not take the call; null when it does.</summary>
    public static string? Refusal(ref LineProbe? probe, int bitness, LineCall call)
    {
        try
        {
            probe ??= new LineProbe();
            Enter(probe, bitness);
            call.Make(probe, 1);
            return null;
        }
        catch (EntryAsmException mistake)
        {
            probe = null;
            return mistake.Reason;
        }
    }

    public static void Enter(EntryAssembler assembler, int bitness)
    {
        switch (bitness)
        {
            case 16:
                assembler.code16();
                break;
            case 32:
                assembler.code32();
                break;
            default:
                assembler.code64();
                break;
        }
    }

    protected override void Assemble() => throw new NotSupportedException();
}
