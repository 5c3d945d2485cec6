// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;

namespace EntryAsm.Tool.Kernels;

/// <summary>What a kernel's build says of its configuration: names of the files, for messages, and their texts.</summary>
internal sealed record KernelSources(string ConfigFile, string Config, string OffsetsFile, string Offsets)
{
    public static KernelSources Read(string configFile, string offsetsFile) => new(configFile, ReadText(configFile), offsetsFile, ReadText(offsetsFile));

    /// <summary>A kernel's file. Names in it are ASCII; a comment may be anything.</summary>
    private static string ReadText(string path)
    {
        var bytes = InputFile.Read(path);
        var zero = Array.IndexOf(bytes, (byte)0);
        if (zero >= 0)
            throw new ToolException(path + ": is not text: it has a zero byte at offset " + NumberText.Decimal(zero));
        return System.Text.Encoding.UTF8.GetString(bytes);
    }
}
