// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.InstructionGenerator;

/// <summary>Lines of C#, ended by \n on every system.</summary>
internal sealed class SourceText
{
    private readonly StringBuilder text = new();

    public SourceText Line(string line = "")
    {
        text.Append(line).Append('\n');
        return this;
    }

    public override string ToString() => text.ToString();
}
