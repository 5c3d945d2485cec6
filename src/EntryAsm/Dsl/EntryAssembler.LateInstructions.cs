// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Encoding;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm;

public abstract partial class EntryAssembler
{
    /// <summary><c>RMPREAD</c>: an entry of the reverse map table (AMD APM vol. 3; 64-bit code).</summary>
    public void rmpread([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Emit(LateMnemonic.Rmpread, new OperandList(), file, line);

    /// <summary><c>URDMSR r64, r64</c>, <c>URDMSR r64, imm32</c>: reads a model-specific register that the kernel lets user code read (USER_MSR; 64-bit code).</summary>
    /// <param name="a">A 64-bit register for the value.</param>
    /// <param name="b">The number of the model-specific register, in a 64-bit register or as a number.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The operands are others.</exception>
    public void urdmsr(Op a, Op b, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Emit(LateMnemonic.Urdmsr, new OperandList(a, b), file, line);

    /// <summary><c>UWRMSR r64, r64</c>, <c>UWRMSR imm32, r64</c>: writes a model-specific register that the kernel lets user code write (USER_MSR; 64-bit code).</summary>
    /// <param name="a">The number of the model-specific register, in a 64-bit register or as a number.</param>
    /// <param name="b">A 64-bit register with the value.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The operands are others.</exception>
    public void uwrmsr(Op a, Op b, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Emit(LateMnemonic.Uwrmsr, new OperandList(a, b), file, line);

    /// <summary><c>RDMSR r64, imm32</c>: reads the model-specific register of that number (MSR_IMM; 64-bit code).</summary>
    /// <param name="a">A 64-bit register for the value.</param>
    /// <param name="b">The number of the model-specific register.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The operands are others.</exception>
    public void rdmsr(Op a, Op b, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Emit(LateMnemonic.Rdmsr, new OperandList(a, b), file, line);

    /// <summary><c>WRMSRNS imm32, r64</c>: writes the model-specific register of that number without waiting for what came before (MSR_IMM; 64-bit code).</summary>
    /// <param name="a">The number of the model-specific register.</param>
    /// <param name="b">A 64-bit register with the value.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The operands are others.</exception>
    public void wrmsrns(Op a, Op b, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Emit(LateMnemonic.Wrmsrns, new OperandList(a, b), file, line);

    /// <summary><c>CLR</c>, GNU as's name for <c>XOR</c> of a register with itself.</summary>
    /// <param name="a">A general register.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The operand is no general register.</exception>
    public void clr(Op a, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Emit(Mnemonic.Xor, file, line, a, a);

    /// <summary>A far call to selector and offset, which GNU as also calls <c>lcall</c> (16- and 32-bit code).</summary>
    /// <inheritdoc cref="call(Op, Op, string, int)"/>
    public void lcall(Op a, Op b, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Emit(Mnemonic.Call, file, line, a, b);

    /// <summary>A far jump to selector and offset, which GNU as also calls <c>ljmp</c> (16- and 32-bit code).</summary>
    /// <inheritdoc cref="jmp(Op, Op, string, int)"/>
    public void ljmp(Op a, Op b, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Emit(Mnemonic.Jmp, file, line, a, b);

    /// <summary>Prefix F3, another name of <see cref="repe"/>.</summary>
    public void repz([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Prefix(InstructionPrefixes.Rep, file, line);

    /// <summary>Prefix F2, another name of <see cref="repne"/>.</summary>
    public void repnz([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Prefix(InstructionPrefixes.Repne, file, line);
}
