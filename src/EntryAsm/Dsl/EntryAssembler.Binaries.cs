// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using EntryAsm.Assembler;
using EntryAsm.Dsl;
using EntryAsm.Errors;
using EntryAsm.Finish;

namespace EntryAsm;

public abstract partial class EntryAssembler
{
    /// <summary>The bytes of a file (<c>.incbin</c>). The project names it as an input, with <c>&lt;AdditionalFiles Include="path" /&gt;</c>, so that a build sees when it changes.</summary>
    /// <param name="path">The file, from the project's folder on, with <c>/</c>.</param>
    /// <param name="skip">Bytes of the file that are left out before it.</param>
    /// <param name="count">Bytes taken; -1 for all that follow.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">There is no such file, it is not an input of the build, or it has fewer bytes; or the section takes no contents.</exception>
    public void incbin(string path, int skip = 0, int count = -1, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        assembly.IncludeFile(path, skip, count, ReadFile, file, line);

    /// <summary>The bytes of another module's section, such as a trampoline that this one copies to low memory. They must be finished: no address in them is left to the linker.</summary>
    /// <param name="module">A new instance of the other module.</param>
    /// <param name="section">The section.</param>
    /// <param name="file">The calling C# file, from the compiler.</param>
    /// <param name="line">The calling line, from the compiler.</param>
    /// <exception cref="EntryAsmException">The other module has an error, no such section, or a relocation in it.</exception>
    public void incbin(EntryAssembler module, string section = ".text", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (module is null)
            throw Error.BadArgument("incbin needs a module").At(new SourceLocation(file, line));
        if (module.begun || ReferenceEquals(module, this))
            throw Error.BadArgument("incbin needs a new instance of the module: this one has assembled before").At(new SourceLocation(file, line));
        module.begun = true;
        module.assembly.Inputs = assembly.Inputs;
        module.Assemble();
        assembly.IncludeModule(module.Finish(module.GetType().Name, new ProjectPaths(""), ErrorSink.Throwing)!, section, file, line);
    }

    private BinaryInput ReadFile(string path)
    {
        var whole = Path.Combine(ModuleProject.FolderOf(GetType()), path);
        return File.Exists(whole) ? new BinaryInput(File.ReadAllBytes(whole), null) : new BinaryInput(null, "there is no file '" + path + "' in the project's folder");
    }
}
