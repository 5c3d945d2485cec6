// SPDX-License-Identifier: MIT
using EntryAsm.Writers.CSharp;

namespace EntryAsm.Build.Tests;

/// <summary>The emitted linker against <see cref="EntryImage"/>, which is compared with ld elsewhere: same addresses, same bytes.</summary>
public class CSharpLinkerTests
{
    private const ulong Address = 0x1000000, External = 0x1234560;

    private static readonly EntryObject full = new FullModule().Build();
    private static readonly CSharpImageLayout layout = new(full);
    private static readonly Type driver = EmittedCode.Load(CSharpWriter.Write(full, CSharpOptions.ForKernel), Driver).GetType("EntryAsm.Build.Tests.Driver")!;

    private const string Driver = """
        namespace EntryAsm.Build.Tests
        {
            public static unsafe class Driver
            {
                public static int Size => FullModuleCode.Image.Size;

                public static int Link(byte[] image, ulong address, ulong external, out string name)
                {
                    FullModuleCode.Externals externals = new FullModuleCode.Externals { external = external };
                    FullModuleCode.Linker.Failure failure = default(FullModuleCode.Linker.Failure);
                    fixed (byte* memory = image)
                    {
                        FullModuleCode.Image.Load(memory);
                        int result = FullModuleCode.Linker.Link(memory, address, &externals, &failure);
                        name = failure.Name == null ? null : System.Runtime.InteropServices.Marshal.PtrToStringAnsi((System.IntPtr)failure.Name);
                        return result;
                    }
                }

                public static void Patch(byte[] image, uint[] features)
                {
                    fixed (byte* memory = image)
                    fixed (uint* words = features)
                        FullModuleCode.Linker.ApplyAlternatives(memory, words, features.Length);
                }

                public static ulong[] Gate(int gate, ulong address)
                {
                    FullModuleCode.Externals externals = new FullModuleCode.Externals();
                    return new ulong[]
                    {
                        (ulong)FullModuleCode.Gates.Vector(gate), FullModuleCode.Gates.HasErrorCode(gate) ? 1UL : 0, (ulong)FullModuleCode.Gates.Ist(gate),
                        FullModuleCode.Gates.Attributes(gate), FullModuleCode.Linker.SymbolAddress(FullModuleCode.Gates.Symbol(gate), address, &externals),
                    };
                }
            }
        }
        """;

    [Fact]
    public void LinkGivesTheBytesOfEntryImage() => CompareSections(Linked(Address), EntryImage.Link([full], Options()));

    [Theory]
    [InlineData()]
    [InlineData(40)]
    [InlineData(7)]
    [InlineData(41, 42)]
    [InlineData(7, 40, 41, 42, 95)]
    public void ApplyAlternativesGivesTheBytesOfEntryImage(params int[] features)
    {
        var image = Linked(Address);
        var words = new uint[3];
        foreach (var feature in features)
            words[feature / 32] |= 1u << (feature % 32);

        Invoke("Patch", image, words);

        var options = Options();
        options = new LinkOptions { Placement = options.Placement, Resolve = options.Resolve, HasFeature = features.Contains };
        CompareSections(image, EntryImage.Link([full], options));
    }

    [Fact]
    public void GatesAreThoseOfEntryImage()
    {
        var gates = EntryImage.Link([full], Options()).Gates;
        Assert.Equal(2, gates.Length);
        for (var i = 0; i < full.Gates.Length; i++)
        {
            var emitted = (ulong[])Invoke("Gate", i, Address)!;
            var gate = gates.Single(gate => gate.Vector == (int)emitted[0]);
            Assert.Equal([(ulong)gate.Vector, gate.HasErrorCode ? 1UL : 0, (ulong)gate.Ist, (ulong)(0x80 | gate.Dpl << 5 | (int)gate.Type), gate.Address], emitted);
        }
    }

    [Fact]
    public void AMissingSymbolIsNamed() => Assert.Equal((1, "external"), Refused(Address, external: 0));

    /// <summary><c>mov eax, start</c> has room for 32 bits.</summary>
    [Fact]
    public void AnOverflowNamesTheSymbol() => Assert.Equal((2, "start"), Refused(0xffff_ffff_8100_0000, external: 0xffff_ffff_8200_0000));

    [Fact]
    public void AnAddressOffAPageIsRefused() => Assert.Equal((3, null), Refused(Address + 64, External));

    [Fact]
    public void GroupsBeginOnPagesOfTheirOwn()
    {
        Assert.Equal(0, layout.Groups[0].Offset);
        Assert.All(layout.Groups.Take(3), group => Assert.Equal(0, group.Offset % CSharpImageLayout.PageSize));
        Assert.Equal(layout.Groups[3].Offset + layout.Groups[3].Size, layout.Size);
        Assert.Equal(-1, layout.Offsets[full.Sections.IndexOf(full.FindSection(".comment")!)]);
    }

    private static LinkOptions Options() => new()
    {
        Placement = full.Sections.Select((section, i) => (section.Name, Offset: layout.Offsets[i])).Where(placed => placed.Offset >= 0)
            .ToDictionary(placed => placed.Name, placed => Address + (ulong)placed.Offset),
        Resolve = name => name == "external" ? External : null,
    };

    private static void CompareSections(byte[] image, EntryImage expected)
    {
        Assert.NotEmpty(expected.Sections);
        foreach (var section in expected.Sections.Where(section => !section.Bytes.IsEmpty))
        {
            var offset = (int)(section.Address - Address);
            Assert.Equal(Convert.ToHexString(section.Bytes.Span), Convert.ToHexString(image.AsSpan(offset, section.Size)));
        }
    }

    private static byte[] Linked(ulong address)
    {
        var image = new byte[(int)driver.GetProperty("Size")!.GetValue(null)!];
        Assert.Equal(0, Invoke("Link", image, address, External, null));
        return image;
    }

    private static (int Result, string? Name) Refused(ulong address, ulong external)
    {
        object?[] arguments = [new byte[layout.Size], address, external, null];
        var result = (int)driver.GetMethod("Link")!.Invoke(null, arguments)!;
        return (result, (string?)arguments[3]);
    }

    private static object? Invoke(string method, params object?[] arguments) => driver.GetMethod(method)!.Invoke(null, arguments);
}
