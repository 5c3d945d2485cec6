// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool;

/// <summary>What two sides know in common. An object forgets what a directive was, what is padding and by which of several names a place was called.</summary>
/// <param name="IsPlain">True when one side is an object and the other is not: rows are compared as an object has them.</param>
/// <param name="HasNames">True when both know by which name a statement calls a place.</param>
internal readonly record struct ComparisonForm(bool IsPlain, bool HasNames)
{
    public static ComparisonForm Of(InputKind old, InputKind now) =>
        new((old == InputKind.Object) != (now == InputKind.Object), old != InputKind.Object && now != InputKind.Object);
}
