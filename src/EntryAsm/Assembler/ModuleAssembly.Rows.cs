// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Encoding;
using EntryAsm.Primitives;

namespace EntryAsm.Assembler;

// The directives that the engine's own tables are written with. They are the author's, but that places go by number: entry code has a row for every second
// instruction, and a label and an operand for each field took as long as the rest of the row. The line is that of the last At.
internal sealed partial class ModuleAssembly
{
    /// <summary>This place.</summary>
    [MethodImpl(NotInlined)]
    public SymbolId Mark() => PlaceHere();

    /// <summary>A place that <see cref="Place(SymbolId)"/> will tell.</summary>
    public SymbolId Forward() => states.AddLabel();

    /// <summary>The place is here.</summary>
    public void Place(SymbolId forward) => Place(ref states[forward]);

    /// <inheritdoc cref="PushSection(in SectionRequest, string, int)"/>
    [MethodImpl(NotInlined)]
    public void PushSection(string name, string? flags = null) => PushSection(new SectionRequest(name, flags, SectionType.ProgBits, 0));

    /// <summary>One number.</summary>
    [MethodImpl(NotInlined)]
    public void Data(int width, long value)
    {
        BeginData(width);
        Datum(value, width);
    }

    /// <summary>The distance to a place from another, or from the field itself (<see cref="SymbolId.Dot"/>); from none it is the place's address.</summary>
    [MethodImpl(NotInlined)]
    public void Data(int width, SymbolId place, SymbolId from)
    {
        BeginData(width);
        Datum(place, from, width);
    }

    /// <summary>A field of data begun before.</summary>
    public void Datum(SymbolId place, SymbolId from, int width)
    {
        Use(place);
        if (from.IsSymbol)
            Use(from);
        current.AddFixup(new Fixup(current.DataLength, (byte)width, FieldKind.Absolute, Bitness == 64, (byte)width, place, from, 0, CurrentLine));
        LittleEndian.Write(current.Append(width), 0);
    }

    /// <summary>Padding to a power of two.</summary>
    [MethodImpl(NotInlined)]
    public void AlignToPower(int power) => Align(power, null, 0);

    /// <summary>Pads the stretch from a place to here to the longer of two lengths.</summary>
    public void Pad(SymbolId start, Difference length, Difference other, byte value)
    {
        CheckPending();
        RequireContents();
        Pad(Used(new Difference(Dot().Id, start, 0)), Used(length), Used(other), value);
    }

    private Difference Used(Difference difference)
    {
        Use(difference.End);
        Use(difference.Start);
        return difference;
    }

    private void Use(SymbolId id)
    {
        ref var record = ref states[id];
        if (!record.IsUsed)
            states.Use(ref record, CurrentLine);
    }
}
