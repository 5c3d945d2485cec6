// SPDX-License-Identifier: MIT
using System.Text;
using EntryAsm.Primitives;
using EntryAsm.Writers.CSharp;

namespace EntryAsm.Tool;

/// <summary>A C header, for C and, between <c>__ASSEMBLER__</c>, assembler source.</summary>
internal sealed class CHeader
{
    private readonly HeaderModel model;
    private readonly StringBuilder text = new();
    private readonly CSharpNames names = new("");
    private readonly string prefix;

    private CHeader(HeaderModel model)
    {
        this.model = model;
        prefix = CSharpNames.Identifier(model.Name).ToUpperInvariant();
    }

    public static string Write(HeaderModel model) => new CHeader(model).Write();

    private string Write()
    {
        var guard = CSharpNames.Identifier(model.Namespace.Length == 0 ? model.Name : model.Namespace + "_" + model.Name).ToUpperInvariant() + "_H";
        Line("/* Entry code of " + model.Object.Name + ". Written by: entryasm header --c. Changes here are lost. */");
        Line("#ifndef " + guard);
        Line("#define " + guard);
        WriteNumbers();
        WriteVectors();
        if (model.Structures.Count == 0)
            WritePtRegsOffsets();
        Line();
        Line("#ifndef __ASSEMBLER__");
        WriteSymbols();
        WriteGates();
        if (model.Structures.Count == 0)
            WritePtRegs();
        foreach (var structure in model.Structures)
            WriteStructure(structure);
        Line();
        Line("#endif");
        Line();
        Line("#endif");
        return text.ToString();
    }

    private void WriteNumbers()
    {
        Heading("Offsets and sizes in bytes.", model.Symbols.Count);
        foreach (var symbol in model.Symbols)
        {
            Define("OFFSET_" + CSharpNames.Identifier(symbol.Name), NumberText.Hex(symbol.Offset), symbol.Section);
            if (symbol.Size != 0)
                Define("SIZE_" + CSharpNames.Identifier(symbol.Name), NumberText.Hex(symbol.Size));
        }

        Heading("Symbols that are numbers.", model.Numbers.Count);
        foreach (var (name, value) in model.Numbers)
            Define(CSharpNames.Identifier(name), NumberText.Hex(value));
    }

    private void WriteVectors()
    {
        Heading("Interrupt vectors.", model.Object.Gates.Length);
        foreach (var gate in model.Object.Gates)
            Define("VECTOR_" + CSharpNames.Identifier(model.Object.Symbols[gate.Symbol].Name), NumberText.Decimal(gate.Vector));
    }

    private void WriteSymbols()
    {
        Line();
        Line("#ifdef __cplusplus");
        Line("extern \"C\" {");
        Line("#endif");
        foreach (var symbol in model.Symbols)
        {
            var name = names.Add(symbol.Name);
            var label = name == symbol.Name ? "" : " __asm__(\"" + symbol.Name + "\")";
            Line(symbol.IsFunction ? "void " + name + "(void)" + label + ";" : "extern unsigned char " + name + "[]" + label + ";");
        }

        Line("#ifdef __cplusplus");
        Line("}");
        Line("#endif");
    }

    private void WriteGates()
    {
        Heading("The interrupt descriptor table: gate(vector, entry, has error code, stack table index, privilege level, gate type).", model.Object.Gates.Length);
        if (model.Object.Gates.IsEmpty)
            return;
        Line("#define " + prefix + "_GATES(gate) \\");
        for (var i = 0; i < model.Object.Gates.Length; i++)
        {
            var gate = model.Object.Gates[i];
            var entry = CSharpNames.Identifier(model.Object.Symbols[gate.Symbol].Name);
            Line($"    gate({NumberText.Decimal(gate.Vector)}, {entry}, {(gate.HasErrorCode ? 1 : 0)}, {NumberText.Decimal(gate.Ist)}, {NumberText.Decimal(gate.Dpl)}, {NumberText.Decimal((int)gate.Type)})" + (i + 1 < model.Object.Gates.Length ? " \\" : ""));
        }
    }

    private void WritePtRegsOffsets()
    {
        Heading("Offsets in bytes into struct pt_regs.", 1);
        foreach (var register in PtRegs.Registers)
            Define("PT_REGS_" + register.Name.ToUpperInvariant(), NumberText.Decimal(register.Offset));
        Define("PT_REGS_SIZE", NumberText.Decimal(PtRegs.Size));
    }

    private void WritePtRegs()
    {
        Heading("The registers of the interrupted code, as the entry code leaves them on the stack.", 1);
        Line("struct pt_regs {");
        foreach (var register in PtRegs.Registers)
            Line("    unsigned long long " + register.Name + "; /* " + NumberText.Decimal(register.Offset) + " */");
        Line("};");
    }

    private void WriteStructure(HeaderStructure structure)
    {
        Line();
        Line("struct " + CSharpNames.Identifier(structure.Name) + " {");
        for (var i = 0; i < structure.Fields.Length; i++)
            Line("    unsigned long long " + CSharpNames.Identifier(structure.Fields[i]) + "; /* " + NumberText.Decimal(8 * i) + " */");
        Line("};");
    }

    private void Heading(string heading, int count)
    {
        if (count == 0)
            return;
        Line();
        Line("/* " + heading + " */");
    }

    private void Define(string name, string value, string comment = "") => Line("#define " + prefix + "_" + name + " " + value + (comment.Length == 0 ? "" : " /* " + comment + " */"));

    private void Line(string line = "") => text.Append(line).Append('\n');
}
