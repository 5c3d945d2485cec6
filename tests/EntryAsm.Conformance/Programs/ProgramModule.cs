// SPDX-License-Identifier: MIT
using System.Globalization;
using Iced.Intel;

namespace EntryAsm.Conformance;

/// <summary>A random program: its steps, and the places they name.</summary>
internal sealed record RandomProgram(IReadOnlyList<Step> Steps)
{
    public int Instructions => Steps.Count(step => step is InstructionStep);

    /// <summary>The program as C#.</summary>
    public override string ToString() => string.Join("\n", Steps);
}

/// <summary>One module of many programs, each in sections and with symbols of its own.</summary>
[EntryModule]
internal sealed class ProgramModule(IReadOnlyList<RandomProgram> programs) : EntryAssembler
{
    public static string SectionName(int program, int section) =>
        ".s" + section.ToString(CultureInfo.InvariantCulture) + "." + program.ToString(CultureInfo.InvariantCulture);

    protected override void Assemble()
    {
        for (var number = 0; number < programs.Count; number++)
        {
            var scope = new ProgramScope(this, number);
            new SectionStep(0).Apply(scope);
            foreach (var step in programs[number].Steps)
                step.Apply(scope);
        }
    }

    /// <summary>One instruction, without a location of its own.</summary>
    public void Emit(Case each) => CaseEmission.Emit(this, each, "program", 1);
}

/// <summary>What the places of one program are in a module.</summary>
internal sealed class ProgramScope(ProgramModule module, int number)
{
    private readonly Dictionary<Place, Symbol> symbols = [];

    public ProgramModule Module => module;

    public string SectionName(int section) => ProgramModule.SectionName(number, section);

    public Symbol Resolve(Symbol place)
    {
        if (place is not Place named)
            return place;
        if (!symbols.TryGetValue(named, out var symbol))
            symbols.Add(named, symbol = Make(named, "p" + number.ToString(CultureInfo.InvariantCulture) + "_" + named.Name));
        return symbol;
    }

    public Op Resolve(Op op) => op.Symbol is not (null or Place) && op.Minus is null ? op
        : op.About(op.Symbol is null ? null : Resolve(op.Symbol), op.Minus is null ? null : Resolve(op.Minus), op.Value);

    public void Emit(Case each) => module.Emit(each with { Operands = [.. each.Operands.Select(Resolve)] });

    private Symbol Make(Place place, string name) => place.Sort switch
    {
        PlaceSort.Label => module.label(),
        PlaceSort.Local => EntryAssembler.Local(name),
        PlaceSort.Global => EntryAssembler.Global(name),
        PlaceSort.Weak => EntryAssembler.Weak(name),
        _ => EntryAssembler.Extern(name),
    };
}
