// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Assembler;
using EntryAsm.Encoding;
using EntryAsm.Errors;
using EntryAsm.Objects;
using EntryAsm.Operands;
using EntryAsm.Primitives;

namespace EntryAsm.Finish;

/// <summary>Writes one laid-out section: bytes, and for each field that named a symbol its value or its relocation.</summary>
internal sealed class SectionWriter
{
    private readonly SectionBuilder section;
    private readonly byte[] bytes;
    private readonly SymbolTable symbols;
    private readonly SymbolStates states;
    private readonly SourceFiles files;
    private readonly ErrorSink errors;
    private readonly EntryReference[] references;
    private int referenceCount;
    private PooledList<EntryRelocation> relocations;

    public SectionWriter(SectionBuilder section, byte[] bytes, SymbolTable symbols, SymbolStates states, SourceFiles files, ErrorSink errors)
    {
        this.section = section;
        this.bytes = bytes;
        this.symbols = symbols;
        this.states = states;
        this.files = files;
        this.errors = errors;
        references = ResultArray.Uninitialized<EntryReference>(section.Fixups.Length + section.Branches.Length);
    }

    /// <summary>The fields that named a symbol; a part of a distance is just a number.</summary>
    public ImmutableArray<EntryReference> TakeReferences() => ResultArray.Freeze(referenceCount == references.Length ? references : references.AsSpan(0, referenceCount).ToArray());

    public ImmutableArray<EntryRelocation> TakeRelocations() => relocations.MoveToImmutable();

    public void Write()
    {
        if (bytes.Length == 0)
            return;

        if (!section.HasParts)
        {
            section.Data.CopyTo(bytes);
            foreach (ref readonly var fixup in section.Fixups)
                Resolve(fixup, fixup.DataOffset);
            return;
        }

        // Fixups and fragments are both in order, so the fields come out by offset.
        var next = 0;
        var fragments = section.Fragments;
        var fixups = section.Fixups;
        for (var i = 0; i < fragments.Length; i++)
        {
            ref readonly var fragment = ref fragments[i];
            section.Data.Slice(fragment.DataStart, fragment.FixedLength).CopyTo(bytes.AsSpan(fragment.Address));
            for (; next < fixups.Length && fixups[next].DataOffset < fragment.DataEnd; next++)
                Resolve(fixups[next], fragment.Address + fixups[next].DataOffset - fragment.DataStart);
            if (fragment.PartSize > 0)
                WritePart(fragment, fragment.Address + fragment.FixedLength);
        }
    }

    private void WritePart(in Fragment fragment, int offset)
    {
        var room = bytes.AsSpan(offset, fragment.PartSize);
        switch (fragment.Kind)
        {
            case PartKind.Branch:
                WriteBranch(section.Branches[fragment.Part], offset, room);
                break;
            case PartKind.Align:
                section.Alignments[fragment.Part].Write(room);
                break;
            case PartKind.Length:
                room.Fill(section.Lengths[fragment.Part].Fill);
                break;
        }
    }

    private void WriteBranch(in BranchPart branch, int offset, Span<byte> room)
    {
        room.Clear();
        var isShort = room.Length == BranchPart.ShortSize;
        var fieldOffset = isShort ? 1 : branch.NearFieldOffset;
        if (isShort)
        {
            room[0] = branch.Condition < 0 ? (byte)0xeb : (byte)(0x70 | branch.Condition);
        }
        else if (branch.Condition < 0)
        {
            room[0] = 0xe9;
        }
        else
        {
            room[0] = 0x0f;
            room[1] = (byte)(0x80 | branch.Condition);
        }

        var width = room.Length - fieldOffset;
        var fixup = new Fixup(0, (byte)width, FieldKind.Branch, branch.Bitness == 64, (byte)width, branch.Target, SymbolId.None, branch.Addend, branch.Line,
            Reference: branch.IsLinked ? LinkerReference.Plt : LinkerReference.None, HasOffset: branch.HasOffset);
        if (states[branch.Target].IsMissing)
            return;
        if (section.IsInReach(states[branch.Target], branch.IsLinked))
            Store(fixup, offset + fieldOffset, Distance(fixup, offset + fieldOffset));
        else
            Relocate(fixup, offset + fieldOffset);
    }

    private void Resolve(in Fixup fixup, int offset)
    {
        ref readonly var target = ref states[fixup.Target];
        if (target.IsMissing || (fixup.Minus.IsSymbol && states[fixup.Minus].IsMissing))
            return;
        if (fixup.Reference is not (LinkerReference.None or LinkerReference.GotPc) && fixup.Kind != FieldKind.Branch)
            ResolveReference(fixup, target, offset);
        else if (fixup.Minus.IsDot && fixup.Divisor == 1)
            ResolveFromDot(fixup, target, offset);
        else if (!fixup.Minus.IsNone)
            ResolveDifference(fixup, offset);
        else if (target.IsNumber && !fixup.IsRelative)
            Store(fixup, offset, unchecked(states.Details(target.Details)!.Number + fixup.Addend));
        else if (fixup.IsRelative && target.Section == section.Id && target.Binding == SymbolBinding.Local)
            Store(fixup, offset, Distance(fixup, offset));
        else
            Relocate(fixup, offset);
    }

    /// <summary>A size that is known here is a number; all the rest is the linker's.</summary>
    private void ResolveReference(in Fixup fixup, in SymbolRecord target, int offset)
    {
        if (fixup.Reference == LinkerReference.Size && target.IsDefined && target.Binding == SymbolBinding.Local)
            Store(fixup, offset, symbols.SizeOf(states.Handle(fixup.Target)) + fixup.Addend);
        else
            AddRelocation(fixup, offset, ReferenceTypes.Of(fixup.Reference, fixup.Width), fixup.IsRelative ? fixup.Addend - fixup.Tail : fixup.Addend);
    }

    private void ResolveFromDot(in Fixup fixup, in SymbolRecord target, int offset)
    {
        if (target.Section == section.Id)
            Store(fixup, offset, states.AddressOf(target) - (long)offset + fixup.Addend);
        else
            AddRelocation(fixup, offset, RelativeType(fixup), fixup.Addend);
    }

    private void ResolveDifference(in Fixup fixup, int offset)
    {
        ref readonly var target = ref states[fixup.Target];
        ref readonly var minus = ref states[fixup.Minus];
        if (target.HasSection && minus.Section == target.Section && fixup.Divisor != 1)
        {
            // What the linker and readers see is the number.
            var quotient = (states.AddressOf(target) - (long)states.AddressOf(minus) + fixup.Addend) / fixup.Divisor;
            RequireFit(fixup, quotient);
            LittleEndian.Write(bytes.AsSpan(offset, fixup.Width), quotient);
        }
        else if (fixup.Divisor != 1)
        {
            errors.Add(Error.NotConstant("the distance '" + states.Handle(fixup.Target).Display + " - " + states.Handle(fixup.Minus).Display + "' is no constant, so it cannot be divided: both places must be in one section of this module",
                files.Locate(fixup.Line)));
        }
        else if (target.HasSection && minus.Section == target.Section)
        {
            Store(fixup, offset, states.AddressOf(target) - (long)states.AddressOf(minus) + fixup.Addend);
        }
        else if (minus.Section == section.Id && !fixup.IsRelative)
        {
            AddRelocation(fixup, offset, RelativeType(fixup), fixup.Addend + offset - states.AddressOf(minus));
        }
        else
        {
            errors.Add(Error.NotConstant("the difference '" + states.Handle(fixup.Target).Display + " - " + states.Handle(fixup.Minus).Display + "' is no constant and no relocation can say it: both must be in one section, or the second in the section that holds the value",
                files.Locate(fixup.Line)));
        }
    }

    private long Distance(in Fixup fixup, int offset) => states.AddressOf(states[fixup.Target]) + fixup.Addend - (offset + fixup.Tail);

    private void Relocate(in Fixup fixup, int offset)
    {
        if (fixup.IsRelative)
            AddRelocation(fixup, offset, RelativeType(fixup), fixup.Addend - fixup.Tail);
        else
            AddRelocation(fixup, offset, AbsoluteType(fixup), fixup.Addend);
    }

    private RelocationType RelativeType(in Fixup fixup)
    {
        if (fixup.Reference != LinkerReference.None && ReferenceTypes.Of(fixup.Reference, fixup.Width) is var asked && asked != 0)
            return asked;
        switch (fixup.Width)
        {
            case 1: return RelocationType.PC8;
            case 2: return RelocationType.PC16;
            case 8: return RelocationType.PC64;
        }

        // GNU as marks a plain call or jump to a symbol that the linker sees; with an offset written at it, or to a local symbol, it is PC32.
        ref readonly var target = ref states[fixup.Target];
        var seenByLinker = !target.IsNumber && (!target.HasSection || target.Binding != SymbolBinding.Local);
        return fixup is { Kind: FieldKind.Branch, Is64Bit: true } && !fixup.HasOffset && seenByLinker ? RelocationType.PLT32 : RelocationType.PC32;
    }

    private static RelocationType AbsoluteType(in Fixup fixup) => fixup.Reference != LinkerReference.None ? ReferenceTypes.Of(fixup.Reference, fixup.Width) : fixup.Width switch
    {
        1 => RelocationType.Abs8,
        2 => RelocationType.Abs16,
        4 => fixup.Kind == FieldKind.SignExtended ? RelocationType.Abs32S : RelocationType.Abs32,
        _ => RelocationType.Abs64,
    };

    private void AddRelocation(in Fixup fixup, int offset, RelocationType type, long addend)
    {
        Refer(fixup, offset, isRelocated: true);
        ref readonly var target = ref states[fixup.Target];
        if (target is { IsNumber: true, Binding: SymbolBinding.Local } && type.IsPlain())
            relocations.Add(new EntryRelocation(offset, type, symbols.AbsoluteSymbol(), unchecked(addend + states.Details(target.Details)!.Number)));
        else if (MustBeNamed(target, type, fixup.Addend))
            relocations.Add(new EntryRelocation(offset, type, symbols.IndexOf(states.Handle(fixup.Target)), addend));
        else
            relocations.Add(new EntryRelocation(offset, type, symbols.SectionSymbol(target.Section.Index), addend + states.AddressOf(target)));
    }

    /// <summary>Whether a relocation names the symbol itself, not its section plus an offset.</summary>
    private bool MustBeNamed(in SymbolRecord target, RelocationType type, long addend)
    {
        if (!target.HasSection || target.Binding != SymbolBinding.Local || !type.IsPlain() || target.Type == SymbolType.IndirectFunction)
            return true;

        // The linker may keep another file's copy of the section, where places inside lie elsewhere.
        if (target.Section != section.Id && !target.IsLabel && states.Section(target.Section)!.IsOneOfCopies)
            return true;

        // The linker folds equal elements by what a symbol points at; the section plus a biased or another addend would name another element.
        var isMerged = (states.Section(target.Section)!.Flags & SectionFlags.Merge) != 0;
        return isMerged && (addend != 0 || type is RelocationType.PC32 or RelocationType.PLT32 or RelocationType.PC64);
    }

    private void Store(in Fixup fixup, int offset, long value)
    {
        RequireFit(fixup, value);
        Refer(fixup, offset, isRelocated: false);
        LittleEndian.Write(bytes.AsSpan(offset, fixup.Width), value);
    }

    private void Refer(in Fixup fixup, int offset, bool isRelocated) => references[referenceCount++] = new EntryReference(offset, fixup.Width, fixup.IsRelative, isRelocated,
        SymbolTable.ReferenceTo(states[fixup.Target]), MinusOf(fixup, offset), fixup.Addend);

    /// <summary>A label that stands where the field does is the field's own place, whatever the author called it.</summary>
    private ReferencePlace MinusOf(in Fixup fixup, int offset)
    {
        if (!fixup.Minus.IsSymbol)
            return fixup.Minus.IsDot ? ReferencePlace.Dot : ReferencePlace.None;
        ref readonly var minus = ref states[fixup.Minus];
        return minus.IsLabel && minus.Section == section.Id && states.AddressOf(minus) == offset ? ReferencePlace.Dot : SymbolTable.ReferenceTo(minus);
    }

    /// <summary>What the author wrote, but for the number that is added.</summary>
    private string Expression(in Fixup fixup) => !fixup.Minus.IsSymbol ? states.Handle(fixup.Target).Quoted
        : "'" + states.Handle(fixup.Target).Display + " - " + states.Handle(fixup.Minus).Display + "'";

    private void RequireFit(in Fixup fixup, long value)
    {
        if (fixup.Width == 8)
            return;
        var bits = 8 * fixup.Width;
        var signedOnly = fixup.IsRelative || fixup.Kind == FieldKind.SignExtended;
        var most = signedOnly ? (1L << (bits - 1)) - 1 : (1L << bits) - 1;
        if (value >= (signedOnly ? -(1L << (bits - 1)) : -(1L << bits) + 1) && value <= most)
            return;
        errors.Add(Error.OutOfRange(fixup.IsRelative
            ? "the branch target " + states.Handle(fixup.Target).Quoted + " is " + OpText.Number(value) + " bytes away; this instruction reaches " + OpText.Number(-(1L << (bits - 1))) + " to " + OpText.Number(most)
            : "the value " + OpText.Number(value) + " of " + Expression(fixup) + " does not fit " + NumberText.Decimal(bits) + " bits", files.Locate(fixup.Line)));
    }
}
