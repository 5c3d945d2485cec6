// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Interpretation;

/// <summary>An object of an author's class, struct or record.</summary>
internal sealed class Instance(Machine machine, TypeRecord type) : IFormattable
{
    public TypeRecord Type => type;

    public Machine Machine => machine;

    /// <summary>Fields, automatic properties and primary constructor parameters.</summary>
    public object?[] Fields { get; private set; } = type.NewFields(machine);

    /// <summary>The native part of a class derived from the engine's assembler.</summary>
    public EntryAssembler? Host { get; set; }

    public Instance Copy() => new(machine, type) { Fields = CopiedFields(), Host = Host };

    public override bool Equals(object? other) => machine.InstancesEqual(this, other);

    public override int GetHashCode() => machine.HashOf(this);

    public override string ToString() => machine.TextOf(this);

    public string ToString(string? format, IFormatProvider? provider) => ToString();

    private object?[] CopiedFields()
    {
        var copy = (object?[])Fields.Clone();
        for (var index = 0; index < copy.Length; index++)
            copy[index] = Values.Copy(copy[index]);
        return copy;
    }
}
