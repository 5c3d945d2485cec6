// SPDX-License-Identifier: MIT
namespace EntryAsm.Tool;

/// <summary>Why the system refused a file, in its own short words.</summary>
internal static class Reasons
{
    public static string Of(Exception failure) => failure switch
    {
        FileNotFoundException => "no such file",
        DirectoryNotFoundException => "no such directory",
        UnauthorizedAccessException => "permission denied",
        PathTooLongException => "the name is too long",
        _ => Short(failure.Message),
    };

    /// <summary>.NET adds the absolute path, which the message has named already.</summary>
    private static string Short(string message)
    {
        var end = message.IndexOf(" : '", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.').Trim();
    }
}
