// SPDX-License-Identifier: MIT
namespace VerifyXunit.Tests;

/// <summary>What a snapshot is called: each test passes only if the checked-in file of that name is found.</summary>
public class NamingTests
{
    [Fact]
    public Task TestClassAndMethod() => Verifier.Verify(nameof(TestClassAndMethod));

    [Fact]
    public Task ThroughAHelper() => Helper(nameof(ThroughAHelper));

    [Fact]
    public async Task AfterAnAwait()
    {
        await Task.Yield();
        await Verifier.Verify(nameof(AfterAnAwait));
    }

    [Theory]
    [InlineData(-1, "a/b")]
    [InlineData(2, null)]
    public Task Parameters(int number, string? text) => Verifier.Verify($"{number} {text}").UseParameters(number, text);

    [Fact]
    public Task TextForParameters() => Verifier.Verify("text").UseTextForParameters("smp");

    [Fact]
    public Task Directory() => Verifier.Verify("in a folder").UseDirectory("Snapshots");

    [Fact]
    public Task TypeAndMethod() => Verifier.Verify("named").UseTypeName("AnyType").UseMethodName("AnyMethod");

    [Fact]
    public async Task TooManyParameters()
    {
        var exception = await Assert.ThrowsAsync<VerifyException>(() => Verifier.Verify("text").UseParameters(1));
        Assert.Equal("UseParameters was given 1 values, but TooManyParameters has 0 parameters.", exception.Message);
    }

    static Task Helper(string text) => Verifier.Verify(text);

    public class Nested
    {
        [Fact]
        public Task InItsOuterClass() => Verifier.Verify("nested");
    }
}
