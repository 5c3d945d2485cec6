// SPDX-License-Identifier: MIT
using EntryAsm.Objects;

namespace EntryAsm.DebugData;

/// <summary>Writes the line number table (DWARF 5, 6.2): the C# line of every byte of code. Its files are those of the object, by the same numbers.</summary>
internal static class LineSection
{
    private const int LineBase = -5, LineRange = 14, OpcodeBase = 13;
    private const int AdvancePc = 2, AdvanceLine = 3, SetFile = 4, EndSequence = 1, SetAddress = 2;
    private const int Path = 1, DirectoryIndex = 2, FormString = 0x08, FormUnsigned = 0x0f;

    /// <summary>How many operands each standard opcode has.</summary>
    private static ReadOnlySpan<byte> OperandCounts => [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1];

    public static SectionImage Write(EntryObject entryObject)
    {
        var image = new SectionImage(".debug_line");
        image.Write(0, 4);
        image.Write(Dwarf.Version, 2);
        image.Write(Dwarf.AddressSize, 1);
        image.Write(0, 1); // no segment selectors
        var headerLength = image.Length;
        image.Write(0, 4);
        Header(image, entryObject);
        image.Patch(headerLength, image.Length - headerLength - 4, 4);
        for (var section = 0; section < entryObject.Sections.Length; section++)
        {
            if (IsCode(entryObject.Sections[section]))
                Sequence(image, entryObject.Sections[section], section);
        }

        image.Patch(0, image.Length - 4, 4);
        return image;
    }

    public static bool IsCode(EntrySection section) => (section.Flags & SectionFlags.Execute) != 0 && section.Size != 0 && !section.Bytes.IsEmpty;

    private static void Header(SectionImage image, EntryObject entryObject)
    {
        image.Write(1, 1); // an instruction begins at any byte
        image.Write(1, 1); // one operation an instruction
        image.Write(1, 1); // rows are statements
        image.Write(LineBase, 1);
        image.Write(LineRange, 1);
        image.Write(OpcodeBase, 1);
        image.Write(OperandCounts);

        image.Write(1, 1);
        image.Unsigned(Path);
        image.Unsigned(FormString);
        image.Unsigned(1);
        Text(image, ".");

        image.Write(2, 1);
        image.Unsigned(Path);
        image.Unsigned(FormString);
        image.Unsigned(DirectoryIndex);
        image.Unsigned(FormUnsigned);
        var files = entryObject.Files.AddRange(entryObject.Expansions.MoreFiles);
        image.Unsigned((ulong)files.Length);
        foreach (var file in files)
        {
            Text(image, file);
            image.Unsigned(0);
        }
    }

    public static void Text(SectionImage image, string text)
    {
        image.Write(System.Text.Encoding.UTF8.GetBytes(text));
        image.Write(0, 1);
    }

    private static void Sequence(SectionImage image, EntrySection section, int index)
    {
        image.Write(0, 1);
        image.Unsigned(9);
        image.Write(SetAddress, 1);
        image.AddAddress(index, 0);
        int at = 0, line = 1, file = -1, lastLine = 0, lastFile = -1; // a sequence begins in file 1, which not every reader takes for the second
        foreach (var item in section.Items)
        {
            if (item.Length == 0 || item.Line == lastLine && item.File == lastFile && item.Offset != 0)
                continue;
            if (item.Line == 0)
                continue;
            if (item.File != file)
            {
                image.Write(SetFile, 1);
                image.Unsigned(item.File);
                file = item.File;
            }

            Row(image, item.Offset - at, item.Line - line);
            (at, line, lastLine, lastFile) = (item.Offset, item.Line, item.Line, item.File);
        }

        if (section.Size != at)
        {
            image.Write(AdvancePc, 1);
            image.Unsigned((ulong)(section.Size - at));
        }

        image.Write(0, 1);
        image.Unsigned(1);
        image.Write(EndSequence, 1);
    }

    /// <summary>One row: a special opcode where both steps fit into one.</summary>
    private static void Row(SectionImage image, int bytes, int lines)
    {
        if (lines is < LineBase or >= LineBase + LineRange)
        {
            image.Write(AdvanceLine, 1);
            image.Signed(lines);
            lines = 0;
        }

        var opcode = lines - LineBase + LineRange * bytes + OpcodeBase;
        if (opcode <= 255)
        {
            image.Write(opcode, 1);
            return;
        }

        image.Write(AdvancePc, 1);
        image.Unsigned((ulong)bytes);
        image.Write(lines - LineBase + OpcodeBase, 1);
    }
}
