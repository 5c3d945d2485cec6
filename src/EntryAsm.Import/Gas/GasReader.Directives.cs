// SPDX-License-Identifier: MIT
using EntryAsm.Import.Text;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

/// <summary>Directives by name. What they say of data, sections, symbols and loops stands in a file each.</summary>
internal sealed partial class GasReader
{
    private readonly Dictionary<string, Action<string>> directives;

    /// <summary>They say nothing that an object keeps.</summary>
    private static readonly string[] Ignored =
    [
        ".arch", ".cpu", ".allow_index_reg", ".disallow_index_reg", ".att_mnemonic", ".extern", ".psize", ".title", ".sbttl", ".eject", ".list", ".nolist", ".ln", ".line",
        ".sse_check", ".operand_check", ".print", ".warning", ".version_unused", ".func", ".endfunc", ".abort_unused",
    ];

    /// <summary>Lines of debugging information; EntryAsm's own come from the C# lines.</summary>
    private static readonly string[] Debugging = [".loc", ".file", ".cv_file", ".cv_loc", ".stabs", ".stabn", ".stabd", ".loc_mark_labels"];

    private Dictionary<string, Action<string>> Directives()
    {
        var all = new Dictionary<string, Action<string>>(StringComparer.OrdinalIgnoreCase);
        AddData(all);
        AddSpace(all);
        AddSections(all);
        AddSymbols(all);
        AddRepetitions(all);
        AddFiles(all);
        foreach (var name in Ignored)
            all[name] = static _ => { };
        foreach (var name in Debugging)
            all[name] = _ => output.Add(new CommentStatement("line information of the source is not kept") { Line = line });
        all[".file"] = all[".loc"] = static _ => { };

        all[".code16"] = _ => Mode(16);
        all[".code32"] = _ => Mode(32);
        all[".code64"] = _ => Mode(64);
        all[".intel_syntax"] = rest => Syntax(isIntel: true, rest);
        all[".att_syntax"] = rest => Syntax(isIntel: false, rest);
        all[".altmacro"] = _ => isAlternate = true;
        all[".noaltmacro"] = _ => isAlternate = false;
        all[".macro"] = DefineMacro;
        all[".purgem"] = rest => macros.Remove(rest.Trim());
        all[".exitm"] = _ => ExitMacro();
        all[".end"] = _ => ended = true;
        all[".err"] = _ => throw new ImportException(line, "the source stops itself here (.err)");
        all[".error"] = rest => throw new ImportException(line, "the source stops itself here: " + rest.Trim('"'));
        return all;
    }

    private void Directive(string word, string rest, string text)
    {
        if (directives.TryGetValue(word, out var carryOut))
            carryOut(rest);
        else if (word.StartsWith(".cfi_", StringComparison.OrdinalIgnoreCase))
            CallFrame(word.ToLowerInvariant(), rest);
        else
            throw new ImportException(line, "the directive '" + word + "' cannot be imported" + (text.Length > 60 ? "" : " ('" + text + "')"));
    }

    private void Mode(int bitness)
    {
        state.Bitness = bitness;
        Call("code" + bitness.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private void Syntax(bool isIntel, string rest)
    {
        state.IsIntel = isIntel;
        state.HasNakedRegisters = rest.Trim() switch { "noprefix" => true, "prefix" => false, _ => false };
    }

    private void DefineMacro(string rest)
    {
        var at = line;
        var body = ReadBody([".macro"], [".endm", ".endmacro"]);
        var macro = GasMacro.Define(rest, body, at);
        macros[macro.Name] = macro;
    }

    private void ExitMacro()
    {
        while (sources.TryPeek(out var source))
        {
            source.Next = int.MaxValue;
            source.Pending.Clear();
            conditions.CutTo(source.Conditions);
            if (source.IsMacro || source.Caller.Line == 0)
                break;
            sources.Pop();
            source.Done?.Invoke();
        }
    }

    private TokenReader Tokens(string text) => GasLexer.Read(text, line, state.IsIntel);

    private void Call(string method, params Argument[] arguments) => Add(new CallStatement(method, arguments) { Line = line });

    private Expression ParseAll(string text, string what)
    {
        var tokens = Tokens(text);
        if (tokens.AtEnd)
            throw tokens.Fail(what + " is missing");
        var expression = GasExpressions.Parse(tokens);
        tokens.ExpectEnd();
        return expression;
    }

    /// <summary>A number that must be known here.</summary>
    private long Known(Expression expression, string what) => Arithmetic.Evaluate(expression, state.Number) ?? throw new ImportException(line, what + " must be a number that is known here");

    private static OperandArgument Value(Expression expression) => new(new ValueOperand(expression));
}
