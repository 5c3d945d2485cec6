// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.InstructionGenerator;

/// <summary>Writes the registers and memory sizes of <c>EntryAssembler</c>.</summary>
internal static class RegisterWriter
{
    private static readonly (string What, string Source, Register[] Registers)[] Families =
    [
        ("8-bit register", "Intel SDM vol. 1, 3.4.1", Range(Register.AL, Register.R15L)),
        ("16-bit register", "Intel SDM vol. 1, 3.4.1", Range(Register.AX, Register.R15W)),
        ("32-bit register", "Intel SDM vol. 1, 3.4.1", Range(Register.EAX, Register.R15D)),
        ("64-bit register", "Intel SDM vol. 1, 3.4.1", Range(Register.RAX, Register.R15)),
        ("Instruction pointer, as a base of memory operands:", "Intel SDM vol. 1, 3.5", [Register.EIP, Register.RIP]),
        ("Segment register", "Intel SDM vol. 1, 3.4.2", Range(Register.ES, Register.GS)),
        ("Control register", "Intel SDM vol. 3, 2.5", Range(Register.CR0, Register.CR15)),
        ("Debug register", "Intel SDM vol. 3, 17.2", Range(Register.DR0, Register.DR15)),
        ("x87 stack register", "Intel SDM vol. 1, 8.1.2", Range(Register.ST0, Register.ST7)),
        ("64-bit MMX register", "Intel SDM vol. 1, 9.2", Range(Register.MM0, Register.MM7)),
        ("128-bit vector register", "Intel SDM vol. 1, 10.2", Range(Register.XMM0, Register.XMM31)),
        ("256-bit vector register", "Intel SDM vol. 1, 14.1", Range(Register.YMM0, Register.YMM31)),
        ("512-bit vector register", "Intel SDM vol. 1, 15.1", Range(Register.ZMM0, Register.ZMM31)),
        ("Mask register", "Intel SDM vol. 1, 15.1.4", Range(Register.K0, Register.K7)),
        ("Bound register", "Intel SDM vol. 1, 17.3", Range(Register.BND0, Register.BND3)),
        ("Tile register", "Intel SDM vol. 1, 18.1", Range(Register.TMM0, Register.TMM7)),
    ];

    private static readonly (string Name, string Width, string What)[] Sizes =
    [
        ("@byte", "Byte", "1 byte of memory"),
        ("word", "Word", "2 bytes of memory"),
        ("dword", "Dword", "4 bytes of memory"),
        ("fword", "Fword", "6 bytes of memory, such as a far pointer"),
        ("qword", "Qword", "8 bytes of memory"),
        ("tbyte", "Tbyte", "10 bytes of memory, such as a descriptor-table register or an x87 number"),
        ("xmmword", "Xmmword", "16 bytes of memory"),
        ("ymmword", "Ymmword", "32 bytes of memory"),
        ("zmmword", "Zmmword", "64 bytes of memory"),
        ("ptr", "None", "Memory whose size the other operands or the instruction tell"),
    ];

    public static string Write()
    {
        var text = GeneratedFiles.Begin().Line("using EntryAsm.Operands;").Line("using Iced.Intel;").Line().Line("namespace EntryAsm;").Line()
            .Line("public abstract partial class EntryAssembler").Line("{");
        foreach (var (name, width, what) in Sizes)
        {
            text.Line("    /// <summary>" + what + ": <c>" + name.TrimStart('@') + "[address]</c>.</summary>")
                .Line("    public static MemorySize " + name + " => new(MemoryWidth." + width + ");").Line();
        }

        foreach (var (what, source, registers) in Families)
        {
            foreach (var register in registers)
            {
                text.Line("    /// <summary>" + what + " <c>" + Name(register) + "</c> (" + source + ").</summary>")
                    .Line("    public static readonly Op " + Name(register) + " = Op.FromRegister(Register." + register + ");").Line();
            }
        }

        return text.Line("}").ToString();
    }

    /// <summary>GNU as writes r8b where Iced writes r8l.</summary>
    private static string Name(Register register) => register switch
    {
        >= Register.R8L and <= Register.R15L => register.ToString().ToLowerInvariant()[..^1] + "b",
        _ => register.ToString().ToLowerInvariant(),
    };

    private static Register[] Range(Register first, Register last) =>
        [.. Enumerable.Range((int)first, last - first + 1).Select(number => (Register)number)];
}
