// SPDX-License-Identifier: MIT
using EntryAsm.Objects;

namespace EntryAsm.DebugData;

/// <summary>Writes what the line numbers belong to (DWARF 5, 7.5): a unit for the module, a subprogram for each routine, in it a label for each other name and an inlined subroutine for each macro.</summary>
internal sealed class InfoSections
{
    private const int Unit = 1, Routine = 2, RoutineWithMore = 3, Place = 4, Macro = 5, MacroCall = 6, MacroCallWithMore = 7;
    private const int TagUnit = 0x11, TagSubprogram = 0x2e, TagLabel = 0x0a, TagInlined = 0x1d;
    private const int Name = 0x03, StatementList = 0x10, LowPc = 0x11, HighPc = 0x12, Language = 0x13, Inline = 0x20, Producer = 0x25, Origin = 0x31, DeclaredFile = 0x3a, DeclaredLine = 0x3b, External = 0x3f,
        Ranges = 0x55, CallFile = 0x58, CallLine = 0x59;
    private const int FormAddress = 0x01, FormData2 = 0x05, FormData8 = 0x07, FormString = 0x08, FormData1 = 0x0b, FormFlag = 0x0c, FormReference = 0x13, FormUnsigned = 0x0f, FormOffset = 0x17;

    /// <summary>What GNU as calls its own: DWARF has no number for C# that writes instructions.</summary>
    private const int Assembler = 0x8001;

    /// <summary>At a RET gdb takes the call frames' word only for code of a program whose name begins with GNU and that has come to version 4.5; else it takes for granted that a return address is all there is.</summary>
    private const string Program = "GNU EntryAsm 5.0";

    private const int UnitCompile = 1, Inlined = 1, EndOfList = 0, StartLength = 7;

    private readonly EntryObject entryObject;
    private readonly MacroTree macros;

    /// <summary>Where in the unit each macro is described.</summary>
    private readonly Dictionary<string, int> descriptions = new(StringComparer.Ordinal);
    private readonly SectionImage information = new(".debug_info"), abbreviations = new(".debug_abbrev"), ranges = new(".debug_rnglists");

    private InfoSections(EntryObject entryObject)
    {
        this.entryObject = entryObject;
        macros = new MacroTree(entryObject.Expansions);
    }

    public static IEnumerable<SectionImage> Write(EntryObject entryObject, SectionImage lines)
    {
        var writer = new InfoSections(entryObject);
        writer.Abbreviations();
        var from = writer.RangeList();
        writer.Information(lines, from);
        return [writer.information, writer.abbreviations, writer.ranges];
    }

    private void Abbreviations()
    {
        Abbreviation(Unit, TagUnit, true, (Producer, FormString), (Language, FormData2), (Name, FormString), (StatementList, FormOffset), (LowPc, FormAddress),
            (Ranges, FormOffset));
        (int, int)[] routine = [(Name, FormString), (DeclaredFile, FormUnsigned), (DeclaredLine, FormUnsigned), (External, FormFlag), (LowPc, FormAddress), (HighPc, FormData8)];
        Abbreviation(Routine, TagSubprogram, false, routine);
        Abbreviation(RoutineWithMore, TagSubprogram, true, routine);
        Abbreviation(Place, TagLabel, false, (Name, FormString), (DeclaredFile, FormUnsigned), (DeclaredLine, FormUnsigned), (LowPc, FormAddress));
        Abbreviation(Macro, TagSubprogram, false, (Name, FormString), (Inline, FormData1));
        (int, int)[] call = [(Origin, FormReference), (CallFile, FormUnsigned), (CallLine, FormUnsigned), (LowPc, FormAddress), (HighPc, FormData8)];
        Abbreviation(MacroCall, TagInlined, false, call);
        Abbreviation(MacroCallWithMore, TagInlined, true, call);
        abbreviations.Unsigned(0);
    }

    private void Abbreviation(int code, int tag, bool hasChildren, params (int Attribute, int Form)[] attributes)
    {
        abbreviations.Unsigned((ulong)code);
        abbreviations.Unsigned((ulong)tag);
        abbreviations.Write(hasChildren ? 1 : 0, 1);
        foreach (var (attribute, form) in attributes)
        {
            abbreviations.Unsigned((ulong)attribute);
            abbreviations.Unsigned((ulong)form);
        }

        abbreviations.Write(0, 2);
    }

    /// <summary>The unit's code: all of every section of code.</summary>
    private int RangeList()
    {
        ranges.Write(0, 4);
        ranges.Write(Dwarf.Version, 2);
        ranges.Write(Dwarf.AddressSize, 1);
        ranges.Write(0, 1); // no segment selectors
        ranges.Write(0, 4); // no table of offsets
        var start = ranges.Length;
        for (var section = 0; section < entryObject.Sections.Length; section++)
        {
            if (!LineSection.IsCode(entryObject.Sections[section]))
                continue;
            ranges.Write(StartLength, 1);
            ranges.AddAddress(section, 0);
            ranges.Unsigned((ulong)entryObject.Sections[section].Size);
        }

        ranges.Write(EndOfList, 1);
        ranges.Patch(0, ranges.Length - 4, 4);
        return start;
    }

    private void Information(SectionImage lines, int from)
    {
        information.Write(0, 4);
        information.Write(Dwarf.Version, 2);
        information.Write(UnitCompile, 1);
        information.Write(Dwarf.AddressSize, 1);
        information.AddOffset(abbreviations, 0);

        information.Unsigned(Unit);
        LineSection.Text(information, Program);
        information.Write(Assembler, 2);
        LineSection.Text(information, entryObject.Files.IsEmpty ? entryObject.Name : entryObject.Files[0]);
        information.AddOffset(lines, 0);
        information.Write(0, 8);
        information.AddOffset(ranges, from);

        foreach (var call in entryObject.Expansions.Calls)
            DescribeMacro(call.Name);
        foreach (var routine in Routines.Of(entryObject))
            WriteRoutine(routine);
        information.Write(0, 1);
        information.Patch(0, information.Length - 4, 4);
    }

    private void DescribeMacro(string name)
    {
        if (descriptions.ContainsKey(name))
            return;
        descriptions.Add(name, information.Length);
        information.Unsigned(Macro);
        LineSection.Text(information, name);
        information.Write(Inlined, 1);
    }

    private void WriteRoutine(Routine routine)
    {
        var calls = macros.Of(routine);
        var symbol = routine.Symbol;
        information.Unsigned((ulong)(routine.Labels.Count == 0 && calls.Count == 0 ? Routine : RoutineWithMore));
        Declaration(symbol);
        information.Write(symbol.Binding == SymbolBinding.Local ? 0 : 1, 1);
        information.AddAddress(symbol.Section, symbol.Value);
        information.Write(routine.Size, 8);
        foreach (ref readonly var label in routine.Labels.Items)
        {
            information.Unsigned(Place);
            Declaration(label);
            information.AddAddress(label.Section, label.Value);
        }

        foreach (var call in calls)
            WriteCall(routine.Symbol.Section, call);
        if (routine.Labels.Count != 0 || calls.Count != 0)
            information.Write(0, 1);
    }

    private void WriteCall(int section, MacroNode node)
    {
        var call = entryObject.Expansions.Calls[node.Call];
        information.Unsigned((ulong)(node.Inner.Count == 0 ? MacroCall : MacroCallWithMore));
        information.Write(descriptions[call.Name], 4);
        information.Unsigned((ulong)call.File);
        information.Unsigned((ulong)call.Line);
        information.AddAddress(section, node.Start);
        information.Write(node.End - node.Start, 8);
        foreach (var inner in node.Inner)
            WriteCall(section, inner);
        if (node.Inner.Count != 0)
            information.Write(0, 1);
    }

    private void Declaration(in EntrySymbol symbol)
    {
        LineSection.Text(information, symbol.Name);
        information.Unsigned((ulong)Math.Max(0, entryObject.Files.IndexOf(symbol.Line.File)));
        information.Unsigned((ulong)symbol.Line.Line);
    }
}
