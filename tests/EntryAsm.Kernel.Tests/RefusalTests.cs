// SPDX-License-Identifier: MIT
namespace EntryAsm.Kernel.Tests;

/// <summary>Settings and rows that contradict themselves are refused, with what to do.</summary>
public class RefusalTests
{
    private static readonly Symbol handler = EntryAssembler.Extern("handler");

    [Fact]
    public void SettingsThatContradictEachOther()
    {
        Refused(new KitSettings { ProcessContextIdentifiers = true }, static kit => kit.LeaveTrap(), "set both, or neither");
        Refused(new KitSettings { KernelCode = 0x0b }, static kit => kit.LeaveTrap(), "a selector of ring 0");
        Refused(new KitSettings { UserData = 0x18 }, static kit => kit.LeaveTrap(), "plus 3");
        Refused(new KitSettings { KernelCode = 0x18 }, static kit => kit.LeaveTrap(), "come before the user's");
        Refused(new KitSettings { KernelCode = 0x10 }, static kit => kit.LeaveTrap(), "come before the user's");
        Refused(new KitSettings { UserData = 0x6b }, static kit => kit.LeaveTrap(), "63H at most");
        Assert.Equal(CpuArea.Free - CpuArea.Descriptors, (0x63 & ~7) + 8 + 8 + 16);
        Assert.Null(new KitSettings { KernelCode = 0x50, UserData = 0x63 }.Contradiction);
        Refused(new KitSettings { UserEnd = 5 }, static kit => kit.UserMemory(), "on a page");
    }

    [Fact]
    public void RowsThatAreNone()
    {
        Refused(new KitSettings(), static kit => kit.Exceptions(new ExceptionRow(32, handler)), "those are 0 to 31");
        Refused(new KitSettings(), static kit => kit.Exceptions(new ExceptionRow(14, handler), new ExceptionRow(14, handler)), "has a row already");
        Refused(new KitSettings(), static kit => kit.Exceptions(new ExceptionRow(29, handler)), "take out the row");
    }

    [Fact]
    public void FredWithIsolation() => Refused(new KitSettings { PageTableIsolation = true }, static kit => kit.Fred(handler, handler), "leave out PageTableIsolation");

    private static void Refused(KitSettings settings, Action<Kit> use, string cure) =>
        Assert.Contains(cure, Assert.Throws<EntryAsmException>(() => new Kit(settings, use).Build()).Message, StringComparison.Ordinal);

    private sealed class Kit(KitSettings settings, Action<Kit> use) : KernelKit
    {
        protected override KitSettings Settings => settings;

        protected override void Assemble() => use(this);
    }
}
