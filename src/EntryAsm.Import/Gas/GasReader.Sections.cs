// SPDX-License-Identifier: MIT
using EntryAsm.Import.Tree;

namespace EntryAsm.Import.Gas;

internal sealed partial class GasReader
{
    private static readonly Dictionary<string, SectionType> SectionTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["progbits"] = SectionType.ProgBits, ["nobits"] = SectionType.NoBits, ["note"] = SectionType.Note, ["unwind"] = SectionType.Unwind,
        ["init_array"] = SectionType.InitArray, ["fini_array"] = SectionType.FiniArray, ["preinit_array"] = SectionType.PreinitArray,
    };

    private void AddSections(Dictionary<string, Action<string>> all)
    {
        foreach (var name in (string[])["text", "data", "bss"])
            all["." + name] = rest => Plain(name, rest);
        all[".section"] = rest => Section("section", rest);
        all[".pushsection"] = rest => Section("pushsection", rest);
        all[".popsection"] = _ => Call("popsection");
        all[".previous"] = _ => Call("previous");
        all[".subsection"] = rest => output.Add(new SubsectionStatement(Known(ParseAll(rest, "a number"), "a subsection")) { Line = line });
    }

    private void Plain(string name, string rest)
    {
        namesBss |= name == "bss";
        Call(name);
        Subsection(rest);
    }

    /// <summary>A section's first subsection is 0, and it begins with that by itself.</summary>
    private void Subsection(string rest)
    {
        if (rest.Length > 0 && Known(ParseAll(rest, "a number"), "a subsection") is var number and not 0)
            output.Add(new SubsectionStatement(number) { Line = line });
    }

    private void Section(string method, string rest)
    {
        var parts = Parts(rest);
        if (parts.Count == 0 || parts[0].Length == 0)
            throw new ImportException(line, "the section has no name");
        var arguments = new List<Argument> { new TextArgument(parts[0].Trim('"')) };
        var subsection = "";
        if (parts.Count > 1 && !parts[1].StartsWith('"'))
        {
            subsection = parts[1];
            parts.RemoveAt(1);
        }

        if (parts.Count > 1)
        {
            var flags = parts[1].Trim('"');
            arguments.Add(new TextArgument(flags));
            AddType(parts, flags, arguments);
        }

        namesBss |= parts[0].Trim('"') == ".bss";
        Call(method, [.. arguments]);
        Subsection(subsection);
    }

    private void AddType(List<string> parts, string flags, List<Argument> arguments)
    {
        var next = 2;
        if (parts.Count > next && parts[next].Length > 0 && parts[next][0] is '@' or '%')
        {
            var name = parts[next++][1..];
            arguments.Add(new ConstantArgument(SectionTypes.TryGetValue(name, out var type) ? type : throw new ImportException(line, "the section type '" + name + "' cannot be imported")));
        }

        if (flags.Contains('M', StringComparison.Ordinal) && parts.Count > next)
            arguments.Add(new NumberArgument(ParseAll(parts[next++], "an element size")) { Name = "entrySize" });
        if (flags.Contains('o', StringComparison.Ordinal) && parts.Count > next)
            arguments.Add(new TextArgument(parts[next++].Trim('"')) { Name = "linkedTo" });
        if (flags.Contains('G', StringComparison.Ordinal) && parts.Count > next)
        {
            arguments.Add(new TextArgument(parts[next++].Trim('"')) { Name = "group" });
            if (parts.Count > next && parts[next].Equals("comdat", StringComparison.OrdinalIgnoreCase) && next++ > 0)
                arguments.Add(new ConstantArgument(true) { Name = "comdat" });
        }

        if (parts.Count > next)
            throw new ImportException(line, "'" + parts[next] + "' cannot be imported: sections here are told apart by name and group");
    }
}
