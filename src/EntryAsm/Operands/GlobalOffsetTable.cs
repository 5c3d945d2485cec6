// SPDX-License-Identifier: MIT
namespace EntryAsm.Operands;

/// <summary>The name under which assemblers know the global offset table (psABI AMD64, 4.4.1): a field that holds it holds the distance to the table.</summary>
internal static class GlobalOffsetTable
{
    public const string Name = "_GLOBAL_OFFSET_TABLE_";

    /// <summary>What a reference by way of it makes the object name, too.</summary>
    public static readonly Symbol Instance = new NamedSymbol(Name, SymbolBinding.Global, isExtern: true);

    public static bool IsMeant(Symbol? symbol) => symbol is NamedSymbol { IsGlobalOffsetTable: true };
}
