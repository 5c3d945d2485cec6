// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;

using static EntryAsm.EntryAssembler;

namespace EntryAsm.Benchmarks;

/// <summary>What no design of ours can be faster than: beside these a missed goal is read.</summary>
internal static class BoundRows
{
    private const int Instructions = 1500;

    public static IEnumerable<Row> All =>
    [
        new("bound: assemble 1,500 plain instructions, without macros, data, labels", "`Iced.Intel.Encoder` on the same instructions", double.PositiveInfinity, PlainInstructions),
        new("bound: only write a result of 100 times the size", "one of 1 time, 100 times", double.PositiveInfinity, WriteOnly),
    ];

    private static Result PlainInstructions()
    {
        var instructions = Benchmarks.Instructions.Of(new Plain().Build());
        return Result.Of(Pair.Compare(() => new Plain().Build(), () => Benchmarks.Instructions.Encode(instructions), rounds: 40, repeat: 100));
    }

    private static Result WriteOnly()
    {
        var once = RepeatedEntry.Once;
        return Result.Of(Pair.Compare(() => Copies(once, 100), () =>
        {
            for (var i = 0; i < 100; i++)
                Copies(once, 1);
        }, rounds: 11, repeat: 5));
    }

    /// <summary>The arrays of an object of so many copies, and nothing else.</summary>
    private static List<Array> Copies(EntryObject once, int copies)
    {
        List<Array> arrays = [Repeat(once.Labels.AsSpan(), copies), Repeat(once.Symbols.AsSpan(), copies)];
        foreach (var section in once.Sections)
        {
            arrays.Add(Repeat(section.Items.AsSpan(), copies));
            arrays.Add(Repeat(section.References.AsSpan(), copies));
            arrays.Add(Repeat(section.Relocations.AsSpan(), copies));
            arrays.Add(Repeat(section.Bytes.Span, copies));
        }

        return arrays;
    }

    private static T[] Repeat<T>(ReadOnlySpan<T> once, int copies)
    {
        var all = ResultArray.Uninitialized<T>(once.Length * copies);
        for (var i = 0; i < copies; i++)
            once.CopyTo(all.AsSpan(i * once.Length));
        return all;
    }

    /// <summary>What entry code is full of: registers saved, cleared, moved.</summary>
    [EntryModule]
    private sealed class Plain : EntryAssembler
    {
        protected override void Assemble()
        {
            for (var i = 0; i < Instructions / 5; i++)
            {
                push(rax);
                xor(ebx, ebx);
                mov(rdi, qword[rsp + 8]);
                test(@byte[rsp + 0x88], 3);
                pop(rcx);
            }
        }
    }
}
