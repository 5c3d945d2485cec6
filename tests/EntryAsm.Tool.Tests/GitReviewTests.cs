// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool.Tests;

/// <summary>Objects in a git repository are compared as listings, by the setting that docs/review.md gives.</summary>
public sealed class GitReviewTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [NeedsTools("git")]
    public void DiffOfObjectsIsOneOfListings()
    {
        Git("git init -q . && git config user.name t && git config user.email t@example.org && echo '*.o diff=entryasm' > .gitattributes");
        Git("git config diff.entryasm.textconv \"dotnet '" + Path.Combine(AppContext.BaseDirectory, "EntryAsm.Tool.dll") + "' show --textconv\"");
        folder.AddObject("entry.o", new Kernel());
        Git("git add . && git commit -qm first");
        folder.AddObject("entry.o", new Kernel { Source = EntryAssembler.rsi });
        var changed = Git("git diff").Split('\n').Where(static line => line.StartsWith('-') || line.StartsWith('+')).ToArray();
        Assert.Equal(4, changed.Length); // two for the names
        Assert.Matches(@"^-  \+0003  65 48 89 24 25 .* mov qword\.gs\[current_task \+ 8\], rsp ", changed[2]);
        Assert.Matches(@"^\+  \+0003  65 48 89 34 25 .* mov qword\.gs\[current_task \+ 8\], rsi ", changed[3]);

        Git("git commit -qam second");
        Assert.Contains("mov qword.gs[current_task + 8], rsi", Git("git log -p -1"));
    }

    private string Git(string script) =>
        ToolRun.Shell(script, folder.Path, ("HOME", folder.Path), ("GIT_CONFIG_NOSYSTEM", "1"), ("NO_COLOR", "1")).Run().SucceededSilently().Output;
}
