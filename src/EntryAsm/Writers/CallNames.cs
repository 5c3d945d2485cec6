// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using Iced.Intel;

namespace EntryAsm.Writers;

/// <summary>The methods by which an author calls instructions and their prefixes, as C# spells them.</summary>
internal static partial class CallNames
{
    private static readonly (InstructionPrefixes Prefix, string Name)[] PrefixNames =
    [
        (InstructionPrefixes.Notrack, "notrack"), (InstructionPrefixes.Addr32, "addr32"), (InstructionPrefixes.Data16, "data16"), (InstructionPrefixes.Xacquire, "xacquire"),
        (InstructionPrefixes.Xrelease, "xrelease"), (InstructionPrefixes.Lock, "@lock"), (InstructionPrefixes.Rep, "rep"), (InstructionPrefixes.Repne, "repne"), (InstructionPrefixes.Bnd, "bnd"),
    ];

    /// <summary>The methods that have been asked for.</summary>
    private static readonly string?[] ByMnemonic = new string?[Forms.Mnemonics];

    /// <summary>The method of an instruction.</summary>
    public static string Of(Mnemonic mnemonic) => ByMnemonic[(int)mnemonic] ??= Name(mnemonic);

    /// <summary>The method that says one of the requests, and what is left to ask for.</summary>
    public static (string Name, EncodingRequest Request) Of(Mnemonic mnemonic, EncodingRequest request)
    {
        if (request != EncodingRequest.None)
        {
            foreach (var (of, said, name) in Requesting)
            {
                if (of == mnemonic && (request & said) != 0)
                    return (name, request & ~said);
            }
        }

        return (Of(mnemonic), request);
    }

    /// <summary>The methods of the prefixes, in the order in which they are called.</summary>
    public static IEnumerable<string> Of(InstructionPrefixes prefixes, Mnemonic mnemonic)
    {
        if (prefixes == InstructionPrefixes.None)
            yield break;
        foreach (var (prefix, name) in PrefixNames)
        {
            if ((prefixes & prefix) != 0)
                yield return prefix == InstructionPrefixes.Rep && IsComparison(mnemonic) ? "repe" : name;
        }
    }

    /// <summary>F3 before these repeats while they find things equal (Intel SDM vol. 2, REP).</summary>
    private static bool IsComparison(Mnemonic mnemonic) => mnemonic is Mnemonic.Cmpsb or Mnemonic.Cmpsw or Mnemonic.Cmpsd or Mnemonic.Cmpsq
        or Mnemonic.Scasb or Mnemonic.Scasw or Mnemonic.Scasd or Mnemonic.Scasq;

    private static string Name(Mnemonic mnemonic)
    {
        foreach (var (own, name) in OwnNames)
        {
            if (own == mnemonic)
                return name;
        }

        return mnemonic.ToString().ToLowerInvariant();
    }
}
