// SPDX-License-Identifier: GPL-2.0-only
using EntryAsm.Linux.Kbuild;

namespace EntryAsm.Linux.Tests;

/// <summary>A kernel's <c>.config</c> and <c>asm-offsets.h</c> are read as its build reads them.</summary>
public class KernelFileTests
{
    private const string Config = "CONFIG_X86_L1_CACHE_SHIFT=6\n";
    private const string Offsets = "#define TSS_sp0 4\n#define TSS_sp1 12\n#define TSS_sp2 20\n#define TSS_ist 36\n#define TASK_threadsp 2072\n#define PTREGS_SIZE 168\n";

    [Fact]
    public void AbsentIsNotSet()
    {
        var config = Read(Config, Offsets);
        Assert.All(typeof(KernelConfig).GetProperties().Where(p => p.PropertyType == typeof(bool)), p => Assert.False((bool)p.GetValue(config)!));
        Assert.Equal(6, config.L1CacheShift);
    }

    [Theory]
    [InlineData("CONFIG_SMP=y", true)]
    [InlineData("CONFIG_SMP=n", false)]
    [InlineData("CONFIG_SMP=m", false)]
    [InlineData("CONFIG_SMP=", false)]
    [InlineData("# CONFIG_SMP is not set", false)]
    [InlineData("# CONFIG_SMP=y", false)]
    [InlineData("CONFIG_SMP=y # more than one", true)]
    [InlineData("  CONFIG_SMP = y\r", true)]
    [InlineData("CONFIG_SMP=y\nCONFIG_SMP=n", false)]
    [InlineData("CONFIG_SMP=y\n# CONFIG_SMP is not set", false)]
    [InlineData("CONFIG_LOCALVERSION=\"# CONFIG_SMP=y \\\" \"\nCONFIG_SMP=y", true)]
    [InlineData("CONFIG_SMP_ELSE=y", false)]
    public void Switch(string setting, bool isSet) => Assert.Equal(isSet, Read(Config + setting, Offsets).Smp);

    [Theory]
    [InlineData("y", true)]
    [InlineData("m", true)]
    [InlineData("n", false)]
    public void AModuleIsEnabledToo(string value, bool isSet) => Assert.Equal(isSet, Read(Config + "CONFIG_HYPERV=" + value, Offsets).HyperV);

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0x7", 7)]
    [InlineData("0X7 # lines of 128 bytes", 7)]
    public void Number(string value, int number) => Assert.Equal(number, Read("CONFIG_X86_L1_CACHE_SHIFT=" + value, Offsets).L1CacheShift);

    [Theory]
    [InlineData("#define TASK_threadsp 2392", 2392)]
    [InlineData("#define TASK_threadsp 0x958 /* offsetof(struct task_struct, thread.sp) */", 0x958)]
    [InlineData("#define TASK_threadsp 4 // first\n#define TASK_threadsp 8 // last", 8)]
    [InlineData("/* #define TASK_threadsp 1\n#define TASK_threadsp 2 */", 2072)]
    [InlineData("  # define\tTASK_threadsp\t/* here */ (16)\r", 16)]
    [InlineData("#ifndef __ASM_OFFSETS_H__\n#define __ASM_OFFSETS_H__\n#define UNKNOWN (1 + 2)\n#endif", 2072)]
    public void Offset(string line, int offset) => Assert.Equal(offset, Read(Config, Offsets + line).TASK_threadsp);

    [Theory]
    [InlineData("CONFIG_SMP=maybe", ".config:2: CONFIG_SMP is 'maybe'; it must be y, m or n")]
    [InlineData("CONFIG_SMP=\"y\"", ".config:2: CONFIG_SMP is the string \"y\"; it must be y, m or n")]
    [InlineData("CONFIG_X86_L1_CACHE_SHIFT=six", ".config:2: CONFIG_X86_L1_CACHE_SHIFT is 'six'; it must be a decimal or hexadecimal number")]
    [InlineData("CONFIG_X86_L1_CACHE_SHIFT=99999999999", ".config:2: CONFIG_X86_L1_CACHE_SHIFT is '99999999999'; it must be a decimal or hexadecimal number")]
    [InlineData("CONFIG_X86_L1_CACHE_SHIFT=20", ".config:2: L1CacheShift (CONFIG_X86_L1_CACHE_SHIFT) is 20; it is the log2 of a cache line's bytes and must be from 0 to 12")]
    [InlineData("what is this", ".config:2: 'what is this' is no setting; write NAME=VALUE, or begin a comment with #")]
    [InlineData("CONFIG_A=\"open", ".config:2: the string has no closing quote")]
    [InlineData("CONFIG_A=\"one\" two", ".config:2: 'two' follows the closing quote; only a comment may")]
    public void WrongSetting(string line, string message) => Assert.Equal(message, Problem(Config + line, Offsets));

    [Fact]
    public void MissingNumber() => Assert.Equal(".config:2: the file ends without CONFIG_X86_L1_CACHE_SHIFT; the entry code needs its number", Problem("CONFIG_SMP=y\n# the end\n\n", Offsets));

    [Theory]
    [InlineData("#define TASK_threadsp many", "asm-offsets.h:7: TASK_threadsp is 'many'; it must be a decimal or hexadecimal number")]
    [InlineData("/*\n*/\n#define TSS_ist 1 + 2", "asm-offsets.h:9: TSS_ist is '1 + 2'; it must be a decimal or hexadecimal number")]
    [InlineData("/* open", "asm-offsets.h:7: the comment that begins here does not end")]
    public void WrongOffset(string text, string message) => Assert.Equal(message, Problem(Config, Offsets + text));

    [Fact]
    public void MissingOffsetsAreAllNamed() => Assert.Equal(
        "asm-offsets.h:1: the file ends without a #define of TSS_sp0, TSS_sp1, TSS_sp2, TSS_ist, TASK_threadsp, PTREGS_SIZE, TASK_stack_canary (for CONFIG_STACKPROTECTOR, .config:2), "
        + "stack_canary_offset (for CONFIG_STACKPROTECTOR, .config:2), TLB_STATE_user_pcid_flush_mask (for CONFIG_PAGE_TABLE_ISOLATION, .config:3), "
        + "PV_CPU_usergs_sysret64 (for CONFIG_PARAVIRT_XXL, .config:4), PV_CPU_iret (for CONFIG_PARAVIRT_XXL, .config:4), PV_CPU_swapgs (for CONFIG_PARAVIRT_XXL, .config:4), "
        + "PV_IRQ_irq_disable (for CONFIG_PARAVIRT_XXL, .config:4), PV_IRQ_save_fl (for CONFIG_DEBUG_ENTRY, .config:5); the entry code needs them",
        Problem(Config + "CONFIG_STACKPROTECTOR=y\nCONFIG_PAGE_TABLE_ISOLATION=y\nCONFIG_PARAVIRT_XXL=y\nCONFIG_DEBUG_ENTRY=y\n", ""));

    [Fact]
    public void OneMissingOffset() => Assert.Equal("asm-offsets.h:6: the file ends without a #define of TSS_sp0; the entry code needs it", Problem(Config, Offsets.Replace("TSS_sp0", "TSS_sp", StringComparison.Ordinal)));

    [Fact]
    public void DependenciesAreTheKernelsOwnBusiness() => new Entry64(Read(Config + "CONFIG_KVM_GUEST=y\nCONFIG_X86_UV=y\n", Offsets)).Build();

    private static KernelConfig Read(string config, string offsets) => KernelBuild.Read(".config", config, "asm-offsets.h", offsets);

    private static string Problem(string config, string offsets) => Assert.Throws<KernelFileException>(() => Read(config, offsets)).Message;
}
