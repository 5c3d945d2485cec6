// SPDX-License-Identifier: MIT
namespace EntryAsm.Operands;

/// <summary>A symbol with a name.</summary>
/// <param name="name">Its name.</param>
/// <param name="binding">The binding it is declared with.</param>
/// <param name="isExtern">Declared with <see cref="EntryAssembler.Extern"/>.</param>
internal sealed class NamedSymbol(string name, SymbolBinding binding, bool isExtern = false) : Symbol
{
    private bool isChecked;

    public bool IsExtern { get; } = isExtern;

    /// <summary>Asked for every field that names a symbol, so it is found out once.</summary>
    public bool IsGlobalOffsetTable { get; } = name == GlobalOffsetTable.Name;

    /// <summary>
    /// The number its name had in the assembly that used it last: where to look first. Several threads may write it, so whoever reads it checks it.
    /// </summary>
    public int LastNumber { get; set; }

    /// <summary>What is wrong with the name, or null; a name that is right is looked through once.</summary>
    public string? NameProblem
    {
        get
        {
            if (isChecked)
                return null;
            var problem = SymbolNames.Problem(Name);
            isChecked = problem is null;
            return problem;
        }
    }

    public override string Name { get; } = name;

    public override SymbolBinding Binding { get; } = binding;
}
