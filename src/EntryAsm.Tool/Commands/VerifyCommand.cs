// SPDX-License-Identifier: MIT
using System.CommandLine;
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool.Commands;

/// <summary><c>entryasm verify</c>: whether machine code is what a listing under version control says.</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = Shared.Input("FILE", "The assembly or object to check.");
        var snapshot = Shared.Input("LISTING", "The listing it has to agree with.");
        var module = Shared.Module();
        var update = new Option<bool>("--update") { Description = "Rewrites the listing when it differs." };
        var command = new ToolCommand("verify", "Check an assembly or object against its listing. Exit code 1 when they differ.",
            "entryasm verify bin/Debug/net10.0/Kernel.dll Kernel.lst", "entryasm verify entry_64.o entry_64.lst", "entryasm verify Kernel.dll Kernel.lst --update")
        {
            file, snapshot, module, update,
        };
        command.SetAction(result =>
        {
            var (path, listing) = (result.GetRequiredValue(file), result.GetRequiredValue(snapshot));
            var input = Input.Load(path, result.GetValue(module));
            return result.GetValue(update) ? Update(terminal, input, listing) : Verify(terminal, input, listing);
        });
        return command;
    }

    private static int Verify(Terminal terminal, Input input, string listing)
    {
        var built = input.Single();
        var expected = Input.Load(listing);
        if (expected.Kind != InputKind.Listing)
            throw new ToolException(listing + ": is not a listing; write one with 'entryasm build --listing'");

        var difference = InputComparison.Compare(expected, input with { Modules = [built] });
        if (!difference[0].IsEmpty)
        {
            new TextReport(terminal).Write(listing, input.Path, difference);
            return ExitCodes.Failed;
        }

        var mismatch = input.Kind == InputKind.Object
            ? ByteComparison.FirstMismatch(expected.Modules[0].Listing, built.Object)
            : TextComparison.FirstMismatch(expected.Modules[0].Text(isAbsolute: false), built.Text(isAbsolute: false));
        return mismatch is null ? ExitCodes.Done : throw new ToolException(listing + mismatch);
    }

    private static int Update(Terminal terminal, Input input, string listing)
    {
        var text = input.Single().Text(isAbsolute: false);
        if (File.Exists(listing) && InputFile.Read(listing) is { Length: > 0 } before)
        {
            if (System.Text.Encoding.UTF8.GetString(before) == text)
                return ExitCodes.Done;
            if (!ListingReader.IsListing(before))
                throw new ToolException(listing + ": is not a listing, so it is not overwritten; give the listing second");
        }

        var files = new OutputFiles(input.Path);
        files.Add(listing, text);
        files.Write();
        terminal.WriteLine(listing + ": written");
        return ExitCodes.Done;
    }
}
