// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Assembler;
using EntryAsm.Errors;
using EntryAsm.Operands;

namespace EntryAsm;

public abstract partial class EntryAssembler
{
    private readonly Dictionary<int, (Label? Last, Label? Next)> numericLabels = [];
    private string nameSuffix = "";

    /// <summary>Every symbol and label in the order in which it was first met.</summary>
    private readonly SymbolStates states;

    /// <summary>
    /// The place of the field or instruction that names it (GNU as: <c>.</c>): <c>dd(target - dot)</c> is the distance to a target from the field itself.
    /// </summary>
    public static readonly Symbol dot = new DotSymbol();

    /// <summary>A symbol that another object defines.</summary>
    /// <param name="name">Its name; by itself that of the field it initialises.</param>
    public static Symbol Extern([CallerMemberName] string name = "") => new NamedSymbol(name, SymbolBinding.Global, isExtern: true);

    /// <summary>A symbol defined in this module and visible to other objects (<c>.globl</c>).</summary>
    /// <inheritdoc cref="Extern"/>
    public static Symbol Global([CallerMemberName] string name = "") => new NamedSymbol(name, SymbolBinding.Global);

    /// <summary>A symbol defined in this module and known to it alone. A name that begins with <c>.L</c> stays out of the symbol table.</summary>
    /// <inheritdoc cref="Extern"/>
    public static Symbol Local([CallerMemberName] string name = "") => new NamedSymbol(name, SymbolBinding.Local);

    /// <summary>A symbol another object may define instead (<c>.weak</c>); zero when none does.</summary>
    /// <inheritdoc cref="Extern"/>
    public static Symbol Weak([CallerMemberName] string name = "") => new NamedSymbol(name, SymbolBinding.Weak);

    /// <summary>A fresh label, to be placed once by <see cref="bind"/>. Labels of a macro are fresh in every call by being its locals.</summary>
    public Label label() => NewLabel();

    /// <summary>A fresh label, bound here.</summary>
    [MethodImpl(NotInlined)]
    public Label here([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        return new Label(states.Id, Dot().Index);
    }

    /// <summary>Defines a symbol or label at this place.</summary>
    /// <param name="symbol">What is defined.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">It is defined already, declared <c>Extern</c>, null, or another module's label.</exception>
    [MethodImpl(NotInlined)]
    public void bind(Symbol symbol, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        Place(ref Undefined(symbol).Record);
    }

    /// <summary>Defines numeric label <paramref name="number"/> here; it may be defined any number of times.</summary>
    /// <inheritdoc cref="bind"/>
    /// <param name="number">Its number, as <see cref="f"/> and <see cref="b"/> name it.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    public void L(int number, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        numericLabels.TryGetValue(number, out var pair);
        var label = pair.Next ?? NewLabel(OpText.Number(number));
        bind(label, file, line);
        numericLabels[number] = (label, null);
    }

    /// <summary>The next numeric label <paramref name="number"/> (GNU as: <c>1f</c>).</summary>
    public Label f(int number)
    {
        numericLabels.TryGetValue(number, out var pair);
        var next = pair.Next ?? NewLabel("'" + OpText.Number(number) + "' (forward)");
        numericLabels[number] = (pair.Last, next);
        return next;
    }

    /// <summary>The last numeric label <paramref name="number"/> (GNU as: <c>1b</c>).</summary>
    /// <param name="number">Its number.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">No such label stands before.</exception>
    public Label b(int number, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (numericLabels.TryGetValue(number, out var pair) && pair.Last is not null)
            return pair.Last;
        At(file, line);
        throw Fail(Error.UnboundLabel("'" + OpText.Number(number) + "' (backward)", Location));
    }

    /// <summary>Says what a symbol stands for (<c>.type</c>).</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="kind">Function, object or none.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null or another module's label.</exception>
    public void type(Symbol symbol, SymbolType kind, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        Subject(symbol).Record.Type = kind;
    }

    /// <summary>Says how many bytes belong to a symbol (<c>.size</c>).</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="bytes">A number or a difference of two places of one section; left out, the distance from the symbol to here.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The symbol is null, or the size no number.</exception>
    public void size(Symbol symbol, Op bytes = default, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        var state = Subject(symbol);
        if (bytes.IsNone)
            bytes = dot - symbol;
        if (bytes.Form != OpForm.Immediate && (bytes.Form != OpForm.Symbolic || bytes.Minus is null))
            throw Fail(Error.BadArgument("the size of '" + symbol + "' must be a number or a difference such as 'end - start', not '" + bytes + "'"));
        var details = state.AddDetails();
        details.Size = bytes.Value;
        details.SizeLine = CurrentLine;
        details.SizeEnd = bytes.Symbol is null ? null : Known(bytes.Symbol);
        details.SizeStart = bytes.Minus is null ? null : Known(bytes.Minus);
    }

    /// <summary>Sets how far a symbol is visible in the linked image (<c>.hidden</c> and so on).</summary>
    /// <inheritdoc cref="type"/>
    /// <param name="symbol">The symbol.</param>
    /// <param name="kind">The visibility.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    public void visibility(Symbol symbol, SymbolVisibility kind, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        Subject(symbol).Record.Visibility = kind;
    }

    /// <summary>Makes a symbol a plain number (<c>.set</c>).</summary>
    /// <param name="symbol">The symbol, not defined otherwise; set again it takes the new number.</param>
    /// <param name="value">The number.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">It is a place already, declared <c>Extern</c>, null, or another module's label.</exception>
    public void set(Symbol symbol, long value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        At(file, line);
        var state = Subject(symbol);
        if (state.Record.HasSection)
            throw Fail(Error.DefinedTwice(state.Name, files.Locate(state.DefinedAt)));
        RejectExtern(state);
        states.Define(ref state.Record, CurrentLine);
        state.AddDetails().Number = value;
        state.Record.IsNumber = true;
        hasNumbers = true;
    }

    /// <summary>From here on symbols defined here get a suffix: the same code can be assembled again, as measurements of size do.</summary>
    internal void BeginCopy(string suffix)
    {
        states.Forget();
        numericLabels.Clear();
        gates.Clear();
        nameSuffix = suffix;
    }

    /// <summary>The record of a symbol this module refers to; the current line is noted as its first use.</summary>
    internal SymbolState Use(Symbol? symbol)
    {
        var state = Known(symbol);
        if (!state.IsUsed)
            states.Use(ref state.Record, CurrentLine);
        return state;
    }

    [MethodImpl(NotInlined)]
    private Label NewLabel(string? display = null)
    {
        var state = states.Add(new SymbolRecord { IsLabel = true });
        if (display is not null)
            state.AddDetails().Display = display;
        return new Label(states.Id, state.Index);
    }

    private SymbolState Undefined(Symbol symbol)
    {
        var state = Subject(symbol);
        if (state.IsDefined)
            throw Fail(Error.DefinedTwice(state.Name, files.Locate(state.DefinedAt)));
        RejectExtern(state);
        return state;
    }

    private void RejectExtern(SymbolState state)
    {
        if (state.IsExtern)
            throw Fail(Error.BindingConflict("'" + state.Name + "' is declared Extern() but defined here; declare it Global() or Local()"));
    }

    /// <summary>The record of what a directive says something about.</summary>
    private SymbolState Subject(Symbol? symbol) => symbol is not DotSymbol ? Known(symbol)
        : throw Fail(Error.BadArgument("'dot' is the place of whatever names it and no symbol; bind a label or a symbol there, and name that"));

    private SymbolState Known(Symbol? symbol) => symbol switch
    {
        Label label => label.Assembly == states.Id ? states.Handle(label.Index) : throw Fail(Error.ForeignLabel()),
        NamedSymbol named => states.TryRecall(named, out var state) ? state : Introduce(named),
        DotSymbol => Dot(),
        InvalidSymbol invalid => throw Fail(invalid.Mistake),
        _ => throw Fail(Error.NullSymbol()),
    };

    /// <summary>A label bound here.</summary>
    private SymbolState Dot() => states.Add(new SymbolRecord
    {
        IsLabel = true, DefinedAt = CurrentLine, Section = current.Index, Fragment = current.CurrentFragment, Offset = current.CurrentOffset - unfinished,
    });

    private void Place(ref SymbolRecord record)
    {
        states.Define(ref record, CurrentLine);
        record.Section = current.Index;
        record.Fragment = current.CurrentFragment;
        record.Offset = current.CurrentOffset;
    }

    [MethodImpl(NotInlined)]
    private SymbolState Introduce(NamedSymbol symbol)
    {
        if (symbol.NameProblem is { } problem)
            throw Fail(Error.SymbolName(problem));

        var name = symbol.IsExtern ? symbol.Name : symbol.Name + nameSuffix;
        if (states.FindOrAdd(name, symbol, out var state))
            Unite(state, symbol.Binding, symbol.IsExtern);
        return state;
    }

    /// <summary>Two symbols of one name are one symbol: the declaration that is no Extern says what it is.</summary>
    private void Unite(SymbolState state, SymbolBinding binding, bool isExtern)
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
