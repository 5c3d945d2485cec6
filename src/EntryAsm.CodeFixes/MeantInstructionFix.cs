// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryAsm.CodeFixes;

/// <summary>Writes the instruction that is meant for one that seldom is (EA0201 to EA0205), or says that it is meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class MeantInstructionFix : CodeFixProvider
{
    /// <summary>By diagnostic, the usual name and the one that says the other is meant.</summary>
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["EA0203"] = ["sysretq", "sysretl"],
        ["EA0204"] = ["iretq", "iretd"],
        ["EA0205"] = ["retfq", "retfd"],
    };

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("EA0201", "EA0202", "EA0203", "EA0204", "EA0205");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await CallFix.CallAsync(context, diagnostic).ConfigureAwait(false) is not { } call)
                continue;
            if (Names.TryGetValue(diagnostic.Id, out var names))
                OfferNames(context, diagnostic, call, names);
            else if (call.ArgumentList.Arguments is [{ Expression: { } target }])
                OfferTargets(context, diagnostic, target);
        }
    }

    private static void OfferNames(CodeFixContext context, Diagnostic diagnostic, InvocationExpressionSyntax call, string[] names)
    {
        if (CallFix.NameOf(call) is not { } written)
            return;
        foreach (var name in names)
            CallFix.Offer(context, diagnostic, "Write " + name, written, SyntaxFactory.IdentifierName(name));
    }

    private static void OfferTargets(CodeFixContext context, Diagnostic diagnostic, ExpressionSyntax target)
    {
        if (diagnostic.Id == "EA0201" && target is IdentifierNameSyntax register && SizedNames.OfRegister(register.Identifier.ValueText) is { } names)
            CallFix.Offer(context, diagnostic, "Write " + names[0], register, SyntaxFactory.IdentifierName(names[0]));
        if (diagnostic.Id != "EA0202" || SizedNames.MemorySizeOf(target) is not { } size)
            return;
        foreach (var wider in new[] { "qword", "fword" })
            CallFix.Offer(context, diagnostic, "Write " + wider + "[…]", size, SyntaxFactory.IdentifierName(wider));
    }
}
