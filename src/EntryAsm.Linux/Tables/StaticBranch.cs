// SPDX-License-Identifier: GPL-2.0-only
#nullable enable

namespace EntryAsm.Linux;

// asm/jump_label.h: branches that the kernel patches when their key changes. Each is 5 bytes: a jump, or a no-operation instruction.
public abstract partial class LinuxEntry
{
    /// <summary>Jumps while a key is true.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="key">The key, a <c>struct static_key</c>.</param>
    /// <param name="def">What the key is at first.</param>
    protected void STATIC_JUMP_IF_TRUE(Symbol target, Symbol key, bool def) => static_branch(target, key, initially: def);

    /// <summary>Jumps while a key is false.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="key">The key, a <c>struct static_key</c>.</param>
    /// <param name="def">What the key is at first.</param>
    protected void STATIC_JUMP_IF_FALSE(Symbol target, Symbol key, bool def) => static_branch(target, key, ifFalse: true, initially: def);
}
