// SPDX-License-Identifier: GPL-2.0-only
namespace EntryAsm.Linux.Tests;

/// <summary>The whole listing of the reference configurations: a review sees every change of an encoding.</summary>
public class ListingTests
{
    [Theory]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public Task Whole(string name) =>
        Verifier.Verify(ListingWriter.Write(new Entry64(Reference.Read(name).Config).Build())).UseDirectory("Snapshots").UseTextForParameters(name);
}
