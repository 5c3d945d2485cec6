// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;

using static EntryAsm.Writers.CSharp.CSharpText;

namespace EntryAsm.Writers.CSharp;

/// <summary>The part of <see cref="CSharpWriter"/> that writes the interrupt descriptor table: vectors as constants, gates as records.</summary>
internal static class CSharpGates
{
    /// <summary>Vector, error code (0 or 1), stack table index, attributes: a byte each; section, offset and symbol of the entry point: 32 bits each.</summary>
    private const int RecordSize = 16;

    public static void Write(CSharpText text, EntryObject entryObject)
    {
        WriteVectors(text, entryObject);
        WriteGates(text, entryObject);
    }

    private static void WriteVectors(CSharpText text, EntryObject entryObject)
    {
        var names = new CSharpNames("Vectors");
        text.Line();
        text.Summary("The interrupt vector of each entry point that has a gate.");
        text.Open("public static class Vectors");
        text.Constants("int", [.. entryObject.Gates.Select(gate => (names.Add(entryObject.Symbols[gate.Symbol].Name), NumberText.Decimal(gate.Vector), ""))]);
        text.Close();
    }

    private static void WriteGates(CSharpText text, EntryObject entryObject)
    {
        text.Line();
        text.Summary("The interrupt descriptor table by vector, for whoever fills it (Intel SDM vol. 3, 6.14.1).");
        text.Open("public static class Gates");
        text.Summary("How many gates there are.");
        text.Line("public const int Count = " + NumberText.Decimal(entryObject.Gates.Length) + ";");
        if (!entryObject.Gates.IsEmpty)
            WriteRecords(text, entryObject);
        text.Close();
    }

    private static void WriteRecords(CSharpText text, EntryObject entryObject)
    {
        text.Summary("Interrupt vector, 0 to 255.");
        text.Line("public static int Vector(int gate) => Records[16 * gate];");
        text.Summary("True when the processor pushes an error code.");
        text.Line("public static bool HasErrorCode(int gate) => Records[16 * gate + 1] != 0;");
        text.Summary("Interrupt stack table index, 1 to 7; 0 for none.");
        text.Line("public static int Ist(int gate) => Records[16 * gate + 2];");
        text.Summary("Byte 5 of the descriptor: present, privilege level, gate type.");
        text.Line("public static byte Attributes(int gate) => Records[16 * gate + 3];");
        text.Summary("Index of the section the entry point stands in; -1 when another object defines it.");
        text.Line("public static int Section(int gate) => Number(16 * gate + 4);");
        text.Summary("Offset of the entry point in its section.");
        text.Line("public static int Offset(int gate) => Number(16 * gate + 8);");
        text.Summary("Index of the entry point's symbol.");
        text.Line("public static int Symbol(int gate) => Number(16 * gate + 12);");
        text.Line("private static int Number(int at) => Records[at] | Records[at + 1] << 8 | Records[at + 2] << 16 | Records[at + 3] << 24;");
        text.Bytes("Records", Records(entryObject));
    }

    private static byte[] Records(EntryObject entryObject)
    {
        var records = new byte[RecordSize * entryObject.Gates.Length];
        for (var i = 0; i < entryObject.Gates.Length; i++)
        {
            var gate = entryObject.Gates[i];
            var symbol = entryObject.Symbols[gate.Symbol];
            var record = records.AsSpan(RecordSize * i, RecordSize);
            record[0] = (byte)gate.Vector;
            record[1] = gate.HasErrorCode ? (byte)1 : (byte)0;
            record[2] = (byte)gate.Ist;
            record[3] = (byte)(0x80 | gate.Dpl << 5 | (int)gate.Type);
            LittleEndian.Write(record.Slice(4, 4), symbol.Section);
            LittleEndian.Write(record.Slice(8, 4), symbol.Value);
            LittleEndian.Write(record.Slice(12, 4), gate.Symbol);
        }

        return records;
    }
}
