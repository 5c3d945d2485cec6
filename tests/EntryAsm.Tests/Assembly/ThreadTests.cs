// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Operands;
using Iced.Intel;
using Xunit;
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Assembly;

/// <summary>Modules that are made on one thread and built on several, as a loop over all of a kernel's would.</summary>
public class ThreadTests
{
    private const int Modules = 16;
    private const int ValuesEach = 4;
    private const int Rounds = 50_000;

    private static readonly Symbol shared = Extern();
    private static readonly Symbol exported = Global();
    private static readonly int[] values = ValuesOfOneSlot(Modules * ValuesEach);

    [Fact]
    public async Task EachModuleComesOutAsIfBuiltAlone()
    {
        var expected = Enumerable.Range(0, Modules).Select(static number => Facts(Module(number).Build())).ToArray();
        var modules = Enumerable.Range(0, Modules).Select(Module).ToArray();
        var built = await Task.WhenAll(modules.Select(static module => Task.Run(() => Facts(module.Build()))));
        Assert.Equal(expected, built);
    }

    /// <summary>Instructions that no other module has, of which each pushes the others out of the encoder's memory, and symbols that all have in common.</summary>
    private static TestModule Module(int number) => new(a =>
    {
        a.bind(exported);
        for (var i = 0; i < Rounds; i++)
        {
            a.mov(eax, values[number * ValuesEach + i % ValuesEach]);
            a.call(i % 2 == 0 ? shared : exported);
        }
    });

    private static int[] ValuesOfOneSlot(int count)
    {
        var encoder = new CachingEncoder(64);
        var slot = Slot(encoder, 0);
        return [.. Enumerable.Range(0, int.MaxValue).Where(value => Slot(encoder, value) == slot).Take(count)];
    }

    private static int Slot(CachingEncoder encoder, int value)
    {
        encoder.TryFind(Mnemonic.Mov, new OperandList(eax, value), InstructionPrefixes.None, EncodingRequest.None, out var slot);
        return slot & ~1;
    }

    private static string Facts(EntryObject built) => TestModule.Hex(built, ".text") + "\n" + TestModule.Relocations(built);
}
