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
    protected void STATIC_JUMP_IF_TRUE(Symbol target, Symbol key, bool def) => StaticJump(target, key, def, 0);

    /// <summary>Jumps while a key is false.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="key">The key, a <c>struct static_key</c>.</param>
    /// <param name="def">What the key is at first.</param>
    protected void STATIC_JUMP_IF_FALSE(Symbol target, Symbol key, bool def) => StaticJump(target, key, !def, 1);

    /// <param name="target">Where to.</param>
    /// <param name="key">The key.</param>
    /// <param name="jumps">True when it jumps at first.</param>
    /// <param name="branch">1 in the key's lowest bit when it jumps on false.</param>
    private void StaticJump(Symbol target, Symbol key, bool jumps, int branch)
    {
        var place = here();
        if (jumps)
        {
            // Five bytes whatever the distance: the kernel overwrites them.
            var after = label();
            db(0xe9);
            dd(target - after);
            bind(after);
        }
        else
        {
            db(0x0f, 0x1f, 0x44, 0x00, 0x00);
        }

        pushsection("__jump_table", "aw");
        align(8);
        dd(place - dot);
        dd(target - dot);
        dq(key + branch - dot);
        popsection();
    }
}
