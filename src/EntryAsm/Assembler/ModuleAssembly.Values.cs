// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Operands;

namespace EntryAsm.Assembler;

// Symbols that are set to other symbols, and common data.
internal sealed partial class ModuleAssembly
{
    /// <summary>The symbols set to something that is not known yet.</summary>
    private readonly List<SymbolId> pending = [];

    public void SetValue(Symbol symbol, in Op value, string file, int line)
    {
        At(file, line);
        var folded = Folded(value);
        switch (folded.Form)
        {
            case OpForm.Immediate:
                SetNumber(symbol, folded.Value);
                break;
            case OpForm.Symbolic or OpForm.Quotient:
                SetPending(symbol, folded);
                break;
            case OpForm.Invalid:
                throw Fail(((InvalidSymbol)folded.Symbol!).Error);
            default:
                throw Fail(Error.BadArgument("'" + value + "' is no value of a symbol: a number, a place or a distance such as 'end - start' is"));
        }
    }

    private void SetPending(Symbol symbol, in Op value)
    {
        var state = Undefined(symbol);
        var end = Known(value.Symbol);
        var start = value.Minus is null ? (SymbolState?)null : Known(value.Minus);
        states.Define(ref state.Record, CurrentLine);
        state.AddDetails().Pending = start is null && DistanceOf(end) is { } distance
            ? distance with { Addend = distance.Addend + value.Value, Line = CurrentLine } // another name for a distance
            : new PendingValue(end, start, value.Value, value.Divisor, CurrentLine);
        state.Record.IsPending = true;
        pending.Add(state.Id);
        if (start is null && end.Record.HasSection)
            Place(state);
    }

    /// <summary>The distance that a symbol is set to; null where it is set to anything else.</summary>
    private static PendingValue? DistanceOf(SymbolState state) => state.Record.IsPending && state.Details!.Pending is { Start: not null, Divisor: 1 } distance ? distance : null;

    /// <summary>At the end of the module: a symbol set to another one stands where that stands, or, where another object defines it, is but a name for it.</summary>
    private void PlaceAliases()
    {
        var names = new Dictionary<SymbolId, (SymbolId Target, long Addend)>();
        foreach (var id in pending)
        {
            var state = states.Handle(id);
            if (!state.Record.IsPending || state.Details!.Pending is not { Start: null })
                continue;
            Place(state);
            if (!state.Record.IsPending)
                continue;
            var (end, addend) = (state.Details.Pending.End, state.Details.Pending.Addend);
            for (var steps = 0; end.Record.IsPending && end.Details!.Pending is { Start: null } next; (end, addend) = (next.End, addend + next.Addend))
            {
                if (++steps > pending.Count)
                    throw Error.NotConstant("symbol '" + state.Name + "' is set to itself", files.Locate(state.Line));
            }

            if (end.Record.IsPending)
                throw Error.NotConstant("symbol '" + state.Name + "' is set to '" + end.Display + "', which is a distance that is not known yet; set it to the distance itself", files.Locate(state.Line));
            if (!end.IsUsed)
                states.Use(ref end.Record, state.Line);
            names.Add(id, (end.Id, addend));
        }

        if (names.Count == 0)
            return;
        foreach (var section in sections)
            section.Retarget(names);
        foreach (var name in names)
            states[name.Key].AliasOf = name.Value.Target;
    }

    /// <summary>Gives a symbol the place of what it is set to, if that has one by now, and its type and size.</summary>
    private void Place(SymbolState state)
    {
        var value = state.Details!.Pending!;
        for (var steps = 0; value.End.Record.IsPending && value.End.Details!.Pending is { Start: null }; steps++)
        {
            Place(value.End);
            if (value.End.Record.IsPending || steps > pending.Count)
                return;
        }

        ref readonly var end = ref value.End.Record;
        ref var record = ref state.Record;
        if (end.IsNumber)
        {
            record.IsPending = false;
            record.IsNumber = true;
            state.Details.Number = unchecked(value.End.Details!.Number + value.Addend);
        }
        else if (end.HasSection)
        {
            record.IsPending = false;
            record.Section = end.Section;
            record.Fragment = end.Fragment;
            if (value.Addend is < int.MinValue / 2 or > int.MaxValue / 2)
                throw Error.OutOfRange("symbol '" + state.Name + "' is set to a place " + OpText.Number(value.Addend) + " bytes from '" + value.End.Display + "', which no section reaches", files.Locate(value.Line));
            record.Offset = checked((int)(end.Offset + value.Addend));
            if (record.Type == SymbolType.None)
                record.Type = end.Type;
            if (value.End.Details is { } details && state.Details is { Size: 0, SizeEnd.IsNone: true } own)
                (own.Size, own.SizeEnd, own.SizeStart, own.SizeLine) = (details.Size, details.SizeEnd, details.SizeStart, details.SizeLine);
        }
    }

    public void AddCommon(Symbol symbol, long bytes, int alignment, string file, int line)
    {
        At(file, line);
        if (bytes < 0)
            throw Fail(Error.BadArgument("'" + symbol + "' has " + OpText.Number(bytes) + " bytes; the count must be 0 or more"));
        if (alignment is < 1 or > LargestFill || (alignment & (alignment - 1)) != 0)
            throw Fail(Error.BadArgument("alignment of " + OpText.Number(alignment) + " bytes: it must be a power of two from 1 to 0x10000000"));
        var state = Undefined(symbol);
        if (state.Binding != SymbolBinding.Global)
            throw Fail(Error.BindingConflict("'" + symbol + "' is common data, which is Global(); a symbol of this module alone gets its room by 'bss(); align(…); bind(…); skip(…)'"));
        if (!state.IsUsed)
            states.Use(ref state.Record, CurrentLine);
        var details = state.AddDetails();
        (details.Size, details.Number) = (bytes, alignment);
        state.Record.IsCommon = true;
        state.Record.Type = SymbolType.Object;
    }
}
