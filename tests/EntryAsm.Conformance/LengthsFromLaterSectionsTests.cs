// SPDX-License-Identifier: MIT
namespace EntryAsm.Conformance;

/// <summary>
/// Paddings to the length of code in a later section, with branches and alignments around them. GNU as does not know that code's addresses when it lays out
/// the first section, and what it makes of branches on the way stays.
/// </summary>
public sealed class LengthsFromLaterSectionsTests
{
    private const int Programs = 150;

    [NeedsTools("as")]
    public void AreAsGnuAsLaysThemOut()
    {
        for (var seed = 0; seed < Programs; seed++)
            Assert.Null(LengthProgram.Difference(seed));
    }
}
