// SPDX-License-Identifier: GPL-2.0-only
using System.Runtime.CompilerServices;
using EntryAsm.Linux.Kbuild;

namespace EntryAsm.Linux612.Tests;

/// <summary>Configurations that contradict themselves are refused where they were written, a kernel's files at their line.</summary>
public class WrongConfigurationTests
{
    private const string Numbers = "CONFIG_FUNCTION_ALIGNMENT=16\nCONFIG_X86_L1_CACHE_SHIFT=6\n";

    public static TheoryData<string, string> Contradictions => new()
    {
        { "Srso", "Srso (CONFIG_MITIGATION_SRSO) is set but Rethunk (CONFIG_MITIGATION_RETHUNK) is not; set both or neither" },
        { "XenPv", "XenPv (CONFIG_XEN_PV) is set but ParavirtXxl (CONFIG_PARAVIRT_XXL) is not; set both or neither" },
        { "KvmIntel", "KvmIntel (CONFIG_KVM_INTEL) is set but Kvm (CONFIG_KVM) is not; set both or neither" },
        { "CallThunksDebug", "CallThunksDebug (CONFIG_CALL_THUNKS_DEBUG) is set but CallDepthTracking (CONFIG_MITIGATION_CALL_DEPTH_TRACKING) is not; set both or neither" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void AreNamed(string setting, string message)
    {
        // Nothing is set but what the setting itself is.
        var bare = new KernelConfig() with
        {
            KernelIbt = false, MceThreshold = false, MceAmd = false, ThermalVector = false, Rethunk = false, UnretEntry = false, Srso = false, Its = false,
            CallDepthTracking = false, NoinstrValidation = false, XenPv = false,
        };
        typeof(KernelConfig).GetProperty(setting)!.SetValue(bare, true);
        Assert.Equal(message, bare.Contradiction);
    }

    [Fact]
    public void AreRefusedAtTheLineThatWroteThem()
    {
        var (config, line) = (new KernelConfig() { XenPv = true }, Here());
        var mistake = Assert.Throws<EntryAsmException>(() => new KernelFile("thunk", config with { FunctionAlignment = 3 }).Build());
        Assert.Equal(line, mistake.Location.Line);
    }

    [Theory]
    [InlineData("FunctionAlignment (CONFIG_FUNCTION_ALIGNMENT) is 24; it must be a power of two from 1 to 64", "CONFIG_FUNCTION_ALIGNMENT=24\nCONFIG_X86_L1_CACHE_SHIFT=6\n", "thunk", 1)]
    [InlineData("L1CacheShift (CONFIG_X86_L1_CACHE_SHIFT) is 13; it is the log2 of a cache line's bytes and must be from 0 to 12", "CONFIG_FUNCTION_ALIGNMENT=16\nCONFIG_X86_L1_CACHE_SHIFT=13\n", "entry", 2)]
    [InlineData("CONFIG_CFI_CLANG is set, which the kernel's sources read for this file and the port does not know: clang's checksums of types in front of functions are missing", Numbers + "CONFIG_CFI_CLANG=y\n", "ftrace_64", 3)]
    [InlineData("CONFIG_X86_32 is set, which the kernel's sources read for this file and the port does not know: it has the 64-bit form only", Numbers + "CONFIG_X86_32=y\n", "thunk", 3)]
    [InlineData("CONFIG_64BIT is not set, which the kernel's sources read for this file; the port does not know what that makes of it: it has the 64-bit form only", Numbers + "# CONFIG_64BIT is not set\n", "thunk", 3)]
    [InlineData("the file ends without CONFIG_FUNCTION_ALIGNMENT; the entry code needs its number", "CONFIG_X86_L1_CACHE_SHIFT=6\n", "thunk", 1)]
    public void OfAKernelsOwnFile(string reason, string config, string file, int line)
    {
        var mistake = Assert.Throws<KernelFileException>(() => KernelBuild.Read(file, ".config", config, "asm-offsets.h", ""));
        Assert.Equal((reason, ".config", line), (mistake.Reason, mistake.File, mistake.Line));
    }

    [Fact]
    public void MissingOffsetsAreAllNamed()
    {
        var mistake = Assert.Throws<KernelFileException>(() => KernelBuild.Read("entry_64_compat", ".config", Numbers + "CONFIG_MITIGATION_CALL_DEPTH_TRACKING=y\n", "asm-offsets.h", "\n"));
        Assert.Equal("the file ends without a #define of X86_call_depth (for CONFIG_MITIGATION_CALL_DEPTH_TRACKING, .config:3), X86_top_of_stack; the entry code needs them", mistake.Reason);
    }

    private static int Here([CallerLineNumber] int line = 0) => line;
}
