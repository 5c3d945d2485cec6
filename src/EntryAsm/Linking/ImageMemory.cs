// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Primitives;

namespace EntryAsm.Linking;

/// <summary>The bytes of an image by their address.</summary>
internal sealed class ImageMemory(ImageLayout layout, byte[] bytes)
{
    /// <summary>The bytes that a row of alternatives refers to: one section holds all of them.</summary>
    /// <param name="address">Where they are.</param>
    /// <param name="length">How many.</param>
    /// <param name="row">The address of the row, for the message.</param>
    public Span<byte> OfAlternative(ulong address, int length, ulong row)
    {
        foreach (var output in layout.Outputs)
        {
            var offset = unchecked(address - output.Address);
            if (!output.HasContents || offset > (uint)output.Size || (uint)length > (uint)output.Size - offset)
                continue;
            return bytes.AsSpan(output.Position + (int)offset, length);
        }

        throw Error.LinkPlacement("the alternative at " + NumberText.Hex(row) + " refers to " + NumberText.Hex(address)
            + ", which is not in the linked image; link the object that holds it too");
    }
}
