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

    /// <summary>Made when it is asked for: the tables of the other part may be filled later than a field here.</summary>
    private static readonly Lazy<string[]> ByMnemonic = new(Names);

    /// <summary>The method of an instruction.</summary>
    public static string Of(Mnemonic mnemonic) => ByMnemonic.Value[(int)mnemonic];

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
    public static IEnumerable<string> Of(InstructionPrefixes prefixes, Mnemonic mnemonic) =>
        PrefixNames.Where(each => (prefixes & each.Prefix) != 0).Select(each => each.Prefix == InstructionPrefixes.Rep && IsComparison(mnemonic) ? "repe" : each.Name);

    /// <summary>F3 before these repeats while they find things equal (Intel SDM vol. 2, REP).</summary>
    private static bool IsComparison(Mnemonic mnemonic) => mnemonic is Mnemonic.Cmpsb or Mnemonic.Cmpsw or Mnemonic.Cmpsd or Mnemonic.Cmpsq
        or Mnemonic.Scasb or Mnemonic.Scasw or Mnemonic.Scasd or Mnemonic.Scasq;

    private static string[] Names()
    {
        var names = new string[Enum.GetValues(typeof(Mnemonic)).Length];
        foreach (Mnemonic mnemonic in Enum.GetValues(typeof(Mnemonic)))
            names[(int)mnemonic] = mnemonic.ToString().ToLowerInvariant();
        foreach (var (mnemonic, name) in OwnNames)
            names[(int)mnemonic] = name;
        return names;
    }
}
