// SPDX-License-Identifier: MIT
using System.CommandLine;
using EntryAsm.Fuzz;

var seed = new Option<int>("--seed") { Description = "What is drawn; the same seed draws the same programs.", DefaultValueFactory = _ => 1 };
var count = new Option<int>("--count") { Description = "How many programs.", DefaultValueFactory = _ => 1000 };
var oracle = new Option<Oracle>("--oracle")
{
    Description = "Who judges: gas compares whole objects, llvm what its encoding of each instruction decodes to, none the round trip through the decoder alone.",
    DefaultValueFactory = _ => Oracle.Gas,
};
var matrix = new Option<int?>("--matrix") { Description = "Instead of drawing, judges every form of 16-, 32- or 64-bit code and prints the figures." };

var listed = new Option<int?>("--listed") { Description = "Instead of drawing, lists every form of 16-, 32- or 64-bit code and calls what is listed again, compiled as C#." };

var lengths = new Option<bool>("--lengths") { Description = "Draws programs whose paddings and numbers depend on the length of code in a later section; GNU as judges." };

var lines = new Option<bool>("--gas-lines") { Description = "Instead of drawing, calls the single lines of GNU as's own x86-64 tests (package binutils-source) as C#; GNU as judges." };

var check = new Option<bool>("--check") { Description = "Draws modules to check, hostile ones too: the checker must come to an end on each, in five seconds of processor time." };

var root = new RootCommand("Compares random programs with other assemblers.") { seed, count, oracle, matrix, listed, lines, lengths, check };
root.SetAction(parsed => parsed.GetValue(check) ? CheckRun.Run(parsed.GetValue(seed), parsed.GetValue(count))
    : parsed.GetValue(lengths) ? LengthRun.Run(parsed.GetValue(seed), parsed.GetValue(count))
    : parsed.GetValue(lines) ? LineReport.Run(parsed.GetValue(count))
    : parsed.GetValue(listed) is { } listedBitness ? MatrixReport.RunListed(listedBitness, parsed.GetValue(count))
    : parsed.GetValue(matrix) is { } bitness
    ? MatrixReport.Run(bitness, parsed.GetValue(count))
    : new FuzzRun(parsed.GetValue(seed), parsed.GetValue(count), parsed.GetValue(oracle)).Run());
return root.Parse(args).Invoke();
