// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Errors;
using EntryAsm.Operands;

namespace EntryAsm.Assembler;

internal sealed partial class ModuleAssembly
{
    private readonly Dictionary<int, (Label? Last, Label? Next)> numericLabels = [];
    private string nameSuffix = "";
    private SymbolState? absolute;

    /// <summary>Every symbol and label in the order in which it was first used.</summary>
    private readonly SymbolStates states;

    [MethodImpl(NotInlined)]
    public Label Here(string file, int line)
    {
        At(file, line);
        return new Label(states.Id, PlaceHere().Index);
    }

    [MethodImpl(NotInlined)]
    public void Bind(Symbol symbol, string file, int line)
    {
        At(file, line);
        Place(ref Undefined(symbol).Record);
    }

    public void BindNumber(int number, string file, int line)
    {
        numericLabels.TryGetValue(number, out var pair);
        var label = pair.Next ?? NewLabel(OpText.Number(number));
        Bind(label, file, line);
        numericLabels[number] = (label, null);
    }

    public Label NextNumber(int number)
    {
        numericLabels.TryGetValue(number, out var pair);
        var next = pair.Next ?? NewLabel("'" + OpText.Number(number) + "' (forward)");
        numericLabels[number] = (pair.Last, next);
        return next;
    }

    public Label LastNumber(int number, string file, int line)
    {
        if (numericLabels.TryGetValue(number, out var pair) && pair.Last is not null)
            return pair.Last;
        At(file, line);
        throw Fail(Error.UnboundLabel("'" + OpText.Number(number) + "' (backward)", Location));
    }

    public void SetType(Symbol symbol, SymbolType kind, string file, int line)
    {
        At(file, line);
        Subject(symbol).Record.Type = kind;
    }

    public void SetSize(Symbol symbol, Op bytes, string file, int line)
    {
        At(file, line);
        var state = Subject(symbol);
        if (bytes.IsNone)
            bytes = DotSymbol.Instance - symbol;
        var details = state.AddDetails();
        if (bytes is { Form: OpForm.Symbolic, Minus: null })
        {
            var named = Known(bytes.Symbol!);
            if (named.AbsoluteValue is { } number)
            {
                bytes = number + bytes.Value;
            }
            else if (DistanceOf(named) is { } distance)
            {
                (details.Size, details.SizeEnd, details.SizeStart, details.SizeLine) = (bytes.Value + distance.Addend, distance.End.Id, distance.Start!.Value.Id, CurrentLine);
                return;
            }
        }

        if (bytes.Form != OpForm.Immediate && (bytes.Form != OpForm.Symbolic || bytes.Minus is null))
            throw Fail(Error.BadArgument("the size of '" + symbol + "' must be a number or a difference such as 'end - start', not '" + bytes + "'"));
        details.Size = bytes.Value;
        details.SizeLine = CurrentLine;
        details.SizeEnd = bytes.Symbol is null ? SymbolId.None : Known(bytes.Symbol).Id;
        details.SizeStart = bytes.Minus is null ? SymbolId.None : Known(bytes.Minus).Id;
    }

    public void SetVisibility(Symbol symbol, SymbolVisibility kind, string file, int line)
    {
        At(file, line);
        Subject(symbol).Record.Visibility = kind;
    }

    public void SetNumber(Symbol symbol, long value, string file, int line)
    {
        At(file, line);
        SetNumber(symbol, value);
    }

    private void SetNumber(Symbol symbol, long value)
    {
        var state = Subject(symbol);
        if (state.IsDefined && !state.Record.IsNumber)
            throw Fail(Error.DefinedTwice(state.Name, files.Locate(state.Line)));
        RejectExtern(state);
        states.Define(ref state.Record, CurrentLine);
        state.AddDetails().Number = value;
        state.Record.IsNumber = true;
        hasNumbers = true;
    }

    /// <summary>An error where a directive cannot say anything about it.</summary>
    public void RequireSymbol(Symbol symbol, string file, int line)
    {
        At(file, line);
        Subject(symbol);
    }

    /// <summary>From here on symbols defined here get a suffix: the same code can be assembled again, as measurements of size do.</summary>
    public void BeginCopy(string suffix)
    {
        states.Forget();
        numericLabels.Clear();
        gates.Release();
        nameSuffix = suffix;
    }

    /// <summary>The record of a symbol this module refers to; the current line is noted as its first use.</summary>
    private SymbolState Use(Symbol? symbol)
    {
        var state = Known(symbol);
        if (!state.IsUsed)
            states.Use(ref state.Record, CurrentLine);
        return state;
    }

    [MethodImpl(NotInlined)]
    public Label NewLabel(string? display = null)
    {
        var id = states.AddLabel();
        if (display is not null)
            states.Handle(id).AddDetails().Display = display;
        return new Label(states.Id, id.Index);
    }

    /// <summary>A label in place of one that cannot be had, which was told.</summary>
    public Label MissingLabel()
    {
        var missing = NewLabel();
        states[SymbolId.At(missing.Index)].StandIn();
        return missing;
    }

    private SymbolState Undefined(Symbol symbol)
    {
        var state = Subject(symbol);
        if (state.IsDefined)
            throw Fail(Error.DefinedTwice(state.Name, files.Locate(state.Line)));
        RejectExtern(state);
        return state;
    }

    private void RejectExtern(SymbolState state)
    {
        if (!state.IsExtern)
            return;
        state.Record.IsMissing = true;
        throw Fail(Error.BindingConflict("'" + state.Name + "' is declared Extern() but defined here; declare it Global() or Local()"));
    }

    /// <summary>The record of what a directive says something about.</summary>
    private SymbolState Subject(Symbol? symbol) => symbol is not DotSymbol ? Known(symbol)
        : throw Fail(Error.BadArgument("'dot' is the place of whatever names it and no symbol; bind a label or a symbol there, and name that"));

    private SymbolState Known(Symbol? symbol) => symbol switch
    {
        Label label when label.Assembly == states.Id => states.Handle(SymbolId.At(label.Index)),
        NamedSymbol named => states.TryRecall(named, out var state) ? state : Introduce(named),
        _ => KnownPlace(symbol),
    };

    /// <summary>The record of what is neither a symbol with a name nor a label of this module.</summary>
    [MethodImpl(NotInlined)]
    private SymbolState KnownPlace(Symbol? symbol) => symbol switch
    {
        Label => throw Fail(Error.ForeignLabel()),
        DotSymbol => Dot(),
        AbsoluteSymbol => Absolute(),
        SymbolReference reference => throw Fail(Error.BadArgument("'" + reference + "' is what the linker makes, not a place; it stands in an operand or in data")),
        InvalidSymbol invalid => throw Fail(invalid.Error),
        _ => throw Fail(Error.NullSymbol()),
    };

    /// <summary>A label bound here.</summary>
    private SymbolState Dot() => states.Handle(PlaceHere());

    private SymbolId PlaceHere()
    {
        var id = states.AddLabel();
        ref var record = ref states[id];
        record.Line = CurrentLine;
        record.Section = current.Id;
        record.Fragment = current.CurrentFragment;
        record.Offset = current.CurrentOffset - unfinished;
        return id;
    }

    /// <summary>Address 0, as a label set to a number.</summary>
    private SymbolState Absolute()
    {
        if (absolute is { } known)
            return known;
        var state = states.Add(new SymbolRecord { IsLabel = true, IsNumber = true, Line = CurrentLine });
        state.AddDetails().Display = AbsoluteSymbol.Display;
        absolute = state;
        return state;
    }

    private void Place(ref SymbolRecord record)
    {
        states.Define(ref record, CurrentLine);
        record.Section = current.Id;
        record.Fragment = current.CurrentFragment;
        record.Offset = current.CurrentOffset;
    }

    [MethodImpl(NotInlined)]
    private SymbolState Introduce(NamedSymbol symbol)
    {
        var name = symbol.IsExtern ? symbol.Name : symbol.Name + nameSuffix;
        if (name is not null && states.TryFind(name, symbol, out var state))
        {
            MergeDeclaration(state, symbol.Binding, symbol.IsExtern);
            return state;
        }

        return symbol.NameProblem is { } problem ? throw Fail(Error.SymbolName(problem)) : states.Add(name!, symbol);
    }

    /// <summary>Two symbols of one name are one symbol: the declaration that is no Extern says what it is.</summary>
    private void MergeDeclaration(SymbolState state, SymbolBinding binding, bool isExtern)
    {
        if (isExtern)
            return;
        if (state.IsExtern)
        {
            state.Record.Binding = binding;
            state.Record.IsExtern = false;
        }
        else if (state.Binding != binding)
        {
            throw Fail(Error.BindingConflict("'" + state.Name + "' is declared " + state.Binding + " in one place and " + binding + " in another; declare it once"));
        }
    }
}
