// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using EntryAsm.Encoding;
using EntryAsm.Objects;
using Iced.Intel;

namespace EntryAsm.Flow;

/// <summary>
/// The code of an object as instructions, found by place. What the module wrote as instructions is decoded at once; bytes that it wrote as data are code
/// too where a path leads there.
/// </summary>
internal sealed class FlowCode
{
    private const int NotDecoded = 0, NoInstruction = -1;

    private readonly int[]?[] numbers;
    private readonly ByteArrayCodeReader?[] readers;
    private readonly List<FlowInstruction> instructions = [];
    private readonly Bases bases;
    private readonly Decoder?[] decoders = new Decoder?[3];
    private readonly CalleeTraits[] callees;
    private InstructionInfoFactory? information;

    public FlowCode(EntryObject entryObject, Bases bases)
    {
        Object = entryObject;
        this.bases = bases;
        numbers = new int[entryObject.Sections.Length][];
        readers = new ByteArrayCodeReader[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            if ((entryObject.Sections[i].Flags & SectionFlags.Execute) == 0 || entryObject.Sections[i].Bytes.IsEmpty)
                continue;
            numbers[i] = new int[entryObject.Sections[i].Size];
            readers[i] = MemoryMarshal.TryGetArray(entryObject.Sections[i].Bytes, out var segment)
                ? new ByteArrayCodeReader(segment) : new ByteArrayCodeReader(entryObject.Sections[i].Bytes.ToArray());
        }

        callees = new CalleeTraits[entryObject.Symbols.Length];
        foreach (var callee in entryObject.Callees)
            callees[callee.Symbol] |= callee.Traits;
        DecodeItems();
        FlowTables.Attach(this);
    }

    public EntryObject Object { get; }

    public Bases Bases => bases;

    /// <summary>All instructions, those of the items first and in order.</summary>
    public IReadOnlyList<FlowInstruction> Instructions => instructions;

    /// <summary>The instruction at a place; null where there is none, or none for 64-bit mode.</summary>
    public FlowInstruction? At(CodePlace place)
    {
        if ((uint)place.Section >= (uint)numbers.Length || numbers[place.Section] is not { } section || (uint)place.Offset >= (uint)section.Length)
            return null;
        if (section[place.Offset] == NotDecoded)
            DecodeAt(place);
        var number = section[place.Offset];
        return number == NoInstruction ? null : instructions[number - 1];
    }

    /// <summary>The instruction at a place, if it has been decoded.</summary>
    public FlowInstruction? Decoded(CodePlace place) => (uint)place.Section < (uint)numbers.Length && numbers[place.Section] is { } section && (uint)place.Offset < (uint)section.Length
        && section[place.Offset] > NotDecoded ? instructions[section[place.Offset] - 1] : null;

    /// <summary>The place a value names, if it is one of this object's.</summary>
    public CodePlace? PlaceOf(Value value)
    {
        var key = bases[value.Base];
        return key.Kind == BaseKind.Section && value.Offset is >= 0 and <= int.MaxValue ? new CodePlace((int)key.A, (int)value.Offset) : null;
    }

    /// <summary>The function that Linux compiles a jump to for each RET (-mfunction-return), known by its name as objtool knows it.</summary>
    public const string ReturnThunk = "__x86_return_thunk";

    /// <summary>Whether a jump to a value is a return.</summary>
    public bool IsReturnThunk(Value value) => SymbolOf(value) is { } symbol && Object.Symbols[symbol].Name == ReturnThunk;

    /// <summary>The symbol of another object that a value is the address of.</summary>
    public int? SymbolOf(Value value) => value.Offset == 0 && bases[value.Base] is { Kind: BaseKind.Symbol } key ? (int)key.A : null;

    /// <summary>What the function at an address is declared to be.</summary>
    public CalleeTraits TraitsOf(Value target) => SymbolOf(target) is { } symbol ? callees[symbol] : CalleeTraits.None;

    /// <summary>The registers that a call of another object's function may leave changed, one bit each; 0 for anything else.</summary>
    public int SpentBy(FlowInstruction instruction)
    {
        if (instruction.Code.FlowControl is not (FlowControl.Call or FlowControl.IndirectCall) || PlaceOf(instruction.Immediate) is not null)
            return 0;
        return (TraitsOf(instruction.Immediate) & CalleeTraits.KeepsRegisters) != 0 ? 0 : MachineRegister.CallerSaved;
    }

    /// <summary>The stretches that an alternative decides for: its replacement, and what the original jumps over.</summary>
    public IEnumerable<IEnumerable<FlowInstruction>> DecidedBy(AlternativeSite site, FlowInstruction original)
    {
        yield return Stretch(site.Replacement, site.ReplacementEnd);
        if (original.Code.FlowControl == FlowControl.UnconditionalBranch && PlaceOf(original.Immediate) is { } target && target.Section == site.Continues.Section)
            yield return Stretch(site.Continues, target.Offset);
    }

    /// <summary>The instructions from a place up to an offset in its section.</summary>
    private IEnumerable<FlowInstruction> Stretch(CodePlace start, int end)
    {
        for (var at = start; at.Offset < end && At(at) is { } instruction; at = at with { Offset = instruction.End })
            yield return instruction;
    }

    /// <summary>The address of a symbol.</summary>
    public Value AddressOf(int symbol)
    {
        ref readonly var found = ref Object.Symbols.ItemRef(symbol);
        return found.Section >= 0 ? bases.Of(BaseKind.Section, found.Section).Plus(found.Value)
            : found.Section == EntrySymbol.Absolute ? Value.Constant(found.Value) : bases.Of(BaseKind.Symbol, symbol);
    }

    /// <summary>The general registers an instruction writes, one bit each.</summary>
    public int Written(FlowInstruction instruction)
    {
        if (instruction.Written is { } known)
            return known;
        information ??= new InstructionInfoFactory();
        var info = information.GetInfo(instruction.Code);
        var written = 0;
        foreach (var used in info.GetUsedRegisters())
        {
            if (IsWrite(used.Access) && used.Register.IsGPR())
                written |= 1 << (used.Register.GetFullRegister() - Register.RAX);
        }

        if (!instruction.Code.IsStringInstruction && !HasMemoryOperand(instruction.Code))
        {
            foreach (var used in info.GetUsedMemory())
                instruction.WritesUnnamed |= IsWrite(used.Access);
        }

        instruction.Written = written;
        return written;
    }

    private static bool IsWrite(OpAccess access) => access is not (OpAccess.Read or OpAccess.CondRead or OpAccess.NoMemAccess or OpAccess.None);

    private static bool HasMemoryOperand(in Instruction code)
    {
        for (var i = 0; i < code.OpCount; i++)
        {
            if (code.GetOpKind(i) == OpKind.Memory)
                return true;
        }

        return false;
    }

    /// <summary>What an instruction does to its memory operand, by the manual.</summary>
    public OpAccess MemoryAccess(FlowInstruction instruction)
    {
        information ??= new InstructionInfoFactory();
        var access = OpAccess.None;
        foreach (var used in information.GetInfo(instruction.Code).GetUsedMemory())
            access = used.Access is OpAccess.Read or OpAccess.CondRead && access != OpAccess.None ? access : used.Access;
        return access;
    }

    private void DecodeItems()
    {
        for (var section = 0; section < numbers.Length; section++)
        {
            if (numbers[section] is null)
                continue;
            var items = Object.Sections[section].Items;
            for (var i = 0; i < items.Length; i++)
            {
                if (items[i].Kind == EntryItemKind.Instruction)
                    Decode(new CodePlace(section, items[i].Offset), i, items[i].Bitness);
            }
        }
    }

    /// <summary>Where the module wrote no instruction: data or padding, in the mode of the instructions around it.</summary>
    private void DecodeAt(CodePlace place)
    {
        var items = Object.Sections[place.Section].Items;
        var item = ItemAt(items, place.Offset);
        var bitness = 64;
        for (var i = item; i >= 0; i--)
        {
            if (items[i].Kind != EntryItemKind.Instruction)
                continue;
            bitness = items[i].Bitness;
            break;
        }

        Decode(place, item, bitness);
    }

    private static int ItemAt(System.Collections.Immutable.ImmutableArray<EntryItem> items, int offset)
    {
        int low = 0, high = items.Length - 1;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (items[middle].End <= offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private void Decode(CodePlace place, int item, int bitness)
    {
        var section = numbers[place.Section]!;
        section[place.Offset] = NoInstruction;
        if (bitness != 64)
            return;
        var reader = readers[place.Section]!;
        var decoder = decoders[0];
        if (decoder is null || !ReferenceEquals(source, reader))
            decoders[0] = decoder = Decoder.Create(64, source = reader, DecoderOptions.MPX | DecoderOptions.NoInvalidCheck);
        reader.Position = place.Offset;
        decoder.IP = (ulong)place.Offset;
        var instruction = new FlowInstruction { Place = place, Item = item, Number = instructions.Count };
        decoder.Decode(out instruction.Code);
        if (instruction.Code.IsInvalid && !LateInstructions.TryStandIn(Object.Sections[place.Section].Bytes.Span.Slice(place.Offset), (ulong)place.Offset, out instruction.Code))
            return;
        instructions.Add(instruction);
        section[place.Offset] = instructions.Count;
        ReadFields(instruction, decoder.GetConstantOffsets(instruction.Code));
    }

    private ByteArrayCodeReader? source;

    private void ReadFields(FlowInstruction instruction, in ConstantOffsets fields)
    {
        ref readonly var code = ref instruction.Code;
        var section = Object.Sections[instruction.Place.Section];
        if (fields.HasDisplacement)
            instruction.Displacement = Relocated(section, instruction, fields.DisplacementOffset) ?? Displacement(instruction);
        else
            instruction.Displacement = Value.Constant(unchecked((long)code.MemoryDisplacement64));
        if (code.Op0Kind is OpKind.NearBranch64 or OpKind.NearBranch32 or OpKind.NearBranch16)
            instruction.Immediate = Relocated(section, instruction, fields.ImmediateOffset) ?? InSection(instruction, code.NearBranchTarget);
        else if (fields.HasImmediate)
            instruction.Immediate = Relocated(section, instruction, fields.ImmediateOffset) ?? Value.Constant(Immediate(code));
    }

    private Value Displacement(FlowInstruction instruction) => instruction.Code.IsIPRelativeMemoryOperand
        ? InSection(instruction, instruction.Code.IPRelativeMemoryAddress) : Value.Constant(unchecked((long)instruction.Code.MemoryDisplacement64));

    private Value InSection(FlowInstruction instruction, ulong offset) => bases.Of(BaseKind.Section, instruction.Place.Section).Plus(unchecked((long)offset));

    private static long Immediate(in Instruction code)
    {
        for (var i = 0; i < code.OpCount; i++)
        {
            if (code.GetOpKind(i) is >= OpKind.Immediate8 and <= OpKind.Immediate32to64)
                return unchecked((long)code.GetImmediate(i));
        }

        return 0;
    }

    private Value? Relocated(EntrySection section, FlowInstruction instruction, int field)
    {
        var index = section.Relocations.IsEmpty ? -1 : section.FindRelocation(instruction.Place.Offset + field);
        if (index < 0)
            return null;
        ref readonly var relocation = ref section.Relocations.ItemRef(index);
        var tail = relocation.Type.IsRelative() ? instruction.End - relocation.Offset : 0;
        return AddressOf(relocation.Symbol).Plus(relocation.Addend + tail);
    }

    /// <summary>The number of bytes a field of a table holds, for a reader that follows a jump table.</summary>
    internal static int Int32(EntrySection section, int offset) => BinaryPrimitives.ReadInt32LittleEndian(section.Bytes.Span.Slice(offset));
}
