// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EntryAsm.Tests.Check;

/// <summary>Names the rule that a pair is about.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PairAttribute(string rule) : Attribute
{
    public string Rule { get; } = rule;

    /// <summary>True where only a checker that is asked for speculation finds it.</summary>
    public bool Speculation { get; set; }
}

/// <summary>Entry code with one mistake each, and without it: a method a pair. <see cref="Fault"/> stands on the line that has to be reported.</summary>
internal sealed partial class Pairs(string name, bool isGood) : EntryAssembler
{
    private static readonly Symbol handle = Extern(), entry_point = Global(), second_entry = Global();

    private readonly MethodInfo body = typeof(Pairs).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!;

    public static IEnumerable<string> Names => typeof(Pairs).GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
        .Where(static method => method.GetCustomAttribute<PairAttribute>() is not null).Select(static method => method.Name);

    public PairAttribute Pair => body.GetCustomAttribute<PairAttribute>()!;

    public int FaultLine { get; private set; }

    private bool IsGood => isGood;

    protected override void Assemble() => body.CreateDelegate<Action>(this)();

    private void Fault([CallerLineNumber] int line = 0) => FaultLine = line;

    private void SaveSpent()
    {
        push(rax); push(rcx); push(rdx); push(rsi); push(rdi); push(r8); push(r9); push(r10); push(r11);
    }

    private void RestoreSpent()
    {
        pop(r11); pop(r10); pop(r9); pop(r8); pop(rdi); pop(rsi); pop(rdx); pop(rcx); pop(rax);
    }

    /// <summary>The beginning of a system call, up to its stack.</summary>
    private void EnterSystemCall()
    {
        bind(entry_point);
        entry(EntryKind.Syscall, entry_point);
        swapgs();
        mov(qword.gs[8], rsp);
        mov(rsp, qword.gs[0]);
    }

    private void ClearSpent()
    {
        xor(edx, edx); xor(esi, esi); xor(edi, edi); xor(r8d, r8d); xor(r9d, r9d); xor(r10d, r10d);
    }
}
