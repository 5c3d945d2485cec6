// SPDX-License-Identifier: MIT
using Xunit;
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Assembly;

/// <summary>Modules that are made on one thread and built on several, as a loop over all of a kernel's would.</summary>
public class ThreadTests
{
    private const int Modules = 16;
    private const int ValuesEach = 5_000;
    private const int Rounds = 12_000;

    private static readonly Symbol shared = Extern();
    private static readonly Symbol exported = Global();

    [Fact]
    public async Task EachModuleComesOutAsIfBuiltAlone()
    {
        var expected = Enumerable.Range(0, Modules).Select(static number => Facts(Module(number).Build())).ToArray();
        var modules = Enumerable.Range(0, Modules).Select(Module).ToArray();
        var built = await Task.WhenAll(modules.Select(static module => Task.Run(() => Facts(module.Build()))));
        Assert.Equal(expected, built);
    }

    /// <summary>Instructions that no other module has, more of them than the encoder remembers, and symbols that all have in common.</summary>
    private static TestModule Module(int number) => new(a =>
    {
        a.bind(exported);
        for (var i = 0; i < Rounds; i++)
        {
            a.mov(eax, number * ValuesEach + i % ValuesEach);
            a.call(i % 2 == 0 ? shared : exported);
        }
    });

    [Fact]
    public void WhatIsForgottenIsEncodedAgain()
    {
        var code = Module(1).Build().FindSection(".text")!.Bytes.ToArray();
        for (var i = 0; i < Rounds; i++)
            Assert.Equal(ValuesEach + i % ValuesEach, BitConverter.ToInt32(code, i * 10 + 1)); // mov takes 5 bytes, call as well
    }

    private static string Facts(EntryObject built) => TestModule.Hex(built, ".text") + "\n" + TestModule.Relocations(built);
}
