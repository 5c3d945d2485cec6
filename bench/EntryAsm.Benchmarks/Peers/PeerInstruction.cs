// SPDX-License-Identifier: MIT
using CodeAssembler = Iced.Intel.Assembler;
using static EntryAsm.EntryAssembler;
using R = Iced.Intel.AssemblerRegisters;

namespace EntryAsm.Benchmarks;

/// <summary>One instruction, for each assembler as its user writes it. In a text, {n} is the number of the block that it stands in and {d} an offset made from that, so that blocks differ.</summary>
/// <param name="Ours">For EntryAsm.</param>
/// <param name="Iced">For Iced's CodeAssembler.</param>
/// <param name="AsmJit">For AsmJit, as C++.</param>
/// <param name="Att">For GNU as and llvm-mc.</param>
/// <param name="Nasm">For NASM.</param>
internal sealed record PeerInstruction(Action<EntryAssembler, Place> Ours, Action<CodeAssembler, Place> Iced, string AsmJit, string Att, string Nasm)
{
    /// <summary>A block: what entry code is full of, and a branch back to the beginning, which each of these assemblers makes short by itself.</summary>
    public static readonly PeerInstruction[] Block =
    [
        new((a, p) => a.push(rbp), (c, p) => c.push(R.rbp), "a.push(rbp)", "pushq %rbp", "push rbp"),
        new((a, p) => a.mov(rbp, rsp), (c, p) => c.mov(R.rbp, R.rsp), "a.mov(rbp, rsp)", "movq %rsp, %rbp", "mov rbp, rsp"),
        new((a, p) => a.push(r12), (c, p) => c.push(R.r12), "a.push(r12)", "pushq %r12", "push r12"),
        new((a, p) => a.sub(rsp, 0x40), (c, p) => c.sub(R.rsp, 0x40), "a.sub(rsp, 0x40)", "subq $0x40, %rsp", "sub rsp, 0x40"),
        new((a, p) => a.xor(ebx, ebx), (c, p) => c.xor(R.ebx, R.ebx), "a.xor_(ebx, ebx)", "xorl %ebx, %ebx", "xor ebx, ebx"),
        new((a, p) => a.mov(rdi, qword[rsp + p.D]), (c, p) => c.mov(R.rdi, R.__qword_ptr[R.rsp + p.D]), "a.mov(rdi, qword_ptr(rsp, d))", "movq {d}(%rsp), %rdi", "mov rdi, [rsp + {d}]"),
        new((a, p) => a.mov(qword[rsp + 0x88], rsi), (c, p) => c.mov(R.__qword_ptr[R.rsp + 0x88], R.rsi), "a.mov(qword_ptr(rsp, 0x88), rsi)", "movq %rsi, 0x88(%rsp)", "mov [rsp + 0x88], rsi"),
        new((a, p) => a.lea(rsi, qword[rdi + rcx * 8 + p.D]), (c, p) => c.lea(R.rsi, R.__qword_ptr[R.rdi + R.rcx * 8 + p.D]), "a.lea(rsi, qword_ptr(rdi, rcx, 3, d))", "leaq {d}(%rdi, %rcx, 8), %rsi", "lea rsi, [rdi + rcx * 8 + {d}]"),
        new((a, p) => a.test(@byte[rsp + 0x88], 3), (c, p) => c.test(R.__byte_ptr[R.rsp + 0x88], 3), "a.test(byte_ptr(rsp, 0x88), 3)", "testb $3, 0x88(%rsp)", "test byte [rsp + 0x88], 3"),
        new((a, p) => a.cmp(rax, 0x1000 + p.N), (c, p) => c.cmp(R.rax, 0x1000 + p.N), "a.cmp(rax, 0x1000 + n)", "cmpq $0x1000 + {n}, %rax", "cmp rax, 0x1000 + {n}"),
        new((a, p) => a.cmovne(rax, rbx), (c, p) => c.cmovne(R.rax, R.rbx), "a.cmovne(rax, rbx)", "cmovneq %rbx, %rax", "cmovne rax, rbx"),
        new((a, p) => a.movzx(ecx, @byte[rdi]), (c, p) => c.movzx(R.ecx, R.__byte_ptr[R.rdi]), "a.movzx(ecx, byte_ptr(rdi))", "movzbl (%rdi), %ecx", "movzx ecx, byte [rdi]"),
        new((a, p) => a.and(edx, 0x7f), (c, p) => c.and(R.edx, 0x7f), "a.and_(edx, 0x7f)", "andl $0x7f, %edx", "and edx, 0x7f"),
        new((a, p) => a.shl(rdx, 3), (c, p) => c.shl(R.rdx, 3), "a.shl(rdx, 3)", "shlq $3, %rdx", "shl rdx, 3"),
        new((a, p) => a.add(rax, rdx), (c, p) => c.add(R.rax, R.rdx), "a.add(rax, rdx)", "addq %rdx, %rax", "add rax, rdx"),
        new((a, p) => a.mov(ecx, 0x10000 + p.N), (c, p) => c.mov(R.ecx, 0x10000 + p.N), "a.mov(ecx, 0x10000 + n)", "movl $0x10000 + {n}, %ecx", "mov ecx, 0x10000 + {n}"),
        new((a, p) => a.rdmsr(), (c, p) => c.rdmsr(), "a.rdmsr()", "rdmsr", "rdmsr"),
        new((a, p) => a.bt(rax, 7), (c, p) => c.bt(R.rax, 7), "a.bt(rax, 7)", "btq $7, %rax", "bt rax, 7"),
        new((a, p) => a.pop(r12), (c, p) => c.pop(R.r12), "a.pop(r12)", "popq %r12", "pop r12"),
        new((a, p) => a.jne(p.Ours), (c, p) => c.jne(p.Iced), "a.jne(block)", "jne block_{n}", "jne block_{n}"),
    ];
}

/// <summary>What differs from block to block.</summary>
/// <param name="N">The number of the block.</param>
/// <param name="Ours">Its beginning, for EntryAsm.</param>
/// <param name="Iced">Its beginning, for Iced.</param>
internal readonly record struct Place(int N, EntryAsm.Label Ours, Iced.Intel.Label Iced)
{
    public const int Slots = 15;

    private const int SlotSize = 8;

    /// <summary>An offset that fits in a byte and is not 0: an assembler that leaves out what is 0 is none the faster.</summary>
    public int D => OffsetOf(N);

    public static int OffsetOf(int n) => SlotSize * ((n % Slots) + 1);
}
