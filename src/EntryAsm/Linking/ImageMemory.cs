// SPDX-License-Identifier: MIT
namespace EntryAsm.Linking;

/// <summary>The bytes of an image by their address.</summary>
internal sealed class ImageMemory(ImageLayout layout, byte[] bytes)
{
    /// <summary>The bytes at an address, when one section holds all of them.</summary>
    public bool TryFind(ulong address, int length, out Span<byte> found)
    {
        foreach (var output in layout.Outputs)
        {
            var offset = unchecked(address - output.Address);
            if (!output.HasContents || offset > (uint)output.Size || (uint)length > (uint)output.Size - offset)
                continue;
            found = bytes.AsSpan(output.Position + (int)offset, length);
            return true;
        }

        found = default;
        return false;
    }
}
