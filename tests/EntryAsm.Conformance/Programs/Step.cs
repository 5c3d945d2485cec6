// SPDX-License-Identifier: MIT
using System.Globalization;
using Iced.Intel;

namespace EntryAsm.Conformance;

/// <summary>One call of a random program.</summary>
internal abstract record Step
{
    public abstract void Apply(ProgramScope scope);

    /// <summary>The call as C#.</summary>
    public abstract override string ToString();

    protected static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An instruction; its symbols are places of the program.</summary>
internal sealed record InstructionStep(Case Case) : Step
{
    public override void Apply(ProgramScope scope) => scope.Emit(Case);

    public override string ToString() => Case.ToString();
}

/// <summary>Defines a place.</summary>
internal sealed record BindStep(Place Place) : Step
{
    public override void Apply(ProgramScope scope) => scope.Module.bind(scope.Resolve(Place));

    public override string ToString() => "bind(" + Place + ");";
}

/// <summary>Data: numbers, places, differences.</summary>
internal sealed record DataStep(int Unit, Op[] Values) : Step
{
    public override void Apply(ProgramScope scope)
    {
        Op[] values = [.. Values.Select(scope.Resolve)];
        switch (Unit)
        {
            case 1: scope.Module.db(values); break;
            case 2: scope.Module.dw(values); break;
            case 4: scope.Module.dd(values); break;
            default: scope.Module.dq(values); break;
        }
    }

    public override string ToString() =>
        Unit switch { 1 => "db", 2 => "dw", 4 => "dd", _ => "dq" } + "(" + string.Join(", ", Values.Select(value => value.ToString())) + ");";
}

/// <summary>Padding to an alignment.</summary>
internal sealed record AlignStep(int Power, int? Fill, int Max) : Step
{
    public override void Apply(ProgramScope scope) => scope.Module.p2align(Power, Fill, Max);

    public override string ToString() => "p2align(" + Number(Power) + ", " + (Fill is { } fill ? Number(fill) : "null") + ", " + Number(Max) + ");";
}

/// <summary>A run of one byte.</summary>
internal sealed record SkipStep(int Bytes, byte Value) : Step
{
    public override void Apply(ProgramScope scope) => scope.Module.skip(Bytes, Value);

    public override string ToString() => "skip(" + Number(Bytes) + ", " + Number(Value) + ");";
}

/// <summary>Characters.</summary>
internal sealed record TextStep(string Characters, bool Ended) : Step
{
    public override void Apply(ProgramScope scope)
    {
        if (Ended)
            scope.Module.asciz(Characters);
        else
            scope.Module.ascii(Characters);
    }

    public override string ToString() => (Ended ? "asciz(\"" : "ascii(\"") + Characters + "\");";
}

/// <summary>A change of section.</summary>
internal sealed record SectionStep(int Section) : Step
{
    public override void Apply(ProgramScope scope) => scope.Module.section(scope.SectionName(Section), Section < 2 ? "ax" : "aw");

    public override string ToString() => "section(\".s" + Number(Section) + "\", \"" + (Section < 2 ? "ax" : "aw") + "\");";
}

/// <summary>Type and size of a place.</summary>
internal sealed record AttributeStep(Place Place, bool Sized) : Step
{
    public override void Apply(ProgramScope scope)
    {
        scope.Module.type(scope.Resolve(Place), SymbolType.Function);
        if (Sized)
            scope.Module.size(scope.Resolve(Place));
    }

    public override string ToString() => "type(" + Place + ", SymbolType.Function);" + (Sized ? " size(" + Place + ");" : "");
}

/// <summary>A place that a program's steps name; what symbol stands for it is said when the program runs.</summary>
internal sealed class Place(int number, PlaceSort sort) : Symbol
{
    public PlaceSort Sort { get; } = sort;

    public override string Name { get; } = sort.ToString().ToLowerInvariant() + Number(number);

    public override SymbolBinding Binding { get; } = BindingOf(sort);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static SymbolBinding BindingOf(PlaceSort sort) => sort switch
    {
        PlaceSort.Weak => SymbolBinding.Weak,
        PlaceSort.Local or PlaceSort.Label => SymbolBinding.Local,
        _ => SymbolBinding.Global,
    };
}

/// <summary>What a place is.</summary>
internal enum PlaceSort
{
    Label,
    Local,
    Global,
    Weak,
    Extern,
}
