// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Engine;

/// <summary>The brackets for memory of so many bytes.</summary>
internal static class Widths
{
    private static readonly (int Bytes, string Name, MemorySize Brackets)[] Rows =
    [
        (1, "@byte", EntryAssembler.@byte),
        (2, "word", EntryAssembler.word),
        (4, "dword", EntryAssembler.dword),
        (6, "fword", EntryAssembler.fword),
        (8, "qword", EntryAssembler.qword),
        (10, "tbyte", EntryAssembler.tbyte),
        (16, "xmmword", EntryAssembler.xmmword),
        (32, "ymmword", EntryAssembler.ymmword),
        (64, "zmmword", EntryAssembler.zmmword),
    ];

    /// <param name="bytes">The size; 0 where nothing says it.</param>
    public static MemorySize Of(int bytes) => Array.Find(Rows, row => row.Bytes == bytes) is { Name: not null } found ? found.Brackets : EntryAssembler.ptr;

    /// <inheritdoc cref="Of"/>
    public static string Name(int bytes) => Array.Find(Rows, row => row.Bytes == bytes).Name ?? "ptr";
}
