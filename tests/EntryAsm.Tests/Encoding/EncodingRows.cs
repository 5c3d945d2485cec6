// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace EntryAsm.Tests.Encoding;

/// <summary>Rows of one fact each: the bytes GNU as 2.40 gives, and the call that must give them; fields that wait for a symbol are zero.</summary>
public abstract class EncodingRows
{
    private readonly List<string> wrong = [];

    private protected delegate void Call(TestModule a);

    /// <summary>The symbol rows refer to.</summary>
    protected static readonly Symbol sym = EntryAssembler.Extern();

    private protected void Row(string hex, Call call, [CallerArgumentExpression(nameof(call))] string text = "")
    {
        string actual;
        try
        {
            actual = TestModule.Text(a => call(a));
        }
        catch (EntryAsmException mistake)
        {
            actual = mistake.Id + " " + mistake.Reason;
        }

        if (hex != actual)
            wrong.Add(text + "\n  expected " + hex + "\n  actual   " + actual);
    }

    /// <summary>Fails with every wrong row at once.</summary>
    protected void Check() => Assert.True(wrong.Count == 0, string.Join("\n", wrong));
}
