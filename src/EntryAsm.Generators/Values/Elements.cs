// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Values;

/// <summary>Reads and writes elements of arrays as the instructions do.</summary>
internal static class Elements
{
    public static Value Get(Array array, long index, Shape shape)
    {
        if ((ulong)index >= (ulong)array.Length)
            throw new IndexOutOfRangeException();
        switch (shape.Form)
        {
            case Form.SByte: return Value.Of(array is bool[] signs ? signs[index] ? 1L : 0 : ((sbyte[])array)[index]);
            case Form.Byte: return Value.Of(array is bool[] truths ? truths[index] ? 1L : 0 : ((byte[])array)[index]);
            case Form.Int16: return Value.Of(array is char[] letters ? (short)letters[index] : (long)((short[])array)[index]);
            case Form.UInt16: return Value.Of(array is char[] characters ? characters[index] : (long)((ushort[])array)[index]);
            case Form.Int32: return Value.Of((long)((int[])array)[index]);
            case Form.UInt32: return Value.Of((long)(int)((uint[])array)[index]);
            case Form.Int64: return Value.Of(((long[])array)[index]);
            case Form.UInt64: return Value.Of((long)((ulong[])array)[index]);
            case Form.Single: return Value.Of((double)((float[])array)[index]);
            case Form.Double: return Value.Of(((double[])array)[index]);
            case Form.Boolean: return Value.Of(((bool[])array)[index]);
            case Form.Char: return Value.Of((long)((char[])array)[index]);
            case Form.Object: return Value.Of(((object?[])array)[index]);
            default: return shape.FromObject(array.GetValue(index));
        }
    }

    public static void Set(Array array, long index, Shape shape, Value value)
    {
        if ((ulong)index >= (ulong)array.Length)
            throw new IndexOutOfRangeException();
        switch (shape.Form)
        {
            case Form.SByte or Form.Byte or Form.Boolean: SetByte(array, index, value.I); break;
            case Form.Int16 or Form.UInt16 or Form.Char: SetShort(array, index, value.I); break;
            case Form.Int32: ((int[])array)[index] = (int)value.I; break;
            case Form.UInt32: ((uint[])array)[index] = (uint)value.I; break;
            case Form.Int64: ((long[])array)[index] = value.I; break;
            case Form.UInt64: ((ulong[])array)[index] = (ulong)value.I; break;
            case Form.Single: ((float[])array)[index] = (float)value.D; break;
            case Form.Double: ((double[])array)[index] = value.D; break;
            case Form.Object: ((object?[])array)[index] = value.O; break;
            default: array.SetValue(shape.ToObject(value), index); break;
        }
    }

    private static void SetByte(Array array, long index, long number)
    {
        if (array is bool[] truths)
            truths[index] = number != 0;
        else
            ((byte[])array)[index] = (byte)number;
    }

    private static void SetShort(Array array, long index, long number)
    {
        if (array is char[] letters)
            letters[index] = (char)number;
        else
            ((short[])array)[index] = (short)number;
    }
}
