// SPDX-License-Identifier: MIT
using static EntryAsm.EntryAssembler;

namespace EntryAsm.Tests.Encoding;

public sealed class VectorTests : EncodingRows
{
    [Fact]
    public void Rows()
    {
        Row("c4 c1 68 58 c9", a => a.vaddps(xmm1, xmm2, xmm9));
        Row("c5 b0 58 ca", a => a.vaddps(xmm1, xmm9, xmm2));
        Row("c5 78 29 c9", a => a.vmovaps(xmm1, xmm9));
        Row("c4 c1 69 fe c9", a => a.vpaddd(xmm1, xmm2, xmm9));
        Check();
    }
}
