// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Flow;

namespace EntryAsm.Check;

/// <summary>Says what a value is.</summary>
internal static class ValueText
{
    public static string Of(Value value, Site site, Paths paths)
    {
        if (value.IsConstant)
            return Number(value.Offset);
        var key = site.Base(value);
        switch (key.Kind)
        {
            case BaseKind.Unknown:
                return "something unknown";
            case BaseKind.Register when value.Offset == 0:
                return key.A switch
                {
                    MachineRegister.ReturnAddress => "the return address",
                    MachineRegister.ErrorCode => "the error code",
                    _ => MachineRegister.Name((int)key.A) + " as it was at the entry",
                };
            case BaseKind.Stack:
                return "an address in this stack";
            case BaseKind.Symbol:
                return "the address of " + site.Map.Object.Symbols[(int)key.A].Name;
            case BaseKind.Section:
                return "an address in " + site.Map.Object.Sections[(int)key.A].Name;
            case BaseKind.Memory:
                return "what was loaded from " + Address(new Value((int)key.A, key.C), site, paths);
            case BaseKind.ReturnAddress:
                return "a return address";
            case BaseKind.Result:
                return "what the call" + paths.At(site.Code.Instructions[(int)key.A]) + " left in " + MachineRegister.Name((int)key.B);
            case BaseKind.PageTables:
                return "CR3";
            case BaseKind.Flags:
                return "flags that were pushed" + paths.At(site.Code.Instructions[(int)key.A]);
            case BaseKind.GsBase:
                return "the base of gs";
            case BaseKind.PerhapsChanged:
                return Of(site.Bases.Unchanged(value), site, paths);
            case BaseKind.Expression:
                return "a part of " + Of(new Value((int)key.B, key.C), site, paths);
            default:
                return "not the same on all paths";
        }
    }

    private static string Address(Value address, Site site, Paths paths)
    {
        var key = site.Base(address);
        return key.Kind switch
        {
            BaseKind.Segment => (key.A == 1 ? "gs:" : "fs:") + (site.Base(new Value((int)key.B, 0)).Kind == BaseKind.Symbol ? site.Map.Object.Symbols[(int)site.Base(new Value((int)key.B, 0)).A].Name : Number(address.Offset)),
            BaseKind.Stack => "the stack",
            BaseKind.Symbol => site.Map.Object.Symbols[(int)key.A].Name,
            BaseKind.Register => "[" + MachineRegister.Name((int)key.A) + "]",
            _ => "memory",
        };
    }

    public static string Number(long value) => value is >= -16 and <= 9 ? value.ToString(CultureInfo.InvariantCulture) : value < 0 ? "-0x" + (-value).ToString("x", CultureInfo.InvariantCulture) : "0x" + value.ToString("x", CultureInfo.InvariantCulture);

    public static string Decimal(long value) => value.ToString(CultureInfo.InvariantCulture);
}
