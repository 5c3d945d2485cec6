// SPDX-License-Identifier: MIT
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace EntryAsm.Generators.Images;

/// <summary>One type in a method's signature, as its bytes are there (ECMA-335 II.23.2.12).</summary>
/// <param name="IsByReference">A managed pointer to the type.</param>
/// <param name="Code">The element type the bytes begin with.</param>
/// <param name="IsValue">True for generic instances that are value types.</param>
/// <param name="Handle">The type's own row, of plain classes and value types.</param>
/// <param name="Bytes">The type without the mark of a reference.</param>
internal sealed record SignaturePart(bool IsByReference, SignatureTypeCode Code, bool IsValue, EntityHandle Handle, byte[] Bytes);

/// <summary>A method's signature, cut into the bytes of its return type and parameters.</summary>
internal sealed record SignatureParts(bool HasThis, SignaturePart Return, SignaturePart[] Parameters)
{
    private const byte ValueType = 0x11, Class = 0x12, GenericFlag = 0x10, ThisFlag = 0x20;

    public static SignatureParts Read(BlobReader reader)
    {
        var convention = reader.ReadByte();
        if ((convention & GenericFlag) != 0)
            reader.ReadCompressedInteger();
        var count = reader.ReadCompressedInteger();
        var result = ReadPart(ref reader);
        var parameters = new SignaturePart[count];
        for (var index = 0; index < count; index++)
            parameters[index] = ReadPart(ref reader);
        return new SignatureParts((convention & ThisFlag) != 0, result, parameters);
    }

    private static SignaturePart ReadPart(ref BlobReader reader)
    {
        SkipModifiers(ref reader);
        var isReference = Peek(reader) == (byte)SignatureTypeCode.ByReference;
        if (isReference)
        {
            reader.ReadByte();
            SkipModifiers(ref reader);
        }

        var start = reader.Offset;
        var code = Peek(reader);
        var (isValue, handle) = Head(reader);
        SkipType(ref reader);
        var end = reader.Offset;
        reader.Offset = start;
        var bytes = reader.ReadBytes(end - start);
        return new SignaturePart(isReference, (SignatureTypeCode)code, isValue, handle, bytes);
    }

    private static (bool IsValue, EntityHandle Handle) Head(BlobReader reader)
    {
        switch (reader.ReadByte())
        {
            case ValueType:
                return (true, reader.ReadTypeHandle());
            case Class:
                return (false, reader.ReadTypeHandle());
            case (byte)SignatureTypeCode.GenericTypeInstance:
                return (reader.ReadByte() == ValueType, default);
            default:
                return (false, default);
        }
    }

    private static byte Peek(BlobReader reader) => reader.ReadByte();

    private static void SkipModifiers(ref BlobReader reader)
    {
        while ((SignatureTypeCode)Peek(reader) is SignatureTypeCode.RequiredModifier or SignatureTypeCode.OptionalModifier)
        {
            reader.ReadByte();
            reader.ReadTypeHandle();
        }
    }

    private static void SkipType(ref BlobReader reader)
    {
        SkipModifiers(ref reader);
        var code = reader.ReadByte();
        switch ((SignatureTypeCode)code)
        {
            case SignatureTypeCode.Pointer or SignatureTypeCode.ByReference or SignatureTypeCode.SZArray or SignatureTypeCode.Pinned:
                SkipType(ref reader);
                break;
            case SignatureTypeCode.GenericTypeParameter or SignatureTypeCode.GenericMethodParameter:
                reader.ReadCompressedInteger();
                break;
            case SignatureTypeCode.Array:
                SkipType(ref reader);
                SkipShape(ref reader);
                break;
            case SignatureTypeCode.GenericTypeInstance:
                reader.ReadByte();
                reader.ReadTypeHandle();
                for (var count = reader.ReadCompressedInteger(); count > 0; count--)
                    SkipType(ref reader);
                break;
            case SignatureTypeCode.FunctionPointer:
                SkipMethod(ref reader);
                break;
            default:
                if (code is ValueType or Class)
                    reader.ReadTypeHandle();
                break;
        }
    }

    private static void SkipShape(ref BlobReader reader)
    {
        reader.ReadCompressedInteger();
        for (var sizes = reader.ReadCompressedInteger(); sizes > 0; sizes--)
            reader.ReadCompressedInteger();
        for (var bounds = reader.ReadCompressedInteger(); bounds > 0; bounds--)
            reader.ReadCompressedSignedInteger();
    }

    private static void SkipMethod(ref BlobReader reader)
    {
        if ((reader.ReadByte() & GenericFlag) != 0)
            reader.ReadCompressedInteger();
        for (var types = reader.ReadCompressedInteger() + 1; types > 0; types--)
            SkipType(ref reader);
    }
}
