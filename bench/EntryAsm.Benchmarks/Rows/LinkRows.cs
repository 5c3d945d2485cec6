// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace EntryAsm.Benchmarks;

/// <summary>Linking in memory.</summary>
internal static class LinkRows
{
    private const ulong Address = 0xffffffff81000000;

    public static IEnumerable<Row> All =>
    [
        new("`EntryImage.Link`", "a copy of the image and one store a relocation", 4, Link),
        new("`EntryImage.Link` of 1,000 modules", "ld, whole process, on their objects", double.PositiveInfinity, AgainstLd),
        new("`EntryImage.Link`, a module of 10,000", "of 1,000", double.PositiveInfinity, ManyModules),
    ];

    private static Result Link()
    {
        // Large enough that what is done once a link does not count.
        var built = new RepeatedEntry(100).Build();
        var options = new LinkOptions { BaseAddress = Address, Resolve = _ => 0xffffffff82000000, SortExceptionTable = false };
        var loaded = built.Sections.Where(s => (s.Flags & SectionFlags.Alloc) != 0 && !s.Bytes.IsEmpty).ToArray();
        return Result.Of(Pair.Compare(() => EntryImage.Link([built], options), () => CopyAndStore(loaded), rounds: 21));
    }

    /// <summary>The code that both link is compared first.</summary>
    private static Result AgainstLd()
    {
        using var folder = new TemporaryFolder();
        var modules = LinkedModule.Ring(1_000);
        var files = modules.Select((_, number) => folder.File($"module{number}.o")).ToArray();
        for (var i = 0; i < files.Length; i++)
            File.WriteAllBytes(files[i], ElfWriter.Write(modules[i]));
        var (script, target, code) = (folder.File("script.ld"), folder.File("image"), folder.File("code.bin"));
        File.WriteAllText(script, $$"""SECTIONS { . = 0x{{Address:x}}; .text : { *(.text) } .data : { *(.data) } .rodata : { *(.rodata) } }""");
        string[] arguments = ["--no-relax", "-e", "routine_0", "-T", script, "-o", target, .. files];
        ExternalTool.Run("ld", arguments);
        ExternalTool.Run("objcopy", "-O", "binary", "-j", ".text", target, code);
        if (!File.ReadAllBytes(code).AsSpan().SequenceEqual(LinkAll(modules).FindSection(".text")!.Bytes.Span))
            throw new InvalidOperationException("ld makes another image than EntryImage");
        var comparison = Pair.Compare(() => LinkAll(modules), () => ExternalTool.Run("ld", arguments), rounds: 21, repeat: 10, theirRepeat: 1);
        return Result.Of(comparison) with { Theirs = Result.Text(comparison.Theirs.Milliseconds, Memory.PeakOf("ld", arguments)) };
    }

    private static Result ManyModules()
    {
        EntryObject[] few = LinkedModule.Ring(1_000), many = LinkedModule.Ring(10_000);
        return Result.Of(Pair.Compare(() => LinkAll(many), () =>
        {
            for (var i = 0; i < 10; i++)
                LinkAll(few);
        }, rounds: 21));
    }

    private static EntryImage LinkAll(EntryObject[] modules) => EntryImage.Link(modules, new LinkOptions { BaseAddress = Address });

    private static byte[] CopyAndStore(EntrySection[] sections)
    {
        var image = new byte[sections.Sum(s => s.Size)];
        var at = 0;
        foreach (var section in sections)
        {
            section.Bytes.Span.CopyTo(image.AsSpan(at));
            foreach (var relocation in section.Relocations)
                BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(at + relocation.Offset), (int)relocation.Addend);
            at += section.Size;
        }

        return image;
    }
}
