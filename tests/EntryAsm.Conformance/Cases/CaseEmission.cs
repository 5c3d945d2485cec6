// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;

namespace EntryAsm.Conformance;

/// <summary>Calls the assembler for a case.</summary>
internal static class CaseEmission
{
    private static readonly InstructionPrefixes[] Prefixes = [.. Enum.GetValues<InstructionPrefixes>().Where(prefix => prefix != InstructionPrefixes.None)];

    public static void Emit(EntryAssembler assembler, Case each, string file, int line)
    {
        if (each.Prefixes != InstructionPrefixes.None)
        {
            foreach (var prefix in Prefixes)
            {
                if ((each.Prefixes & prefix) != 0)
                    Prefix(assembler, prefix);
            }
        }

        if (each.Request != EncodingRequest.None)
            assembler.encoding(each.Request);
        var ops = each.Operands;
        switch (ops.Length)
        {
            case 0: assembler.assembly.Emit(each.Mnemonic, file, line); break;
            case 1: assembler.assembly.Emit(each.Mnemonic, file, line, ops[0]); break;
            case 2: assembler.assembly.Emit(each.Mnemonic, file, line, ops[0], ops[1]); break;
            case 3: assembler.assembly.Emit(each.Mnemonic, file, line, ops[0], ops[1], ops[2]); break;
            case 4: assembler.assembly.Emit(each.Mnemonic, file, line, ops[0], ops[1], ops[2], ops[3]); break;
            default: assembler.assembly.Emit(each.Mnemonic, file, line, ops[0], ops[1], ops[2], ops[3], ops[4]); break;
        }
    }

    private static void Prefix(EntryAssembler assembler, InstructionPrefixes prefix)
    {
        switch (prefix)
        {
            case InstructionPrefixes.Lock: assembler.@lock(); break;
            case InstructionPrefixes.Rep: assembler.rep(); break;
            case InstructionPrefixes.Repne: assembler.repne(); break;
            case InstructionPrefixes.Xacquire: assembler.xacquire(); break;
            case InstructionPrefixes.Xrelease: assembler.xrelease(); break;
            case InstructionPrefixes.Bnd: assembler.bnd(); break;
            case InstructionPrefixes.Notrack: assembler.notrack(); break;
            case InstructionPrefixes.Addr32: assembler.addr32(); break;
            default: assembler.data16(); break;
        }
    }
}
