// SPDX-License-Identifier: MIT
using System.Globalization;

namespace EntryAsm.Flow;

/// <summary>Names values in a word, as an author would: <c>rdi</c> is what rdi held at the entry, <c>rdi'</c> the same unless a function has changed it.</summary>
internal sealed class ValueNames(FlowMap map)
{
    public string Of(Value value)
    {
        var key = map.Bases[value.Base];
        return key.Kind switch
        {
            BaseKind.Unknown => "?",
            BaseKind.Constant => Number(value.Offset),
            BaseKind.Register => MachineRegister.Name((int)key.A).Replace(' ', '-') + Plus(value.Offset),
            BaseKind.Stack => (StackKind)key.A == StackKind.Interrupt ? "frame" + Plus(value.Offset) : "stack" + Plus(value.Offset),
            BaseKind.Symbol => map.Object.Symbols[(int)key.A].Name + Plus(value.Offset),
            BaseKind.Section => map.Object.Sections[(int)key.A].Name + Plus(value.Offset),
            BaseKind.Memory => "[" + Of(new Value((int)key.A, key.C)) + "]" + Plus(value.Offset),
            BaseKind.Segment => (key.A == 1 ? "gs:" : "fs:") + Of(new Value((int)key.B, value.Offset)),
            BaseKind.ReturnAddress => "return",
            BaseKind.Result => "result" + Plus(value.Offset),
            BaseKind.PageTables => "cr3",
            BaseKind.Flags => "flags",
            BaseKind.GsBase => "gsbase",
            BaseKind.PerhapsChanged => Of(map.Bases.Unchanged(value)) + "'",
            BaseKind.Joined => "joined" + Plus(value.Offset),
            _ => "expression" + Plus(value.Offset),
        };
    }

    private static string Plus(long offset) => offset == 0 ? "" : offset.ToString("+0;-0", CultureInfo.InvariantCulture);

    private static string Number(long value) => value is > -10 and < 10 ? value.ToString(CultureInfo.InvariantCulture) : "0x" + value.ToString("x", CultureInfo.InvariantCulture);
}
