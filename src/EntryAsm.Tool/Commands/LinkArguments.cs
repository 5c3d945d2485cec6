// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;

namespace EntryAsm.Tool.Commands;

/// <summary>How a module is linked for an address.</summary>
internal sealed class LinkArguments
{
    private readonly Option<string?> address = new("--address") { Description = "The address the blob is linked for, decimal or hexadecimal.", HelpName = "ADDRESS" };

    private readonly Option<string[]> symbols = new("--symbol") { Description = "The address of a symbol the module does not define. May be given several times.", HelpName = "NAME=ADDRESS" };

    private readonly Option<string[]> features = new("--feature")
    {
        Description = "A feature of the processor, word * 32 + bit: alternatives are applied for exactly the features given. Without any the code stays as assembled.",
        HelpName = "NUMBER",
    };

    public void AddTo(Command command)
    {
        command.Add(address);
        command.Add(symbols);
        command.Add(features);
    }

    public EntryImage Link(ParseResult result, EntryObject module)
    {
        if (result.GetValue(address) is not { } baseAddress)
            throw ToolException.Usage("--blob and --map need --address, the address the code will run at");

        var known = (result.GetValue(symbols) ?? []).Select(Symbol).ToLookup(static symbol => symbol.Name, static symbol => symbol.Address, StringComparer.Ordinal);
        RequireSymbols(module, known);
        var present = (result.GetValue(features) ?? []).Select(static text => Number("--feature", text)).ToHashSet();
        return EntryImage.Link([module], new LinkOptions
        {
            BaseAddress = Number("--address", baseAddress),
            Resolve = name => known.Contains(name) ? known[name].Last() : null,
            HasFeature = present.Count == 0 ? null : feature => present.Contains((ulong)feature),
        });
    }

    /// <summary>Names all symbols that are missing, where the linker would stop at the first.</summary>
    private static void RequireSymbols(EntryObject module, ILookup<string, ulong> known)
    {
        var used = module.Sections.Where(static section => (section.Flags & SectionFlags.Alloc) != 0)
            .SelectMany(static section => section.Relocations).Select(relocation => module.Symbols[relocation.Symbol]);
        var missing = used.Where(symbol => !symbol.IsDefined && symbol.Binding != SymbolBinding.Weak && !known.Contains(symbol.Name))
            .Select(static symbol => symbol.Name).Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count != 0)
            throw new ToolException("the module uses symbols it does not define; give their addresses with --symbol NAME=ADDRESS: " + string.Join(", ", missing));
    }

    private static (string Name, ulong Address) Symbol(string text)
    {
        var equals = text.LastIndexOf('=');
        return equals > 0
            ? (text[..equals], Number("--symbol " + text[..equals], text[(equals + 1)..]))
            : throw ToolException.Usage("--symbol '" + text + "' does not read NAME=ADDRESS");
    }

    private static ulong Number(string option, string text)
    {
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return ulong.TryParse(isHex ? text.AsSpan(2) : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw ToolException.Usage(option + ": '" + text + "' is not a number; write 4096 or 0x1000");
    }
}
