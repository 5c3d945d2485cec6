// SPDX-License-Identifier: MIT
using System.Text;
using EntryAsm.Primitives;
using EntryAsm.Writers.CSharp;

namespace EntryAsm.Tool;

/// <summary>Rust, to be a module or taken in by <c>include!</c>: structures, external symbols, constants, and the gates as a table. It needs <c>core</c> only.</summary>
internal sealed class RustHeader
{
    private static readonly HashSet<string> keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "if", "impl", "in", "let",
        "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
        "virtual", "where", "while", "yield",
    };

    private readonly HeaderModel model;
    private readonly StringBuilder text = new();
    private readonly CSharpNames names = new("");

    private RustHeader(HeaderModel model) => this.model = model;

    public static string Write(HeaderModel model) => new RustHeader(model).Write();

    private string Write()
    {
        Line("// Entry code of " + model.Object.Name + ". Written by: entryasm header --rust. Changes here are lost.");
        if (model.Structures.Count == 0)
            WriteStructure("pt_regs", [.. PtRegs.Registers.Select(static register => register.Name)]);
        foreach (var structure in model.Structures)
            WriteStructure(structure.Name, structure.Fields);
        WriteSymbols();
        WriteNumbers();
        WriteGates();
        return text.ToString();
    }

    private void WriteStructure(string name, IReadOnlyList<string> fields)
    {
        Line();
        Line("/// " + NumberText.Decimal(8 * fields.Count) + " bytes, as the entry code lays them out.");
        Line("#[allow(non_camel_case_types)]");
        Line("#[repr(C)]");
        Line("#[derive(Clone, Copy, Debug)]");
        Line("pub struct " + Name(name) + " {");
        for (var i = 0; i < fields.Count; i++)
            Line("    pub " + Name(fields[i]) + ": u64, // " + NumberText.Decimal(8 * i));
        Line("}");
    }

    private void WriteSymbols()
    {
        if (model.Symbols.Count == 0)
            return;
        Line();
        Line("#[allow(dead_code)]");
        Line("extern \"C\" {");
        foreach (var symbol in model.Symbols)
        {
            var name = Name(names.Add(symbol.Name).TrimStart('@'));
            if (name != symbol.Name)
                Line("    #[link_name = \"" + symbol.Name + "\"]");
            Line(symbol.IsFunction ? "    pub fn " + name + "();" : "    pub static " + name + ": [u8; " + NumberText.Decimal(symbol.Size) + "];");
        }

        Line("}");
    }

    private void WriteNumbers()
    {
        if (model.Numbers.Count != 0)
            Line();
        foreach (var (name, value) in model.Numbers)
            Line("#[allow(dead_code, non_upper_case_globals)] pub const " + Name(CSharpNames.Identifier(name)) + ": i64 = " + NumberText.Decimal(value) + ";");
    }

    private void WriteGates()
    {
        var gates = model.Object.Gates;
        if (gates.IsEmpty)
            return;
        Line();
        Line("/// A row of the interrupt descriptor table.");
        Line("#[allow(dead_code)]");
        Line("#[derive(Clone, Copy)]");
        Line("pub struct Gate {");
        foreach (var field in new[] { "vector: u8", "entry: unsafe extern \"C\" fn()", "has_error_code: bool", "stack_table_index: u8", "privilege_level: u8", "gate_type: u8" })
            Line("    pub " + field + ",");
        Line("}");
        Line();
        Line("#[allow(dead_code)]");
        Line("pub const GATES: [Gate; " + NumberText.Decimal(gates.Length) + "] = [");
        foreach (var gate in gates)
        {
            var entry = Name(CSharpNames.Identifier(model.Object.Symbols[gate.Symbol].Name));
            Line($"    Gate {{ vector: {NumberText.Decimal(gate.Vector)}, entry: {entry}, has_error_code: {(gate.HasErrorCode ? "true" : "false")}, stack_table_index: {NumberText.Decimal(gate.Ist)}, "
                + $"privilege_level: {NumberText.Decimal(gate.Dpl)}, gate_type: {NumberText.Decimal((int)gate.Type)} }},");
        }

        Line("];");
    }

    private static string Name(string name) => keywords.Contains(name) ? "r#" + name : name;

    private void Line(string line = "") => text.Append(line).Append('\n');
}
