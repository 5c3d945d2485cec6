// SPDX-License-Identifier: MIT

namespace EntryAsm.Build.Tests.Proof;

/// <summary>The first difference of two objects, in words.</summary>
public class ObjectDifferenceTests
{
    [Theory]
    [MemberData(nameof(Written.Pairs), MemberType = typeof(Written))]
    public void IsTold(Action<Written> generated, Action<Written> executed, string text) =>
        Assert.StartsWith(text.Length == 0 ? "none" : text, ObjectDifference.Between(new Written(generated).Build(), new Written(executed).Build())?.Text ?? "none", StringComparison.Ordinal);

    /// <summary>A module whose body is given to it; and pairs of such bodies.</summary>
    public sealed class Written(Action<Written> body) : EntryAssembler
    {
        public static TheoryData<Action<Written>, Action<Written>, string> Pairs => new()
        {
            { at => at.nop(), at => at.nop(), "" },
            { at => at.mov(rax, rbx), at => at.mov(rax, rcx), "section .text differs at offset 0x2: the generator wrote 48 89 d8, executed it is 48 89 c8" },
            { at => at.nop(), at => { }, "section .text differs at offset 0x0: the generator wrote 90, executed it is nothing" },
            { at => { at.section(".a", "a"); at.db(1); }, at => { }, "the generator wrote a section .a, executed there is none" },
            { at => { }, at => { at.section(".a", "a"); at.db(1); }, "executed there is a section .a, the generator wrote none" },
            { at => at.dq(External("f") + 1), at => at.dq(External("f") + 2), "relocations of section .text differ: the generator wrote Abs64 at 0x0 against f + 1, executed it is Abs64 at 0x0 against f + 2" },
            { at => at.bind(Own("a")), at => at.bind(Own("b")), "symbols differ: the generator wrote a (Global, None, Default, .text at 0x0, size 0), executed it is b (Global, None, Default, .text at 0x0, size 0)" },
            { at => at.gate(3, External("f"), dpl: 3), at => at.gate(3, External("f"), dpl: 0), "what describes the code differs: the generator wrote {\"vector\": 3, " },
        };

        private static Symbol External(string name) => Extern(name);

        private static Symbol Own(string name) => Global(name);

        protected override void Assemble() => body(this);
    }
}
