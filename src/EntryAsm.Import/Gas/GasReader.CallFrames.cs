// SPDX-License-Identifier: MIT
using EntryAsm.Import.Engine;
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

// Call frame information: each directive is a method of the same name.
internal sealed partial class GasReader
{
    /// <summary>What a directive is given, a letter an operand: r a register, n a number, s a symbol.</summary>
    private static readonly Dictionary<string, string> CallFrameOperands = new(StringComparer.Ordinal)
    {
        [".cfi_endproc"] = "", [".cfi_def_cfa"] = "rn", [".cfi_def_cfa_register"] = "r", [".cfi_def_cfa_offset"] = "n", [".cfi_adjust_cfa_offset"] = "n", [".cfi_offset"] = "rn",
        [".cfi_rel_offset"] = "rn", [".cfi_val_offset"] = "rn", [".cfi_register"] = "rr", [".cfi_remember_state"] = "", [".cfi_restore_state"] = "", [".cfi_return_column"] = "r",
        [".cfi_signal_frame"] = "", [".cfi_window_save"] = "", [".cfi_personality"] = "ns", [".cfi_lsda"] = "ns",
        [".cfi_val_encoded_addr"] = "rns", [".cfi_label"] = "s",
    };

    /// <summary>Those that take any number of registers, and say the same of each.</summary>
    private static readonly string[] OfEachRegister = [".cfi_restore", ".cfi_undefined", ".cfi_same_value"];

    private const long NoAddress = 0xff;

    private void CallFrame(string word, string rest)
    {
        var parts = Parts(rest);
        var method = word[1..];
        if (word == ".cfi_startproc")
        {
            Call(method, parts.Count == 0 || parts[0].Length == 0 ? [] : [new ConstantArgument(true) { Name = "simple" }]);
        }
        else if (word == ".cfi_sections")
        {
            Call(method, [.. parts.Select(static part => new TextArgument(part.Trim('"')))]);
        }
        else if (word == ".cfi_escape")
        {
            Call(method, [.. parts.Select(part => Value(ParseAll(part, "a byte")))]);
        }
        else if (OfEachRegister.Contains(word))
        {
            foreach (var part in parts)
                Call(method, FrameRegister(part));
        }
        else if (CallFrameOperands.TryGetValue(word, out var operands))
        {
            if (operands == "ns" && parts.Count == 1 && Known(ParseAll(parts[0], "an encoding"), "the encoding") == NoAddress)
                return;
            if (parts.Count != operands.Length && !(parts.Count == 1 && parts[0].Length == 0))
                throw new ImportException(line, "'" + word + "' takes " + operands.Length + " operands");
            Call(method, [.. operands.Select((kind, i) => kind switch
            {
                'r' => FrameRegister(parts[i]),
                'n' => (Argument)new NumberArgument(ParseAll(parts[i], "a number")),
                _ => Value(ParseAll(parts[i], "a symbol")),
            })]);
        }
        else
        {
            throw new ImportException(line, "'" + word + "' cannot be imported");
        }
    }

    private OperandArgument FrameRegister(string text)
    {
        var name = text.TrimStart('%').Trim();
        if (name is "rflags" or "eflags")
            return Value(new NumberExpression(49));
        return Vocabulary.IsRegister(name) || name == "rip" ? new OperandArgument(new RegisterOperand(name)) : Value(ParseAll(text, "a register"));
    }
}
