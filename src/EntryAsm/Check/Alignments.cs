// SPDX-License-Identifier: MIT
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>The alignment that an instruction needs of its memory operand, or else it raises #GP.</summary>
internal static class Alignments
{
    /// <summary>Bytes; 1 where any address will do.</summary>
    public static int Of(in Instruction code) => code.Mnemonic switch
    {
        Mnemonic.Fxsave or Mnemonic.Fxsave64 or Mnemonic.Fxrstor or Mnemonic.Fxrstor64 or Mnemonic.Cmpxchg16b => 16,
        Mnemonic.Xsave or Mnemonic.Xsave64 or Mnemonic.Xsavec or Mnemonic.Xsavec64 or Mnemonic.Xsaveopt or Mnemonic.Xsaveopt64 or Mnemonic.Xsaves or Mnemonic.Xsaves64
            or Mnemonic.Xrstor or Mnemonic.Xrstor64 or Mnemonic.Xrstors or Mnemonic.Xrstors64 => 64,
        Mnemonic.Vmovaps or Mnemonic.Vmovapd or Mnemonic.Vmovdqa or Mnemonic.Vmovdqa32 or Mnemonic.Vmovdqa64 or Mnemonic.Vmovntps or Mnemonic.Vmovntpd or Mnemonic.Vmovntdq or Mnemonic.Vmovntdqa => code.MemorySize.GetSize(),
        Mnemonic.Movups or Mnemonic.Movupd or Mnemonic.Movdqu or Mnemonic.Lddqu or Mnemonic.Pcmpestri or Mnemonic.Pcmpestrm or Mnemonic.Pcmpistri or Mnemonic.Pcmpistrm => 1,
        _ => IsSse(code) ? 16 : 1,
    };

    /// <summary>Whether it is an instruction of SSE with an operand of 16 bytes (Intel SDM vol. 1, 4.1.1: they need it aligned unless they say otherwise).</summary>
    private static bool IsSse(in Instruction code) => code.Encoding == EncodingKind.Legacy && code.MemorySize.GetSize() == 16
        && (code.Op0Kind == OpKind.Register && code.Op0Register.IsXMM() || code.OpCount > 1 && code.Op1Kind == OpKind.Register && code.Op1Register.IsXMM());
}
