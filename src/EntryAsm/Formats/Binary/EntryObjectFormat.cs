// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.IO.Compression;
using EntryAsm.Errors;
using EntryAsm.Formats.Binary;
using EntryAsm.Primitives;

namespace EntryAsm;

/// <summary>
/// An <see cref="EntryObject"/> as bytes: how it travels in an assembly attribute from the generator to the build task. Compact, the same on every
/// machine, and versioned: a reader takes its own version and older ones.
/// </summary>
/// <remarks>
/// Layout: the letters <c>EAO</c>, the version (one byte), the strings (count, then length and UTF-8 each), then name, files, sections, symbols,
/// labels, gates, entries, functions and facts (these three from version 2 on), names of features (from version 3 on), macro calls and what they wrote (from version 4 on), each list with its count in front. Numbers are LEB128, signed ones with the sign in the lowest bit; a string
/// is the index into the strings; offsets in a list are distances from the element before.
/// </remarks>
public static class EntryObjectFormat
{
    /// <summary>The version this library writes, and the newest it reads.</summary>
    public const int Version = 4;

    /// <summary>The most that reading accepts in memory, in bytes: no object of a kernel's entry code comes near.</summary>
    private const int MaxSize = 1 << 28;

    private static ReadOnlySpan<byte> Magic => [(byte)'E', (byte)'A', (byte)'O'];

    /// <summary>The object as bytes.</summary>
    public static byte[] Write(EntryObject entryObject)
    {
        var writer = new SerializationWriter();
        EntryObjectEncoder.Write(writer, entryObject);
        return writer.Finish([.. Magic, Version]);
    }

    /// <summary>The object from bytes.</summary>
    /// <exception cref="EntryAsmException">EA0024: the bytes are not an object, are truncated, corrupt (the message names the offset) or of a newer version.</exception>
    public static EntryObject Read(ReadOnlySpan<byte> bytes)
    {
        CheckHeader(bytes);
        var reader = new SerializationReader(bytes, Magic.Length + 1);
        reader.ReadStrings();
        var result = EntryObjectDecoder.Read(ref reader, bytes[Magic.Length]);
        reader.ExpectEnd();
        return result;
    }

    /// <summary>The object as text: base64 of the deflated bytes, for an attribute's argument.</summary>
    public static string WriteText(EntryObject entryObject)
    {
        var bytes = Write(entryObject);
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(bytes, 0, bytes.Length);
        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }

    /// <summary>The object from the text of <see cref="WriteText"/>.</summary>
    /// <exception cref="EntryAsmException">EA0024: the text is not an object, is truncated, corrupt or of a newer version.</exception>
    public static EntryObject ReadText(string text)
    {
        byte[] packed;
        try
        {
            packed = Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw Error.Format("the serialised object is not base64 text; build the module again");
        }

        return Read(Inflate(packed).Span);
    }

    private static ReadOnlyMemory<byte> Inflate(byte[] packed)
    {
        using var result = new MemoryStream();
        try
        {
            using var inflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
            var chunk = new byte[16 * 1024];
            for (int read; (read = inflate.Read(chunk, 0, chunk.Length)) > 0;)
            {
                if (result.Length + read > MaxSize)
                    throw SerializationReader.Wrong((int)result.Length, "it inflates to more than any object has");
                result.Write(chunk, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            throw SerializationReader.Wrong((int)result.Length, "the deflated data is damaged");
        }

        return result.GetBuffer().AsMemory(0, (int)result.Length);
    }

    private static void CheckHeader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Magic.Length + 1 || !bytes.Slice(0, Magic.Length).SequenceEqual(Magic))
            throw SerializationReader.Wrong(0, "it does not begin with EAO and a version");
        var version = bytes[Magic.Length];
        if (version > Version)
        {
            throw Error.Format("the serialised object has version " + NumberText.Decimal(version) + " (byte offset 3), this EntryAsm reads up to "
                + NumberText.Decimal(Version) + "; use the same version of every EntryAsm package");
        }

        if (version == 0)
            throw SerializationReader.Wrong(Magic.Length, "there is no version 0");
    }
}
