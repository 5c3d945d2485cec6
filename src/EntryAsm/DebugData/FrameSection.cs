// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using EntryAsm.Objects;

namespace EntryAsm.DebugData;

/// <summary>Writes call frame information (DWARF 5, 6.4): a rule for every register before every instruction.</summary>
internal sealed class FrameSection
{
    private const int DataUnit = -8;

    private readonly EntryObject entryObject;
    private readonly SectionImage image;
    private readonly bool isLoaded;

    private FrameSection(EntryObject entryObject, bool isLoaded)
    {
        this.entryObject = entryObject;
        this.isLoaded = isLoaded;
        image = isLoaded ? new SectionImage(".eh_frame", SectionFlags.Alloc, alignment: 8) : new SectionImage(".debug_frame", alignment: 8);
    }

    /// <summary>The section, in the form that debuggers read, or in that which is loaded with the program.</summary>
    /// <param name="entryObject">The object.</param>
    /// <param name="table">What the analysis knows.</param>
    /// <param name="isLoaded">For <c>.eh_frame</c>.</param>
    public static SectionImage Write(EntryObject entryObject, FrameTable table, bool isLoaded)
    {
        var writer = new FrameSection(entryObject, isLoaded);
        writer.CommonInformation();
        for (var section = 0; section < entryObject.Sections.Length; section++)
        {
            if (table.Of(section) is not { } rows)
                continue;
            foreach (var left in WrittenFrames.LeftOver(entryObject, section))
                writer.Description(section, left.Start, left.End, rows);
        }

        return writer.image;
    }

    private void CommonInformation() => Record(() =>
    {
        image.Write(isLoaded ? 0 : -1, 4);
        image.Write(isLoaded ? 1 : 4, 1);
        image.Write(isLoaded ? "zR\0"u8 : "\0"u8);
        if (!isLoaded)
        {
            image.Write(Dwarf.AddressSize, 1);
            image.Write(0, 1); // no segment selectors
        }

        image.Unsigned(1); // code counts in bytes
        image.Signed(DataUnit);
        image.Unsigned(Dwarf.ReturnAddress);
        if (isLoaded)
        {
            image.Unsigned(1);
            image.Write(0x1b, 1); // distances of 32 bits, signed
        }
    });

    private void Description(int section, int start, int end, IReadOnlyList<FrameRow?> rows)
    {
        var size = end - start;
        Record(() =>
        {
            if (isLoaded)
            {
                image.Write(image.Length, 4);
                image.AddDistance(section, start);
                image.Write(size, 4);
                image.Unsigned(0);
            }
            else
            {
                image.AddOffset(image, 0);
                image.AddAddress(section, start);
                image.Write(size, 8);
            }

            Rows(rows, start, end);
        });
    }

    private void Rows(IReadOnlyList<FrameRow?> rows, int start, int end)
    {
        var at = start;
        var current = new FrameRule?[Dwarf.Registers];
        FrameRule? frame = null;
        for (var offset = start; offset < end; offset++)
        {
            if (rows[offset] is not { } row || IsAs(row, frame, current))
                continue;
            Advance(offset - at);
            at = offset;
            if (row.Frame != frame)
                Frame(row.Frame);
            frame = row.Frame;
            for (var register = 0; register < current.Length; register++)
            {
                var rule = RuleOf(row, register);
                if (rule != current[register])
                    Rule(Dwarf.Number(register), rule);
                current[register] = rule;
            }
        }
    }

    private static bool IsAs(FrameRow row, FrameRule? frame, FrameRule?[] current)
    {
        if (row.Frame != frame)
            return false;
        for (var register = 0; register < current.Length; register++)
        {
            if (RuleOf(row, register) != current[register])
                return false;
        }

        return true;
    }

    /// <summary>A way that starts from the frame is none where it is not known where the frame is.</summary>
    private static FrameRule RuleOf(FrameRow row, int register)
    {
        var rule = row[register];
        return rule.Kind is FrameRuleKind.AtFrame or FrameRuleKind.FramePlus && !row.HasFrame ? default : rule;
    }

    private void Advance(int bytes)
    {
        if (bytes == 0)
            return;
        if (bytes < 0x40)
        {
            image.Write(Dwarf.AdvanceLocation | bytes, 1);
            return;
        }

        var width = bytes < 0x100 ? 1 : bytes < 0x10000 ? 2 : 4;
        image.Write(width switch { 1 => Dwarf.AdvanceLocation1, 2 => Dwarf.AdvanceLocation2, _ => Dwarf.AdvanceLocation4 }, 1);
        image.Write(bytes, width);
    }

    private void Frame(in FrameRule rule)
    {
        if (rule.Kind == FrameRuleKind.AtRegister && rule.Offset >= 0)
        {
            image.Write(Dwarf.DefineFrame, 1);
            image.Unsigned((ulong)Dwarf.Number(rule.Register));
            image.Unsigned((ulong)rule.Offset);
            return;
        }

        image.Write(Dwarf.DefineFrameExpression, 1);
        if (rule.Kind == FrameRuleKind.Undefined)
            Block(static block => block.Write(Dwarf.Zero, 1)); // no path comes here: not even rsp may be asked for, it may be lost itself
        else
            Expression(rule);
    }

    private void Rule(int number, in FrameRule rule)
    {
        switch (rule.Kind)
        {
            case FrameRuleKind.Same:
                Instruction(Dwarf.SameValue, number);
                break;
            case FrameRuleKind.FramePlus:
                Instruction(Dwarf.ValueOffset, number);
                image.Unsigned((ulong)(rule.Offset / DataUnit));
                break;
            case FrameRuleKind.InRegister:
                Instruction(Dwarf.Register, number);
                image.Unsigned((ulong)Dwarf.Number(rule.Register));
                break;
            case FrameRuleKind.AtFrame:
                AtFrame(number, rule.Offset);
                break;
            case FrameRuleKind.AtRegister or FrameRuleKind.Indirect:
                Instruction(Dwarf.Expression, number);
                Expression(rule);
                break;
            default:
                Instruction(Dwarf.Undefined, number);
                break;
        }
    }

    private void AtFrame(int number, long offset)
    {
        if (offset % DataUnit == 0 && offset < 0 && number < 0x40)
        {
            image.Write(Dwarf.Offset | number, 1);
            image.Unsigned((ulong)(offset / DataUnit));
        }
        else if (offset % DataUnit == 0)
        {
            Instruction(Dwarf.OffsetSigned, number);
            image.Signed(offset / DataUnit);
        }
        else
        {
            // The frame's address lies on the stack of the expression already.
            Instruction(Dwarf.Expression, number);
            Block(block =>
            {
                block.Write(Dwarf.ConstantSigned, 1);
                block.Signed(offset);
                block.Write(Dwarf.Plus, 1);
            });
        }
    }

    private void Instruction(int instruction, int number)
    {
        image.Write(instruction, 1);
        image.Unsigned((ulong)number);
    }

    private void Expression(FrameRule rule) => Block(block =>
    {
        block.Write(Dwarf.BaseRegister + Dwarf.Number(rule.Register), 1);
        block.Signed(rule.Kind == FrameRuleKind.Indirect ? rule.Inner : rule.Offset);
        if (rule.Kind != FrameRuleKind.Indirect)
            return;
        block.Write(Dwarf.Dereference, 1);
        block.Write(Dwarf.ConstantSigned, 1);
        block.Signed(rule.Offset);
        block.Write(Dwarf.Plus, 1);
    });

    private void Block(Action<SectionImage> write)
    {
        var length = image.Length;
        image.Write(0, 1); // no expression of ours has 128 bytes
        write(image);
        image.Patch(length, image.Length - length - 1, 1);
    }

    private void Record(Action contents)
    {
        var start = image.Length;
        image.Write(0, 4);
        contents();
        while ((image.Length - start) % 8 != 0)
            image.Write(0, 1); // DW_CFA_nop
        image.Patch(start, image.Length - start - 4, 4);
    }
}
