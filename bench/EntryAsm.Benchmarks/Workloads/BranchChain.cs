// SPDX-License-Identifier: MIT
namespace EntryAsm.Benchmarks;

/// <summary>Branches of which each grows only because the one behind it grew: the deepest relaxation there is.</summary>
[EntryModule]
internal sealed class BranchChain(int length) : EntryAssembler
{
    protected override void Assemble()
    {
        Label before = label(), target = label();
        jmp(before);
        for (var i = 0; i < length; i++)
        {
            skip(125, 0xcc);
            jmp(target);
            bind(before);
            (before, target) = (target, label());
        }

        skip(200, 0xcc);
        bind(before);
        bind(target);
    }
}
