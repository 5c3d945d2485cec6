// SPDX-License-Identifier: MIT
namespace EntryAsm.Architecture;

/// <summary>A folder and what stands in it.</summary>
internal sealed record Room(string Folder, string What);

/// <summary>What must hold of the folders of a project.</summary>
/// <param name="Project">The project.</param>
/// <param name="Rooms">Its folders, each of which uses only those before it; empty where any order without a cycle will do.</param>
/// <param name="SpreadClass">A class whose parts fill several folders on purpose.</param>
internal sealed record Rules(string Project, IReadOnlyList<Room> Rooms, string? SpreadClass = null)
{
    public static IReadOnlyList<Rules> All { get; } =
    [
        new("EntryAsm",
        [
            new("Primitives", "lists, sums and sets that know nothing of assembly; bytes in little-endian order; numbers in text"),
            new("Errors", "the exception, the C# line it carries, and the one table of errors"),
            new("Operands", "operands, symbols, memory sizes, address arithmetic, and the encodings an author may ask for"),
            new("Objects", "what a result consists of: sections, symbols, items, relocations, gates; names for its places"),
            new("Encoding", "from mnemonic and operands to bytes, as GNU as chooses; the table of forms is generated"),
            new("Assembler", "all state of a module while it is assembled: sections as fragments, symbols, pending prefixes"),
            new("Layout", "relaxation: every fragment gets its address"),
            new("Finish", "turns the finished layout into the immutable object"),
            new("Dsl", "what an author derives from: one-line forwards, the generated instructions, rows of the kernel's tables"),
            new("Tables", "typed readers of the kernel's tables in an object"),
            new("Flow", "the control and data flow of an object"),
            new("Check", "what is wrong with that flow"),
            new("Orc", "the tables of the kernel's ORC unwinder"),
            new("DebugData", "DWARF: C# lines, routines, and call frames from the flow"),
            new("Formats/Elf", "ELF64 relocatable objects, written and read"),
            new("Formats/Binary", "the form in which an object travels inside an assembly"),
            new("Writers", "instructions as C# writes them, GNU assembler source, JSON"),
            new("Writers/Listings", "the listing, as data and as text"),
            new("Writers/CSharp", "C# for a kernel without a runtime; `Emitted/` is linker source that is written out, not compiled here"),
            new("Linking", "objects placed at an address, at run time"),
        ]),
        new("EntryAsm.Build", []),
        new("EntryAsm.Generators", []),
        new("EntryAsm.Kernel", [], SpreadClass: "EntryAsm.Kernel.KernelKit"),
        new("EntryAsm.Linux", [], SpreadClass: "EntryAsm.Linux.LinuxEntry"),
        new("EntryAsm.Linux.Kbuild", []),
        new("EntryAsm.Linux612", [], SpreadClass: "EntryAsm.Linux612.LinuxEntry"),
        new("EntryAsm.Report", []),
        new("EntryAsm.Tool", []),
    ];

    /// <summary>The rules of a project; for one without an entry, no cycles.</summary>
    public static Rules Of(string project) => All.FirstOrDefault(rules => rules.Project == project) ?? new Rules(project, []);
}
