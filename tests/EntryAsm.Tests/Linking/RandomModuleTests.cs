// SPDX-License-Identifier: MIT
using EntryAsm.Tests.Writers;
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Linking;

/// <summary>Modules drawn at random, several linked together: GNU as and GNU ld agree on every byte.</summary>
public class RandomModuleTests
{
    private static readonly (string Name, string? Flags)[] Sections = [(".text", null), (".data", null), (".entry.text", "ax"), (".fixup", "ax"), (".rodata", null), ("__table", "a")];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 12)];

    [NeedsTools("as", "ld", "objcopy", "readelf", "objdump")]
    [MemberData(nameof(Seeds))]
    public void AreLinkedAsLdLinksThem(int seed)
    {
        var random = new Random(seed);
        var objects = Enumerable.Range(0, 3).Select(i => Draw(random, i)).ToArray();
        foreach (var drawn in objects)
            GasWriterTests.AssertSame(drawn);

        var externals = Enumerable.Range(0, 4).ToDictionary(i => "outside" + i, _ => (ulong)random.Next(0x1000, 0x7fff0000));
        var image = EntryImage.Link(objects, new LinkOptions
        {
            BaseAddress = (ulong)random.Next(16, 0x7000) << 12,
            Placement = new Dictionary<string, ulong> { [".entry.text"] = 0x40000000 + ((ulong)random.Next(64) << 8) },
            Resolve = name => externals.TryGetValue(name, out var address) ? address : null,
        });
        LinkerJudge.AssertSame(image, externals, objects);
    }

    /// <summary>An object whose globals are <c>g{number}_{n}</c> and which refers to those of all three.</summary>
    private static EntryObject Draw(Random random, int number) => TestModule.Build(a =>
    {
        var locals = Enumerable.Range(0, 5).Select(i => Local($"local{i}")).ToArray();
        var labels = Enumerable.Range(0, 5).Select(_ => a.label()).ToArray();
        var globals = Enumerable.Range(0, 5).Select(i => Global($"g{number}_{i}")).ToArray();
        Symbol[] targets = [.. locals, .. labels, .. globals, .. Enumerable.Range(0, 4).Select(i => Extern("outside" + i)), .. Enumerable.Range(0, 3).Where(i => i != number).Select(i => Extern($"g{i}_{random.Next(5)}"))];
        Symbol[] definitions = [.. locals, .. labels, .. globals];
        random.Shuffle(definitions);
        a.section(".entry.text", "ax");
        foreach (var definition in definitions)
        {
            Statement(a, random, targets);
            var (name, flags) = Sections[random.Next(Sections.Length)];
            a.section(name, flags);
            for (var i = random.Next(12); i >= 0; i--)
                Statement(a, random, targets);
            a.bind(definition);
        }
    });

    private static void Statement(TestModule a, Random random, Symbol[] targets)
    {
        var target = targets[random.Next(targets.Length)];
        var addend = random.Next(3) == 0 ? random.Next(-64, 64) : 0;
        switch (random.Next(14))
        {
            case 0: a.call(target); break;
            case 1: a.jmp(target); break;
            case 2: a.jne(target); break;
            case 3: a.jmp(target + addend); break;
            case 4: a.mov(rdi, target + addend); break;
            case 5: a.mov(eax, target); break;
            case 6: a.lea(rsi, ptr[rip + target + addend]); break;
            case 7: a.mov(qword.gs[target + addend], rsp); break;
            case 8: a.mov(dword[rip + target], random.Next()); break;
            case 9: a.dq(target + addend); break;
            case 10: a.dd(target - a.here() + addend); break;
            case 11: a.align(1 << random.Next(7)); break;
            case 12: a.skip(random.Next(60), 0xcc); break;
            default: a.cmp(qword[rsp + 8], 3); break;
        }
    }
}
