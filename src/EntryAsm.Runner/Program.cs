// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Runner;

/// <summary>
/// Executes one entry module as the plain C# it is, in a process of its own, and writes down what it became. The build task starts it for each module
/// when EntryAsmProve is on: <c>REQUEST RESULT</c>, two files.
/// </summary>
internal static class Program
{
    /// <summary>As much as the generator gives its evaluation, so that neither ends where the other continues.</summary>
    private const int StackSize = 64 << 20;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private static void Main(string[] arguments)
    {
        var request = Request.Read(File.ReadAllLines(arguments[0], Utf8));
        var result = "";
        var thread = new Thread(() => result = new ModuleExecution(request).Run(), StackSize);
        thread.Start();
        thread.Join();
        File.WriteAllText(arguments[1], result, Utf8);
    }
}
