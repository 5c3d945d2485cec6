// SPDX-License-Identifier: MIT
using EntryAsm.Writers.CSharp;

namespace EntryAsm.Build.Tests;

/// <summary>The C# file of a module, compiled and loaded, its linker run on an image in memory.</summary>
internal sealed class EmittedLinker
{
    public const ulong Address = 0x1000000, External = 0x1234560;

    private const string Driver = """
        namespace EntryAsm.Build.Tests
        {
            public static unsafe class Driver
            {
                public static int Size => MODULE.Image.Size;

                public static int Link(byte[] image, ulong address, ulong external, out string name)
                {
                    MODULE.Externals externals = new MODULE.Externals { external = external };
                    MODULE.Linker.Failure failure = default(MODULE.Linker.Failure);
                    fixed (byte* memory = image)
                    {
                        MODULE.Image.Load(memory);
                        int result = MODULE.Linker.Link(memory, address, &externals, &failure);
                        name = failure.Name == null ? null : System.Runtime.InteropServices.Marshal.PtrToStringAnsi((System.IntPtr)failure.Name);
                        return result;
                    }
                }

                public static void Patch(byte[] image, uint[] features)
                {
                    fixed (byte* memory = image)
                    fixed (uint* words = features)
                        MODULE.Linker.ApplyAlternatives(memory, words, features.Length);
                }

                public static ulong[] Gate(int gate, ulong address)
                {
                    MODULE.Externals externals = new MODULE.Externals();
                    return new ulong[]
                    {
                        (ulong)MODULE.Gates.Vector(gate), MODULE.Gates.HasErrorCode(gate) ? 1UL : 0, (ulong)MODULE.Gates.Ist(gate),
                        MODULE.Gates.Attributes(gate), MODULE.Linker.SymbolAddress(MODULE.Gates.Symbol(gate), address, &externals),
                    };
                }
            }
        }
        """;

    private readonly Type driver;

    /// <param name="module">Named as its class, whose generated code has the same name with Code behind it.</param>
    public EmittedLinker(EntryAssembler module)
    {
        Object = module.Build();
        Layout = new CSharpImageLayout(Object);
        var code = EmittedCode.Load(CSharpWriter.Write(Object, CSharpOptions.ForKernel), Driver.Replace("MODULE", module.GetType().Name + "Code", StringComparison.Ordinal));
        driver = code.GetType("EntryAsm.Build.Tests.Driver")!;
    }

    public EntryObject Object { get; }

    public CSharpImageLayout Layout { get; }

    /// <summary>What <see cref="EntryImage"/> makes, in the places of the emitted image.</summary>
    public EntryImage Expected(Func<int, bool>? hasFeature = null) => EntryImage.Link([Object], new LinkOptions
    {
        Placement = Object.Sections.Select((section, i) => (section.Name, Offset: Layout.Offsets[i])).Where(placed => placed.Offset >= 0)
            .ToDictionary(placed => placed.Name, placed => Address + (ulong)placed.Offset),
        Resolve = name => name == "external" ? External : null,
        HasFeature = hasFeature,
    });

    public byte[] Linked(ulong address)
    {
        var image = new byte[(int)driver.GetProperty("Size")!.GetValue(null)!];
        Assert.Equal(0, Invoke("Link", image, address, External, null));
        return image;
    }

    /// <summary>The image linked and patched for a processor.</summary>
    public byte[] Patched(params int[] features)
    {
        var image = Linked(Address);
        var words = new uint[3];
        foreach (var feature in features)
            words[feature / 32] |= 1u << (feature % 32);
        Invoke("Patch", image, words);
        return image;
    }

    public (int Result, string? Name) Refused(ulong address, ulong external)
    {
        object?[] arguments = [new byte[Layout.Size], address, external, null];
        var result = (int)driver.GetMethod("Link")!.Invoke(null, arguments)!;
        return (result, (string?)arguments[3]);
    }

    public object? Invoke(string method, params object?[] arguments) => driver.GetMethod(method)!.Invoke(null, arguments);
}
