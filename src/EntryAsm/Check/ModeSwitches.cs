// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using EntryAsm.Objects;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>Going from 32-bit to 64-bit code, or back, takes a far branch: nothing else loads cs.</summary>
internal sealed class ModeSwitches(FlowMap map, Findings findings)
{
    public void Run()
    {
        for (var i = 0; i < map.Object.Sections.Length; i++)
        {
            var section = map.Object.Sections[i];
            var items = section.Items;
            if (!items.Any(static item => item.Kind == EntryItemKind.Instruction && item.Bitness != 64))
                continue;
            for (var k = 0; k < items.Length; k++)
            {
                if (items[k].Kind == EntryItemKind.Instruction)
                    Look(i, section, k);
            }
        }
    }

    private void Look(int number, EntrySection section, int index)
    {
        var item = section.Items[index];
        var decoder = Decoder.Create(item.Bitness, new ByteArrayCodeReader(section.Bytes.Span.Slice(item.Offset, item.Length).ToArray()), DecoderOptions.NoInvalidCheck);
        decoder.IP = (ulong)item.Offset;
        var code = decoder.Decode();
        var goesOn = code.FlowControl is FlowControl.Next or FlowControl.ConditionalBranch or FlowControl.Call or FlowControl.IndirectCall or FlowControl.Interrupt;
        if (goesOn && code.Mnemonic != Mnemonic.Hlt && Next(section, index) is { } next && next.Bitness != item.Bitness)
            Report(number, item, next, "execution runs from");
        if (code.Op0Kind is not (OpKind.NearBranch16 or OpKind.NearBranch32 or OpKind.NearBranch64) || code.OpCount == 0)
            return;
        var (targetSection, target) = Target(number, section, item, code);
        if (targetSection >= 0 && ItemAt(map.Object.Sections[targetSection], target) is { Kind: EntryItemKind.Instruction } there && there.Bitness != item.Bitness)
            Report(number, item, there, "this near branch leads from");
    }

    private void Report(int number, in EntryItem item, in EntryItem there, string how) => findings.Add(Rules.ModeSwitch, new CodePlace(number, item.Offset), how + " " + ValueText.Decimal(item.Bitness) + "-bit code into "
        + ValueText.Decimal(there.Bitness) + "-bit code: the processor's mode changes only where a far jump, far return or IRET loads cs");

    private (int Section, long Offset) Target(int number, EntrySection section, in EntryItem item, in Instruction code)
    {
        var field = section.FindRelocation(item.End - 4);
        if (field < 0)
            return (number, (long)code.NearBranchTarget);
        var relocation = section.Relocations[field];
        var symbol = map.Object.Symbols[relocation.Symbol];
        return (symbol.Section, symbol.Value + relocation.Addend + 4);
    }

    private static EntryItem? Next(EntrySection section, int index) => index + 1 < section.Items.Length && section.Items[index + 1].Kind == EntryItemKind.Instruction ? section.Items[index + 1] : null;

    private static EntryItem? ItemAt(EntrySection section, long offset)
    {
        return Items.At(section, offset);
    }
}
