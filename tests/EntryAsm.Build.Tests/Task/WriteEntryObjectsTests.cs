// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Build.Tests;

/// <summary>The task alone, without MSBuild around it.</summary>
public sealed class WriteEntryObjectsTests : IDisposable
{
    private const string Name = "EntryAsm.Build.Tests.SmallModule";

    private static readonly EntryObject small = new SmallModule().Build();
    private static readonly EntryObject full = new FullModule().Build();

    private readonly TemporaryFolder folder = new();
    private readonly BuildEngine engine = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EveryFormatIsWhatItsWriterWrites()
    {
        HandMadeAssembly.Write(folder["Kernel.dll"], small);

        Assert.True(Task(all: true).Execute());

        Assert.Equal([Name + ".S", Name + ".cs", Name + ".html", Name + ".json", Name + ".lst", Name + ".o"], Written());
        Assert.Equal(ElfWriter.Write(small), File.ReadAllBytes(folder["out/" + Name + ".o"]));
        Assert.Equal(ListingWriter.Write(small), File.ReadAllText(folder["out/" + Name + ".lst"]));
        Assert.Equal(CSharpWriter.Write(small, CSharpOptions.ForKernel), File.ReadAllText(folder["out/" + Name + ".cs"]));
        Assert.Equal(GasWriter.Write(small), File.ReadAllText(folder["out/" + Name + ".S"]));
        Assert.Contains("\"" + Name + "\"", File.ReadAllText(folder["out/" + Name + ".html"]), StringComparison.Ordinal);
        Assert.Equal(JsonWriter.Write(small), File.ReadAllText(folder["out/" + Name + ".json"]));
    }

    [Fact]
    public void TextHasNoByteOrderMarkAndNoCarriageReturn()
    {
        HandMadeAssembly.Write(folder["Kernel.dll"], full);

        Assert.True(Task(all: true).Execute());

        foreach (var file in Directory.GetFiles(folder["out"]).Where(file => !file.EndsWith(".o", StringComparison.Ordinal)))
        {
            var bytes = File.ReadAllBytes(file);
            Assert.NotEqual(0xef, bytes[0]);
            Assert.DoesNotContain((byte)'\r', bytes);
        }
    }

    [Fact]
    public void FramesThatCannotBeKnownAreToldAndTheObjectIsWritten()
    {
        HandMadeAssembly.Write(folder["Kernel.dll"], small, new TangledModule().Build());
        var task = Task();
        task.DebugData = "true";
        engine.MayWarn = true;

        Assert.True(task.Execute());

        var warning = Assert.Single(engine.Warnings);
        Assert.Equal("EA0499", warning.Code);
        Assert.Equal("the object of module 'EntryAsm.Build.Tests.TangledModule' has no call frames: the paths through it were not followed to their end, there are too many of them; split the module, or write cfi_startproc and the like", warning.Message);
        Assert.Contains("EntryAsm.Build.Tests.TangledModule.o", Written());
    }

    [Fact]
    public void SeveralModulesAreWrittenEachUnderItsName()
    {
        HandMadeAssembly.Write(folder["Kernel.dll"], small, full);

        Assert.True(Task().Execute());

        Assert.Equal(["EntryAsm.Build.Tests.FullModule.lst", "EntryAsm.Build.Tests.FullModule.o", Name + ".lst", Name + ".o"], Written());
    }

    [Fact]
    public void AnAssemblyWithoutModulesWritesNothingAndIsRemembered()
    {
        HandMadeAssembly.Write(folder["Kernel.dll"]);

        Assert.True(Task().Execute());

        Assert.Empty(Written());
        Assert.Equal("", File.ReadAllText(folder["obj/Kernel.outputs"]));
    }

    [Fact]
    public void WhatIsNoLongerWrittenIsDeletedAndNothingElse()
    {
        HandMadeAssembly.Write(folder["Kernel.dll"], small, full);
        Assert.True(Task(all: true).Execute());
        File.WriteAllText(folder["out/Mine.o"], "mine");

        HandMadeAssembly.Write(folder["Kernel.dll"], small);
        Assert.True(Task().Execute());

        Assert.Equal([Name + ".lst", Name + ".o", "Mine.o"], Written());
    }

    [Fact]
    public void TheManifestNamesFilesRelativeToTheProjectSoThatACopiedProjectStandsOnItsOwn()
    {
        HandMadeAssembly.Write(folder["Kernel.dll"], small);

        Assert.True(Task().Execute());

        Assert.Equal("out/" + Name + ".o\nout/" + Name + ".lst\n", File.ReadAllText(folder["obj/Kernel.outputs"]).Replace('\\', '/'));
    }

    [Fact]
    public void EverythingOffWritesNothingAndDoesNotReadTheAssembly()
    {
        var task = Task();
        task.Object = task.Listing = "false";

        Assert.True(task.Execute());

        Assert.Empty(Written());
    }

    /// <summary>A C# line may change, and its module stay as it is: only the report shows it.</summary>
    [Fact]
    public void TheReportFollowsItsCSharpLines()
    {
        HandMadeAssembly.Write(folder["Kernel.dll"], small);
        var source = folder["project/" + small.Files[0]];
        Directory.CreateDirectory(Path.GetDirectoryName(source)!);

        Assert.Contains("\"was so\"", Report("was so", "true"), StringComparison.Ordinal);
        var before = File.GetLastWriteTimeUtc(folder["out/" + Name + ".o"]);
        Assert.Contains("\"is so\"", Report("is so", "true"), StringComparison.Ordinal);
        Assert.Equal(before, File.GetLastWriteTimeUtc(folder["out/" + Name + ".o"]));
        Assert.DoesNotContain("\"is so\"", Report("is so", "false"), StringComparison.Ordinal);

        string Report(string line, string isShown)
        {
            File.WriteAllLines(source, Enumerable.Repeat("    " + line, 200));
            var task = Task(all: true);
            (task.ReportSources, task.Sources) = (isShown, [source]);
            Assert.True(task.Execute());
            return File.ReadAllText(folder["out/" + Name + ".html"]);
        }
    }

    [Fact]
    public void AnUnchangedModuleKeepsItsFilesWhereverTheyLie()
    {
        HandMadeAssembly.Write(folder["Kernel.dll"], small, full);
        Assert.True(Task(all: true).Execute());
        var before = Times();

        // As MSBuild does it: everything is moved out of sight, then the compiler runs. Half of it here, so that both places count.
        Directory.CreateDirectory(folder["obj/Kernel.aside"]);
        foreach (var file in Written().Where((_, index) => index % 2 == 0))
            File.Move(folder["out/" + file], folder["obj/Kernel.aside/" + file]);
        HandMadeAssembly.Write(folder["Kernel.dll"], full, small);
        Assert.True(Task(all: true).Execute());

        Assert.Equal(before, Times());
        Assert.Empty(Directory.GetFiles(folder["obj/Kernel.aside"]));
    }

    [Theory]
    [InlineData("module")]
    [InlineData("setting")]
    [InlineData("edited")]
    [InlineData("deleted")]
    [InlineData("history damaged")]
    public void WhatChangedIsWrittenAnewAndNothingElse(string change)
    {
        var module = new ChangingModule(longer: false).Build();
        HandMadeAssembly.Write(folder["Kernel.dll"], module, full);
        Assert.True(Task().Execute());
        var task = Task();
        var mark = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        foreach (var file in Written())
            File.SetLastWriteTimeUtc(folder["out/" + file], mark);

        var path = folder["out/" + module.Name + ".o"];
        switch (change)
        {
            case "module": HandMadeAssembly.Write(folder["Kernel.dll"], new ChangingModule(longer: true).Build(), full); break;
            case "setting": task.DebugData = "true"; break;
            case "edited": File.AppendAllText(path, "x"); break;
            case "deleted": File.Delete(path); break;
            case "history damaged": File.WriteAllText(folder["obj/Kernel.history"], "nothing of use\n\0"); break;
            default: throw new ArgumentException(change);
        }

        Assert.True(task.Execute());

        Assert.NotEqual(mark, File.GetLastWriteTimeUtc(path));
        Assert.Equal(change is not ("setting" or "history damaged"), File.GetLastWriteTimeUtc(folder["out/EntryAsm.Build.Tests.FullModule.o"]) == mark);
        if (change is "edited" or "deleted")
            Assert.Equal(ElfWriter.Write(module), File.ReadAllBytes(path));
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "EA0301", "missing", "cannot be read" },
        { "EA0301", "text", "cannot be read" },
        { "EA0301", "truncated", "cannot be read" },
        { "EA0302", "newer", "module 'Kernel.Entry' carries an object of version 7, this EntryAsm reads up to 4; use the same version of every EntryAsm package" },
        { "EA0302", "newer object", "use the same version of every EntryAsm package" },
        { "EA0302", "no colons", "does not read version:module:object" },
        { "EA0302", "no base64", "is not base64 text" },
        { "EA0302", "damaged", "byte offset" },
        { "EA0303", "twice", "'EntryAsm.Build.Tests.SmallModule' and 'EntryAsm.Build.Tests.SmallModule' would be written to the same files" },
        { "EA0304", "folder is a file", "EntryAsmOutputDirectory" },
        { "EA0304", "file is a folder", "EntryAsmOutputDirectory" },
        { "EA0305", "not loaded", "'EntryAsm.Build.Tests.UnloadedModule.cs' cannot be written: section '.text' refers to '.notes' in section '.notes', which is not loaded" },
        { "EA0306", "switch", "the property EntryAsmObject is 'sure'; it must be true or false" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void RefusedInOneMessageWithoutStaleOrPartialOutput(string code, string mistake, string message)
    {
        HandMadeAssembly.Write(folder["Kernel.dll"], small);
        Assert.True(Task().Execute());
        var task = Task();
        Spoil(task, mistake);

        Assert.False(task.Execute());

        var error = Assert.Single(engine.Errors);
        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.Message, StringComparison.Ordinal);
        Assert.Empty(Written());
        Assert.False(File.Exists(folder["obj/Kernel.outputs"]));
    }

    private void Spoil(WriteEntryObjects task, string mistake)
    {
        var assembly = folder["Kernel.dll"];
        var value = AssemblyObjects.WriteValue(small);
        switch (mistake)
        {
            case "missing": File.Delete(assembly); break;
            case "text": File.WriteAllText(assembly, "This is no assembly."); break;
            case "truncated": File.WriteAllBytes(assembly, File.ReadAllBytes(assembly)[..700]); break;
            case "newer": HandMadeAssembly.WriteValues(assembly, "7:Kernel.Entry:whatever"); break;
            case "newer object": HandMadeAssembly.WriteValues(assembly, "1:Kernel.Entry:" + Newer()); break;
            case "no colons": HandMadeAssembly.WriteValues(assembly, "1-Kernel"); break;
            case "no base64": HandMadeAssembly.WriteValues(assembly, "1:Kernel.Entry:*"); break;
            case "damaged": HandMadeAssembly.WriteValues(assembly, value[..^12]); break;
            case "twice": HandMadeAssembly.WriteValues(assembly, value, value); break;
            case "folder is a file":
                File.WriteAllText(folder["file"], "");
                task.OutputDirectory = "file/out";
                break;
            case "file is a folder":
                File.Delete(folder["out/" + Name + ".lst"]);
                Directory.CreateDirectory(folder["out/" + Name + ".lst"]);
                break;
            case "not loaded":
                HandMadeAssembly.Write(assembly, new UnloadedModule().Build());
                task.CSharp = "true";
                break;
            case "switch": task.Object = "sure"; break;
            default: throw new ArgumentException(mistake);
        }
    }

    private Dictionary<string, DateTime> Times() => Written().ToDictionary(file => file, file => File.GetLastWriteTimeUtc(folder["out/" + file]));

    private static string Newer()
    {
        var bytes = EntryObjectFormat.Write(small);
        bytes[3] = 9;
        using var packed = new MemoryStream();
        using (var deflate = new System.IO.Compression.DeflateStream(packed, System.IO.Compression.CompressionLevel.Optimal))
            deflate.Write(bytes);
        return Convert.ToBase64String(packed.ToArray());
    }

    private string[] Written() =>
        Directory.Exists(folder["out"]) ? [.. Directory.GetFiles(folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)!] : [];

    private WriteEntryObjects Task(bool all = false)
    {
        var on = all ? "true" : "false";
        return new WriteEntryObjects
        {
            BuildEngine = engine, ProjectDirectory = folder.Path, Assembly = "Kernel.dll", OutputDirectory = "out/", Manifest = "obj/Kernel.outputs", History = "obj/Kernel.history", Aside = "obj/Kernel.aside/",
            Object = "true", Listing = "True", CSharp = on, Gas = on, Json = on, Report = on,
        };
    }

    private sealed class ChangingModule(bool longer) : EntryAssembler
    {
        protected override void Assemble()
        {
            nop();
            if (longer)
                cld();
        }
    }
}
