// SPDX-License-Identifier: MIT
using EntryAsm.Errors;
using EntryAsm.Primitives;

namespace EntryAsm.Linking;

/// <summary>
/// Gives every loaded section its address: sections of one name follow each other in the order of the objects, each at its own alignment, as
/// <c>*(.name)</c> in a linker script has it. Not loaded is what is not allocated, and what the kernel's linker script discards (<c>.discard</c> and
/// what begins with <c>.discard.</c>).
/// </summary>
internal sealed class ImageLayout
{
    private readonly IReadOnlyList<EntryObject> objects;
    private readonly List<Output> outputs = [];
    private readonly Dictionary<string, Output> byName = new(StringComparer.Ordinal);
    private readonly Output?[][] outputOf;
    private readonly int[][] offsetIn;

    public ImageLayout(IReadOnlyList<EntryObject> objects, LinkOptions options)
    {
        this.objects = objects;
        outputOf = new Output?[objects.Count][];
        offsetIn = new int[objects.Count][];
        for (var i = 0; i < objects.Count; i++)
            Gather(i);
        Place(options);
    }

    /// <summary>The sections in the order of their first appearance.</summary>
    public IReadOnlyList<Output> Outputs => outputs;

    /// <summary>Bytes of contents altogether.</summary>
    public int ContentSize { get; private set; }

    public static bool IsLoaded(EntrySection section) =>
        (section.Flags & SectionFlags.Alloc) != 0 && section.Name != ".discard" && !section.Name.StartsWith(".discard.", StringComparison.Ordinal);

    /// <summary>The address of an input section; 0 when it is not loaded.</summary>
    public ulong AddressOf(int entryObject, int section) =>
        outputOf[entryObject][section] is { } output ? output.Address + (uint)offsetIn[entryObject][section] : 0;

    /// <summary>Where the contents of an input section are in the image's bytes, or -1 when it has none there.</summary>
    public int PositionOf(int entryObject, int section)
    {
        var hasContents = objects[entryObject].Sections[section].Type != SectionType.NoBits;
        return hasContents && outputOf[entryObject][section] is { HasContents: true } output ? output.Position + offsetIn[entryObject][section] : -1;
    }

    public Output? Find(string name) => byName.TryGetValue(name, out var output) ? output : null;

    private void Gather(int index)
    {
        var sections = objects[index].Sections;
        outputOf[index] = new Output?[sections.Length];
        offsetIn[index] = new int[sections.Length];
        for (var i = 0; i < sections.Length; i++)
        {
            if (!IsLoaded(sections[i]))
                continue;
            if (!byName.TryGetValue(sections[i].Name, out var output))
            {
                output = new Output(sections[i].Name);
                byName.Add(output.Name, output);
                outputs.Add(output);
            }

            outputOf[index][i] = output;
            offsetIn[index][i] = output.Append(sections[i]);
        }
    }

    private void Place(LinkOptions options)
    {
        RequireKnown(options.Placement);
        var next = options.BaseAddress;
        foreach (var output in outputs)
        {
            var mask = (ulong)output.Alignment - 1;
            var address = unchecked(next + mask) & ~mask;
            if (options.Placement is not null && options.Placement.TryGetValue(output.Name, out var chosen))
                address = chosen;
            else if (address < next)
                throw Error.LinkPlacement("section '" + output.Name + "' does not fit below the end of the address space; choose a lower base address");
            if ((address & mask) != 0)
            {
                throw Error.LinkPlacement("section '" + output.Name + "' cannot be placed at " + NumberText.Hex(address)
                    + ": it is aligned to " + NumberText.Hex((ulong)output.Alignment) + " bytes");
            }

            if (address + (uint)output.Size < address)
                throw Error.LinkPlacement("section '" + output.Name + "' at " + NumberText.Hex(address) + " does not fit below the end of the address space");

            output.Address = address;
            output.Position = output.HasContents ? ContentSize : -1;
            ContentSize += output.HasContents ? output.Size : 0;
            next = address + (uint)output.Size;
        }

        if (options.Placement is not null)
            RejectOverlap(); // sections that only follow each other cannot
    }

    private void RequireKnown(IReadOnlyDictionary<string, ulong>? placement)
    {
        foreach (var name in placement?.Keys ?? [])
        {
            if (!byName.ContainsKey(name))
            {
                throw Error.LinkPlacement("there is no section '" + name + "' to place; the loaded sections are "
                    + string.Join(", ", outputs.Select(static output => output.Name)));
            }
        }
    }

    private void RejectOverlap()
    {
        Output? before = null;
        foreach (var output in outputs.Where(static output => output.Size != 0).OrderBy(static output => output.Address))
        {
            if (before is not null && output.Address - before.Address < (uint)before.Size)
            {
                throw Error.LinkPlacement("section '" + output.Name + "' at " + NumberText.Hex(output.Address) + " overlaps '" + before.Name
                    + "' (" + NumberText.Hex(before.Address) + ", " + NumberText.Hex((uint)before.Size) + " bytes)");
            }

            before = output;
        }
    }

    /// <summary>A section of the image while it is laid out.</summary>
    internal sealed class Output(string name)
    {
        public string Name { get; } = name;

        public SectionFlags Flags { get; private set; }

        public int Alignment { get; private set; } = 1;

        public int Size { get; private set; }

        public bool HasContents { get; private set; }

        public ulong Address { get; set; }

        /// <summary>Where its contents are in the image's bytes; -1 for none.</summary>
        public int Position { get; set; } = -1;

        /// <summary>What no input section has contents for: padding between them, and sections that read as zeros.</summary>
        public List<(int Offset, int Length, bool IsPadding)> Gaps { get; } = [];

        /// <summary>Takes in one input section and returns its offset.</summary>
        public int Append(EntrySection section)
        {
            var offset = ((long)Size + section.Alignment - 1) & -section.Alignment;
            if (offset + section.Size > int.MaxValue)
                throw Error.LinkPlacement("section '" + Name + "' becomes larger than 2 GiB");
            if (offset != Size)
                Gaps.Add((Size, (int)offset - Size, true));
            if (section.Type == SectionType.NoBits && section.Size != 0)
                Gaps.Add(((int)offset, section.Size, false));
            Size = (int)offset + section.Size;
            Alignment = Math.Max(Alignment, section.Alignment);
            Flags |= section.Flags;
            HasContents |= section.Type != SectionType.NoBits && section.Size != 0;
            return (int)offset;
        }
    }
}
