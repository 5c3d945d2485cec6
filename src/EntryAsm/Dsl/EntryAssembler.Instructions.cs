// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Encoding;

namespace EntryAsm;

public abstract partial class EntryAssembler
{
    /// <summary>Instructions from here on are for 16-bit code (<c>.code16</c>).</summary>
    public void code16([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.SetMode(16, file, line);

    /// <summary>Instructions from here on are for 32-bit code (<c>.code32</c>): start-up before long mode.</summary>
    public void code32([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.SetMode(32, file, line);

    /// <summary>Instructions from here on are for 64-bit code (<c>.code64</c>), as at the start.</summary>
    public void code64([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.SetMode(64, file, line);

    /// <summary>Asks for an encoding of the next instruction that is not the one GNU as picks by itself.</summary>
    /// <param name="request">The request; several may be combined.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    public void encoding(EncodingRequest request, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Request(request, file, line);

    /// <summary>Prefix F0: the next instruction reads and writes memory in one step (Intel SDM vol. 2, LOCK).</summary>
    public void @lock([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Prefix(InstructionPrefixes.Lock, file, line);

    /// <summary>Prefix F3: repeats the next string instruction rcx times.</summary>
    public void rep([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Prefix(InstructionPrefixes.Rep, file, line);

    /// <summary>Prefix F3: repeats the next comparing string instruction while equal.</summary>
    public void repe([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Prefix(InstructionPrefixes.Rep, file, line);

    /// <summary>Prefix F2: repeats the next comparing string instruction while not equal.</summary>
    public void repne([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Prefix(InstructionPrefixes.Repne, file, line);

    /// <summary>Prefix F2: starts lock elision with the next instruction.</summary>
    public void xacquire([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Prefix(InstructionPrefixes.Xacquire, file, line);

    /// <summary>Prefix F3: ends lock elision with the next instruction.</summary>
    public void xrelease([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Prefix(InstructionPrefixes.Xrelease, file, line);

    /// <summary>Prefix F2: the next branch keeps the bound registers.</summary>
    public void bnd([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Prefix(InstructionPrefixes.Bnd, file, line);

    /// <summary>Prefix 3E: the next indirect branch need not meet ENDBR64.</summary>
    public void notrack([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Prefix(InstructionPrefixes.Notrack, file, line);

    /// <summary>Prefix 67: the next instruction counts or addresses with 32-bit registers.</summary>
    public void addr32([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Prefix(InstructionPrefixes.Addr32, file, line);

    /// <summary>Prefix 66: the next instruction has the other operand size.</summary>
    public void data16([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => assembly.Prefix(InstructionPrefixes.Data16, file, line);
}
