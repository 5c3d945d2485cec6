// SPDX-License-Identifier: MIT
namespace EntryAsm.Conformance;

/// <summary>A module judged as a whole: GNU as assembles the source we emit for it.</summary>
internal static class WholeModule
{
    /// <summary>Fails unless every section has the bytes and relocations that GNU as gives it.</summary>
    public static void AssertLikeGas(EntryAssembler module, bool is64 = true)
    {
        var built = module.Build();
        var source = GasWriter.Write(built);
        var answer = GnuAssembler.Assemble(source, is64);
        Assert.True(answer.Object is not null, string.Join("\n", answer.Errors) + "\n" + source);
        var (ours, theirs) = (ElfFile.Read(CaseJudge.ElfBytes(built)), ElfFile.Read(answer.Object!));
        foreach (var (name, their) in theirs.Sections.Where(pair => pair.Value.Size != 0))
        {
            var our = ours.Sections[name];
            Assert.Equal(their.Relocations, our.Relocations);
            Assert.Equal(Convert.ToHexString(their.Bytes), Convert.ToHexString(our.Bytes));
        }
    }
}
