// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace EntryAsm.Boot;

/// <summary><c>frames</c>: what gdb finds of the interrupted code at every instruction of the entry paths.</summary>
internal static class FramesCommand
{
    public static System.CommandLine.Command Create()
    {
        var append = new Option<string>("--append") { Description = "the kernel's command line: nopti", DefaultValueFactory = _ => "" };
        var command = new System.CommandLine.Command("frames", "Asks gdb at every instruction of the entry paths for the registers of what was interrupted.") { append };
        command.SetAction(parsed =>
        {
            var findings = FrameSweep.Run(parsed.GetValue(append)!, slice: 1);
            foreach (var finding in findings)
                Console.WriteLine(finding.Place + " → " + finding.Finding + string.Concat(finding.Lost.GroupBy(static lost => lost.Reason, StringComparer.Ordinal).Select(static group => "; not saved: " + string.Join(", ", group.Select(static lost => lost.Register)) + " (" + (group.Key ?? "no reason is known") + ")")));
            Console.WriteLine(string.Join(", ", findings.GroupBy(static finding => finding.Finding.Split(' ')[0], StringComparer.Ordinal).Select(static group => group.Count() + " " + group.Key)));
            return findings.All(static finding => finding.Finding == "right" && finding.Lost.All(static lost => lost.Reason is not null)) ? 0 : 1;
        });
        return command;
    }
}
