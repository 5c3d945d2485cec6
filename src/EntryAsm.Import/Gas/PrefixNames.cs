// SPDX-License-Identifier: MIT
using System.Collections.Frozen;

namespace EntryAsm.Import.Gas;

/// <summary>Words that are before an instruction.</summary>
internal static class PrefixNames
{
    /// <summary>Prefixes the engine has methods for, and the byte that one is where no instruction follows.</summary>
    public static readonly FrozenDictionary<string, (string Method, byte Byte)> Methods = new Dictionary<string, (string, byte)>
    {
        ["lock"] = ("lock", 0xf0),
        ["rep"] = ("rep", 0xf3),
        ["repe"] = ("repe", 0xf3),
        ["repz"] = ("repe", 0xf3),
        ["repne"] = ("repne", 0xf2),
        ["repnz"] = ("repne", 0xf2),
        ["xacquire"] = ("xacquire", 0xf2),
        ["xrelease"] = ("xrelease", 0xf3),
        ["bnd"] = ("bnd", 0xf2),
        ["notrack"] = ("notrack", 0x3e),
        ["data16"] = ("data16", 0x66),
        ["data32"] = ("data16", 0x66),
        ["addr16"] = ("addr32", 0x67),
        ["addr32"] = ("addr32", 0x67),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The byte of a prefix by the engine's method.</summary>
    public static byte ByteOf(string method) => Methods.First(row => row.Value.Method == method).Value.Byte;

    /// <summary>Prefixes that are a byte before the instruction and nothing else.</summary>
    public static readonly FrozenDictionary<string, byte> Bytes = new Dictionary<string, byte>
    {
        ["es"] = 0x26,
        ["cs"] = 0x2e,
        ["ss"] = 0x36,
        ["ds"] = 0x3e,
        ["fs"] = 0x64,
        ["gs"] = 0x65,
    }.Concat(Rex()).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Pseudo-prefixes in braces.</summary>
    public static readonly FrozenDictionary<string, EncodingRequest> Requests = new Dictionary<string, EncodingRequest>
    {
        ["load"] = EncodingRequest.Load,
        ["store"] = EncodingRequest.Store,
        ["disp8"] = EncodingRequest.Disp8,
        ["disp16"] = EncodingRequest.Disp32,
        ["disp32"] = EncodingRequest.Disp32,
        ["vex"] = EncodingRequest.Vex,
        ["vex2"] = EncodingRequest.Vex,
        ["vex3"] = EncodingRequest.Vex3,
        ["evex"] = EncodingRequest.Evex,
        ["rex"] = EncodingRequest.Rex,
        ["nooptimize"] = EncodingRequest.None,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary><c>rex</c>, <c>rex.wrxb</c>, <c>rex64xyz</c>.</summary>
    private static IEnumerable<KeyValuePair<string, byte>> Rex()
    {
        for (var bits = 0; bits < 16; bits++)
        {
            var letters = Letters(bits, "wrxb");
            yield return new(letters.Length == 0 ? "rex" : "rex." + letters, (byte)(0x40 | bits));
            var old = ((bits & 8) != 0 ? "64" : "") + Letters(bits & 7, " xyz").Trim();
            if (old.Length > 0)
                yield return new("rex" + old, (byte)(0x40 | bits));
        }
    }

    private static string Letters(int bits, string names) => string.Concat(Enumerable.Range(0, 4).Where(i => (bits & 8 >> i) != 0).Select(i => names[i]));
}
