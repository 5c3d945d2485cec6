// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Encoding;
using EntryAsm.Errors;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Assembler;

internal sealed partial class ModuleAssembly
{
    /// <summary>
    /// For what entry code calls at thousands of places and runs once at each: code that is inlined there takes longer to fetch than the call it saves.
    /// </summary>
    public const MethodImplOptions NotInlined = MethodImplOptions.NoInlining;

    private CachingEncoder encoder = new(64);
    private InstructionPrefixes pendingPrefixes;
    private EncodingRequest pendingRequest;
    private SourceLocation pendingLine;

    /// <summary>Bytes of the current instruction that are written already: <see cref="EntryAssembler.dot"/> is where it starts.</summary>
    private int unfinished;

    private int Bitness => encoder.Bitness;

    public void Request(EncodingRequest request, string file, int line)
    {
        At(file, line);
        pendingRequest |= request;
        pendingLine = Location;
    }

    /// <summary>One instruction: what every generated method calls.</summary>
    [MethodImpl(NotInlined)]
    public void Emit(Mnemonic mnemonic, string file, int line) => Emit(mnemonic, new OperandList(), file, line);

    /// <inheritdoc cref="Emit(Mnemonic, string, int)"/>
    [MethodImpl(NotInlined)]
    public void Emit(Mnemonic mnemonic, string file, int line, in Op a)
    {
        if (!TryRepeat(mnemonic, 1, a, OperandList.Absent, file, line))
            EmitOther(mnemonic, a, file, line);
    }

    /// <inheritdoc cref="Emit(Mnemonic, string, int)"/>
    [MethodImpl(NotInlined)]
    public void Emit(Mnemonic mnemonic, string file, int line, in Op a, in Op b)
    {
        if (!TryRepeat(mnemonic, 2, a, b, file, line))
            EmitOther(mnemonic, a, b, file, line);
    }

    /// <inheritdoc cref="Emit(Mnemonic, string, int)"/>
    [MethodImpl(NotInlined)]
    public void Emit(Mnemonic mnemonic, string file, int line, in Op a, in Op b, in Op c) => Emit(mnemonic, new OperandList(a, b, c), file, line);

    /// <inheritdoc cref="Emit(Mnemonic, string, int)"/>
    [MethodImpl(NotInlined)]
    public void Emit(Mnemonic mnemonic, string file, int line, in Op a, in Op b, in Op c, in Op d) => Emit(mnemonic, new OperandList(a, b, c, d), file, line);

    /// <inheritdoc cref="Emit(Mnemonic, string, int)"/>
    [MethodImpl(NotInlined)]
    public void Emit(Mnemonic mnemonic, string file, int line, in Op a, in Op b, in Op c, in Op d, in Op e) =>
        Emit(mnemonic, new OperandList(a, b, c, d, e), file, line);

    /// <summary>An instruction that is not in the table of forms.</summary>
    public void Emit(LateMnemonic mnemonic, in OperandList operands, string file, int line)
    {
        At(file, line);
        RequireContents();
        CheckPending();
        try
        {
            var folded = operands.Count == 2 ? new OperandList(Folded(operands[0]), Folded(operands[1])) : operands;
            var bytes = LateInstructions.Encode(mnemonic, folded, Bitness);
            AddItem(EntryItemKind.Instruction, EntryItem.ForInstruction(Bitness, EncodingRequest.None, relaxed: false));
            bytes.CopyTo(current.Append(bytes.Length));
        }
        catch (EntryAsmException error)
        {
            throw Fail(error);
        }
    }

    // Apart, because the frame of a method that bundles operands is cleared at each call, and most instructions are repeated without.
    [MethodImpl(NotInlined)]
    private void EmitOther(Mnemonic mnemonic, in Op a, string file, int line) => Emit(mnemonic, new OperandList(a), file, line);

    [MethodImpl(NotInlined)]
    private void EmitOther(Mnemonic mnemonic, in Op a, in Op b, string file, int line) => Emit(mnemonic, new OperandList(a, b), file, line);

    private void Emit(Mnemonic mnemonic, in OperandList operands, string file, int line)
    {
        At(file, line);
        RequireContents();
        if (operands.Count == 1 && operands[0].Form == OpForm.Immediate && Forms.Branches(mnemonic))
            WriteBranchToNumber(mnemonic, operands[0]);
        else if (MayFold(operands))
            EmitFolded(mnemonic, operands);
        else
            Write(mnemonic, operands);
    }

    [MethodImpl(NotInlined)]
    private void WriteBranchToNumber(Mnemonic mnemonic, in Op number) => Write(mnemonic, new OperandList((Op)AbsoluteSymbol.Instance + number));

    /// <summary>Most instructions were encoded before and name no symbol: nothing is to be done but to copy their bytes.</summary>
    private bool TryRepeat(Mnemonic mnemonic, int count, in Op a, in Op b, string file, int line)
    {
        if (a.NamesSymbol || b.NamesSymbol || HasPending || current.Type == SectionType.NoBits)
            return false;
        ref readonly var known = ref encoder.FindPlain(mnemonic, count, a, b, out var isFound);
        if (!isFound)
            return false;
        At(file, line);
        AddItem(EntryItemKind.Instruction, EntryItem.ForInstruction(Bitness, EncodingRequest.None, relaxed: false));
        current.Append(known);
        return true;
    }

    private void Write(Mnemonic mnemonic, in OperandList operands)
    {
        var request = pendingRequest;
        if (!encoder.TryFind(mnemonic, operands, pendingPrefixes, request, out var number))
            number = Encode(mnemonic, operands);
        ref readonly var encoded = ref encoder[number];
        pendingPrefixes = InstructionPrefixes.None;
        pendingRequest = EncodingRequest.None;

        AddItem(EntryItemKind.Instruction, EntryItem.ForInstruction(Bitness, request, encoded.Branch != RelaxableBranch.None));
        current.Append(encoded);
        if (!encoded.NamesSymbol)
            return;
        if (encoded.Branch != RelaxableBranch.None)
        {
            ref readonly var target = ref operands[0];
            var (symbol, reference) = Unwrapped(target.Symbol);
            if (reference is not (LinkerReference.None or LinkerReference.Plt))
                throw Fail(NoReference(target, "a branch"));
            var traits = ((request & EncodingRequest.Disp32) != 0 ? BranchTraits.StartsNear : 0) | (reference == LinkerReference.Plt ? BranchTraits.IsLinked : 0) | (target.Value != 0 ? BranchTraits.HasOffset : 0);
            current.EndFragment(new BranchPart(Use(symbol).Id, encoded.Condition, encoded.BranchBits, traits, target.Value, CurrentLine));
            return;
        }

        unfinished = encoded.Length;
        AddField(encoded.Displacement, operands);
        AddField(encoded.Immediate, operands);
        unfinished = 0;
    }

    [MethodImpl(NotInlined)]
    private int Encode(Mnemonic mnemonic, in OperandList operands)
    {
        try
        {
            return encoder.Encode(mnemonic, operands, pendingPrefixes, pendingRequest);
        }
        catch (EntryAsmException error)
        {
            throw Fail(error);
        }
    }

    /// <summary>A field of the instruction just written, whose length <see cref="unfinished"/> is.</summary>
    private void AddField(SymbolField field, in OperandList operands)
    {
        if (field.Kind == FieldKind.None)
            return;
        var tail = unfinished - field.Offset;
        AddFixup(operands[field.Operand], field.Kind, current.DataLength - tail, field.Width, tail);
    }

    private void AddFixup(in Op op, FieldKind kind, int dataOffset, int width, int tail)
    {
        var (symbol, reference) = Unwrapped(op.Symbol);
        var addend = op.Value;
        if (reference != LinkerReference.None)
            reference = Checked(op, reference, kind, dataOffset, width);
        else if (GlobalOffsetTable.IsMeant(symbol))
            (reference, addend) = (LinkerReference.GotPc, addend + (op.Minus is null && kind is FieldKind.Absolute or FieldKind.SignExtended && op.Form != OpForm.Memory && unfinished != 0 ? unfinished - tail : 0));
        var target = Use(symbol).Id;
        var minus = op.Minus switch
        {
            null => SymbolId.None,
            DotSymbol when unfinished == 0 && op.Form != OpForm.Quotient => SymbolId.Dot,
            _ => Use(op.Minus).Id,
        };
        current.AddFixup(new Fixup(dataOffset, (byte)width, kind, Bitness == 64, (byte)tail, target, minus, addend, CurrentLine, op.Divisor, reference, HasOffset: op.Value != 0));
    }

    public void SetMode(int bitness, string file, int line)
    {
        At(file, line);
        CheckPending();
        if (encoder.Bitness != bitness)
            encoder = new CachingEncoder(bitness);
    }

    public void Prefix(InstructionPrefixes prefix, string file, int line)
    {
        At(file, line);
        if ((pendingPrefixes & prefix) != 0)
            throw Fail(Error.BadPrefix("the prefix stands twice before one instruction"));
        if (PrefixRules.AreOfOnePlace(pendingPrefixes | prefix))
            throw Fail(Error.BadPrefix("an instruction has room for one of rep, repne, bnd, xacquire and xrelease; leave the others out"));
        pendingPrefixes |= prefix;
        pendingLine = Location;
    }

    /// <summary>A prefix or request must be followed by its instruction, not by data, a section change or the end.</summary>
    private void CheckPending()
    {
        if (HasPending)
            throw PendingProblem();
    }

    private bool HasPending => pendingPrefixes != InstructionPrefixes.None || pendingRequest != EncodingRequest.None;

    private EntryAsmException PendingProblem() => Fail(Error.BadPrefix("this prefix or encoding request is not followed by an instruction").At(pendingLine));
}
