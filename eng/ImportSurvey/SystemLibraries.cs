// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.RegularExpressions;

namespace EntryAsm.Import.Survey;

/// <summary>Assembler routines of the system's libraries (package libc6-dev): the members of archives that glibc writes in assembler for one set of instructions.</summary>
internal static partial class SystemLibraries
{
    private const string Folder = "/usr/lib/x86_64-linux-gnu";
    private const int HeaderSize = 60;

    /// <summary>memcpy-avx-unaligned.o, strlen-evex.o …; in libmvec.a svml_d_cos4_core_avx2.o …</summary>
    private static readonly (string Archive, Regex Member)[] Routines =
    [
        ("libc.a", MultiArch()),
        ("libmvec.a", VectorMath()),
    ];

    /// <summary>Writes the members into files.</summary>
    /// <param name="target">The folder; it must exist.</param>
    /// <returns>The files; empty where the package is not installed.</returns>
    public static List<string> Unpack(string target)
    {
        var files = new List<string>();
        foreach (var (archive, member) in Routines)
        {
            var path = Path.Combine(Folder, archive);
            if (!File.Exists(path))
                continue;
            foreach (var (name, contents) in Members(File.ReadAllBytes(path)).Where(found => member.IsMatch(found.Name)))
            {
                files.Add(Path.Combine(target, Path.ChangeExtension(name, null) + "." + files.Count.ToString("000", CultureInfo.InvariantCulture) + ".o"));
                File.WriteAllBytes(files[^1], contents);
            }
        }

        return files;
    }

    /// <summary>The members of an archive (ar(5)); those with a long name have its place in the member <c>//</c>.</summary>
    private static IEnumerable<(string Name, byte[] Contents)> Members(byte[] archive)
    {
        var names = "";
        for (var at = "!<arch>\n".Length; at + HeaderSize <= archive.Length;)
        {
            var header = System.Text.Encoding.ASCII.GetString(archive, at, HeaderSize);
            var size = int.Parse(header.AsSpan(48, 10), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
            var name = header[..16].TrimEnd();
            var contents = archive[(at + HeaderSize)..(at + HeaderSize + size)];
            at += HeaderSize + size + (size & 1);
            if (name == "//")
                names = System.Text.Encoding.ASCII.GetString(contents);
            else if (name is not ("/" or "/SYM64/"))
                yield return (name[0] == '/' ? LongName(names, int.Parse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture)) : name.TrimEnd('/'), contents);
        }
    }

    private static string LongName(string names, int at) => names[at..names.IndexOf("/\n", at, StringComparison.Ordinal)];

    [GeneratedRegex("-(avx|evex|sse|ssse|erms|rtm)")]
    private static partial Regex MultiArch();

    [GeneratedRegex("^svml_.*_core")]
    private static partial Regex VectorMath();
}
