// SPDX-License-Identifier: MIT
namespace HobbyKernel;

/// <summary>The words of the kernel's command line.</summary>
internal unsafe struct BootOptions
{
    private const int CommandLineField = 24; // of hvm_start_info

    /// <summary><c>nopti</c>: one set of page tables for ring 0 and ring 3.</summary>
    public bool NoIsolation;

    /// <summary><c>repeat</c>: the tests over and over, without a report.</summary>
    public bool Repeat;

    /// <summary><c>unmask</c>: NMI handlers execute a breakpoint, whose return lets the next NMI in.</summary>
    public bool Unmask;

    public static BootOptions Read(ulong startInfo)
    {
        BootOptions options = default;
        if (startInfo == 0)
            return options;
        var physical = *(ulong*)(Layout.KernelBase + startInfo + CommandLineField);
        if (physical == 0)
            return options;
        var line = (byte*)(Layout.KernelBase + physical);
        while (*line != 0)
        {
            options.NoIsolation |= Matches(line, "nopti");
            options.Repeat |= Matches(line, "repeat");
            options.Unmask |= Matches(line, "unmask");
            line = Next(line);
        }

        return options;
    }

    private static byte* Next(byte* word)
    {
        while (*word != 0 && *word != ' ')
            word++;
        while (*word == ' ')
            word++;
        return word;
    }

    private static bool Matches(byte* word, string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (word[i] != name[i])
                return false;
        }

        return word[name.Length] is 0 or (byte)' ';
    }
}
