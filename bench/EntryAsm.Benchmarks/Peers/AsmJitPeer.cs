// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;

namespace EntryAsm.Benchmarks;

/// <summary>AsmJit, in a program of its own that assembles when it is told to: a library for C++ has no place in this process.</summary>
internal sealed class AsmJitPeer : IDisposable
{
    private readonly Process process;

    public AsmJitPeer(TemporaryFolder folder, int blocks)
    {
        var source = folder.File("asmjit.cpp");
        var program = folder.File("asmjit");
        File.WriteAllText(source, Program);
        ExternalTool.Run("g++", "-O2", source, "-o", program, "-lasmjit", "-lrt", "-lpthread");
        process = Process.Start(new ProcessStartInfo(program, [blocks.ToString(CultureInfo.InvariantCulture), folder.File("asmjit.bin")]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Ask("w");
        Bytes = File.ReadAllBytes(folder.File("asmjit.bin"));
    }

    public byte[] Bytes { get; }

    /// <summary>Assembles so many times.</summary>
    public void Run(int times) => Ask(times.ToString(CultureInfo.InvariantCulture));

    /// <summary>Megabytes by which the process grows at most, having returned its free memory.</summary>
    public double Peak() => double.Parse(Ask("m"), CultureInfo.InvariantCulture) * 1024 / 1e6;

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private string Ask(string command)
    {
        process.StandardInput.WriteLine(command);
        process.StandardInput.Flush();
        return process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the program with AsmJit ended");
    }

    private static string Program => $$"""
        #include <asmjit/x86.h>
        #include <cstdio>
        #include <cstdlib>
        #include <cstring>
        #include <malloc.h>
        using namespace asmjit;
        using namespace asmjit::x86;

        static int blocks;

        static void assemble(const char *path)
        {
            CodeHolder code;
            code.init(Environment(Arch::kX64));
            Assembler a(&code);
            for (int n = 0; n < blocks; n++) {
                int d = {{Place.OffsetOf(0)}} * (n % {{Place.Slots}} + 1);
                Label block = a.newLabel();
                a.bind(block);
                {{string.Join("\n        ", PeerInstruction.Block.Select(static instruction => instruction.AsmJit + ";"))}}
            }
            if (path) {
                FILE *file = fopen(path, "wb");
                fwrite(code.textSection()->buffer().data(), 1, code.textSection()->buffer().size(), file);
                fclose(file);
            }
        }

        static long status(const char *name)
        {
            char line[256];
            long kilobytes = 0;
            FILE *file = fopen("/proc/self/status", "r");
            while (fgets(line, sizeof line, file))
                if (!strncmp(line, name, strlen(name)))
                    kilobytes = atol(line + strlen(name));
            fclose(file);
            return kilobytes;
        }

        static long peak()
        {
            malloc_trim(0);
            FILE *file = fopen("/proc/self/clear_refs", "w");
            fputs("5", file); // the highest resident set counts from here (man 5 proc)
            fclose(file);
            long before = status("VmRSS:");
            assemble(nullptr);
            return status("VmHWM:") - before;
        }

        int main(int, char **arguments)
        {
            char command[32];
            blocks = atoi(arguments[1]);
            while (fgets(command, sizeof command, stdin)) {
                long answer = 0;
                if (*command == 'm')
                    answer = peak();
                else if (*command == 'w')
                    assemble(arguments[2]);
                else
                    for (int times = atoi(command); times > 0; times--)
                        assemble(nullptr);
                printf("%ld\n", answer);
                fflush(stdout);
            }
        }
        """;
}
