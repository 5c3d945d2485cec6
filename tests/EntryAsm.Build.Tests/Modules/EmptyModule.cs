// SPDX-License-Identifier: MIT
namespace EntryAsm.Build.Tests;

/// <summary>Nothing at all.</summary>
internal sealed class EmptyModule : EntryAssembler
{
    protected override void Assemble()
    {
    }
}
