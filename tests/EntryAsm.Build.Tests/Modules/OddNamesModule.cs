// SPDX-License-Identifier: MIT
namespace EntryAsm.Build.Tests;

/// <summary>Symbols whose names are good for an object and not for C#.</summary>
internal sealed class OddNamesModule : EntryAssembler
{
    protected override void Assemble()
    {
        foreach (var name in (string[])["a.b", "a$b", "Offsets"])
        {
            bind(Global(name));
            nop();
        }
    }
}
