// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using EntryAsm.Objects;
using EntryAsm.Encoding;
using EntryAsm.Errors;
using EntryAsm.Linking;
using EntryAsm.Operands;

namespace EntryAsm;

/// <summary>
/// Objects linked for an address: bytes ready to be copied there. What <c>ld</c> would make of the same objects at the same addresses, and beyond it
/// what the kernel does before it runs them: a sorted exception table and, for a processor's features, its alternatives.
/// </summary>
/// <remarks>Elements of mergeable sections are not folded.</remarks>
public sealed class EntryImage
{
    private readonly LinkSymbols symbols;
    private readonly IReadOnlyList<EntryObject> objects;
    private Dictionary<string, ulong>? globals;

    private EntryImage(ImmutableArray<ImageSection> sections, ImmutableArray<ImageGate> gates, LinkSymbols symbols, IReadOnlyList<EntryObject> objects)
    {
        Sections = sections;
        Gates = gates;
        this.symbols = symbols;
        this.objects = objects;
    }

    /// <summary>The loaded sections, in the order in which the objects first name them.</summary>
    public ImmutableArray<ImageSection> Sections { get; }

    /// <summary>The entries of the interrupt descriptor table, by vector.</summary>
    public ImmutableArray<ImageGate> Gates { get; }

    /// <summary>The addresses of the global and weak symbols the objects define.</summary>
    public IReadOnlyDictionary<string, ulong> Symbols => globals ??= symbols.Globals();

    /// <summary>Links one object at an address.</summary>
    /// <param name="entryObject">The object.</param>
    /// <param name="baseAddress">The address of its first section; the others follow.</param>
    /// <param name="resolve">The address of a symbol it does not define, or null when not known.</param>
    /// <exception cref="EntryAsmException">EA0011: a relocation overflows. EA0021: a symbol is not defined. EA0023: a section cannot be placed.</exception>
    public static EntryImage Link(EntryObject entryObject, ulong baseAddress, Func<string, ulong?>? resolve = null) =>
        Link([entryObject], new LinkOptions { BaseAddress = baseAddress, Resolve = resolve });

    /// <summary>Links objects.</summary>
    /// <param name="objects">The objects; sections of one name follow each other in this order.</param>
    /// <param name="options">Addresses, symbols from elsewhere, processor features.</param>
    /// <exception cref="EntryAsmException">EA0011: a relocation overflows (the message names symbol, place and C# line). EA0012: two objects define a
    /// symbol. EA0021: a symbol is not defined. EA0023: a section cannot be placed.</exception>
    public static EntryImage Link(IReadOnlyList<EntryObject> objects, LinkOptions options)
    {
        var layout = new ImageLayout(objects, options);
        var symbols = new LinkSymbols(objects, layout, options.Resolve);
        var bytes = Allocate(layout.ContentSize);
        FillGaps(layout, bytes);
        for (var i = 0; i < objects.Count; i++)
            Load(objects[i], i, layout, symbols, bytes);

        if (options.SortExceptionTable && layout.Find(KernelSections.ExceptionTable) is { HasContents: true } table)
            ExceptionTableSorter.Sort(bytes.AsSpan(table.Position, table.Size), Agree(objects, KernelSections.ExceptionTable, static s => s.Size >= 12, KernelSections.HasTypes));
        if (options.HasFeature is not null && layout.Find(KernelSections.Alternatives) is { HasContents: true } alternatives)
        {
            var rows = bytes.AsSpan(alternatives.Position, alternatives.Size);
            if (Agree(objects, KernelSections.Alternatives, static s => s.Size != 0, static s => KernelSections.AlternativeSizeIn(s) == KernelSections.AlternativeSizeWithFlags))
                RecentAlternatives.Apply(new ImageMemory(layout, bytes), rows, alternatives.Address, RelativeFields(objects, layout), options.HasFeature);
            else
                AlternativePatcher.Apply(new ImageMemory(layout, bytes), rows, alternatives.Address, options.HasFeature);
        }

        return new EntryImage(ToSections(layout, bytes), ToGates(objects, symbols), symbols, objects);
    }

    /// <summary>The section of a name, or null.</summary>
    public ImageSection? FindSection(string name)
    {
        foreach (var section in Sections)
        {
            if (section.Name == name)
                return section;
        }

        return null;
    }

    /// <summary>The address of a symbol of a linked object, local ones too; undefined ones as they were resolved.</summary>
    /// <param name="entryObject">One of the linked objects.</param>
    /// <param name="symbol">Index into its <see cref="EntryObject.Symbols"/>.</param>
    /// <exception cref="ArgumentException">The object is not one of those that were linked.</exception>
    public ulong AddressOf(EntryObject entryObject, int symbol)
    {
        for (var i = 0; i < objects.Count; i++)
        {
            if (ReferenceEquals(objects[i], entryObject))
                return symbols.Of(i)[symbol];
        }

        throw new ArgumentException("This object is not part of the image.", nameof(entryObject));
    }

    private static void Load(EntryObject entryObject, int index, ImageLayout layout, LinkSymbols symbols, byte[] bytes)
    {
        for (var i = 0; i < entryObject.Sections.Length; i++)
        {
            var position = layout.PositionOf(index, i);
            if (position < 0)
                continue;
            var section = entryObject.Sections[i];
            var room = bytes.AsSpan(position, section.Size);
            section.Bytes.Span.CopyTo(room);
            if (section.Relocations.IsEmpty)
                continue;
            symbols.RequireResolved(index, section);
            Relocator.Apply(entryObject, section, room, layout.AddressOf(index, i), symbols.Of(index));
        }
    }

    /// <summary>Whether the objects' tables of a name have rows of the newer form.</summary>
    /// <exception cref="EntryAsmException">Some have and some have not: they are of different kernels.</exception>
    private static bool Agree(IReadOnlyList<EntryObject> objects, string name, Func<EntrySection, bool> hasRows, Func<EntrySection, bool> isNewer)
    {
        bool? all = null;
        foreach (var section in objects.SelectMany(static o => o.Sections).Where(s => s.Name == name && hasRows(s)))
        {
            var newer = isNewer(section);
            if (all is { } known && known != newer)
                throw Error.LinkPlacement("the rows of '" + name + "' are of two forms: the objects are of different releases of the kernel, and one image has one");
            all = newer;
        }

        return all ?? false;
    }

    /// <summary>The addresses of what counts from itself in the replacements of alternatives.</summary>
    private static List<ulong> RelativeFields(IReadOnlyList<EntryObject> objects, ImageLayout layout)
    {
        var fields = new List<ulong>();
        for (var i = 0; i < objects.Count; i++)
        {
            for (var section = 0; section < objects[i].Sections.Length; section++)
            {
                if (objects[i].Sections[section].Name != KernelSections.Replacements || layout.PositionOf(i, section) < 0)
                    continue;
                foreach (var relocation in objects[i].Sections[section].Relocations)
                {
                    if (relocation.Type is RelocationType.PC32 or RelocationType.PLT32)
                        fields.Add(layout.AddressOf(i, section) + (uint)relocation.Offset);
                }
            }
        }

        fields.Sort();
        return fields;
    }

    /// <summary>Memory that is filled completely: by contents, and by what is between them.</summary>
    private static byte[] Allocate(int size) =>
#if NET
        GC.AllocateUninitializedArray<byte>(size);
#else
        new byte[size];
#endif

    /// <summary>Between two objects' code <c>ld</c> pads with no-ops, elsewhere with zeros.</summary>
    private static void FillGaps(ImageLayout layout, byte[] bytes)
    {
        foreach (var output in layout.Outputs)
        {
            if (!output.HasContents)
                continue;
            foreach (var (offset, length, isPadding) in output.Gaps)
            {
                var gap = bytes.AsSpan(output.Position + offset, length);
                gap.Clear();
                if (isPadding && (output.Flags & SectionFlags.Execute) != 0)
                    LongNops.Fill(gap, LongNops.LongestOfLinker);
            }
        }
    }

    private static ImmutableArray<ImageSection> ToSections(ImageLayout layout, byte[] bytes)
    {
        var builder = ImmutableArray.CreateBuilder<ImageSection>(layout.Outputs.Count);
        foreach (var output in layout.Outputs)
        {
            var contents = output.HasContents ? bytes.AsMemory(output.Position, output.Size) : default;
            builder.Add(new ImageSection(output.Name, output.Flags, output.Address, output.Size, contents));
        }

        return builder.MoveToImmutable();
    }

    private static ImmutableArray<ImageGate> ToGates(IReadOnlyList<EntryObject> objects, LinkSymbols symbols)
    {
        var gates = ImmutableArray.CreateBuilder<ImageGate>();
        var first = new Dictionary<int, EntryGate>();
        for (var i = 0; i < objects.Count; i++)
        {
            foreach (var gate in objects[i].Gates)
            {
                if (first.TryGetValue(gate.Vector, out var other))
                    throw Error.Gate("vector " + OpText.Number(gate.Vector) + " has two gates; the other is at " + other.Line).At(gate.Line);
                symbols.RequireResolved(i, gate.Symbol, gate.Line);
                first.Add(gate.Vector, gate);
                gates.Add(new ImageGate(gate.Vector, symbols.Of(i)[gate.Symbol], gate.HasErrorCode, gate.Ist, gate.Dpl, gate.Type));
            }
        }

        gates.Sort(static (a, b) => a.Vector.CompareTo(b.Vector));
        return gates.ToImmutable();
    }
}
