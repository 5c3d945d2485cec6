// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.Generators;

/// <summary>
/// A module's own <c>Global()</c> that its object does not have: nothing binds it and nothing names it, so whoever links against it finds no symbol. One that is named and not bound is an error already.
/// </summary>
internal static class UnboundGlobals
{
    public static IEnumerable<IFieldSymbol> Of(EntryObject entryObject, Compilation compilation, CancellationToken cancellation)
    {
        if (compilation.Assembly.GetTypeByMetadataName(entryObject.Name) is not { } module)
            return [];
        var names = new HashSet<string>(entryObject.Symbols.Select(static symbol => symbol.Name), StringComparer.Ordinal);
        return module.GetMembers().OfType<IFieldSymbol>().Where(field => field.IsStatic && !names.Contains(field.Name) && IsGlobal(field, cancellation));
    }

    /// <summary>Whether the field is set to <c>Global()</c>, which takes the symbol's name from the field.</summary>
    private static bool IsGlobal(IFieldSymbol field, CancellationToken cancellation) => field.DeclaringSyntaxReferences.Length == 1
        && field.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer.Value: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call }
        && call.Expression is IdentifierNameSyntax { Identifier.ValueText: "Global" };
}
