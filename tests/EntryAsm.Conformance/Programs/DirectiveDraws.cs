// SPDX-License-Identifier: MIT
using System.Globalization;
using EntryAsm.Encoding;

namespace EntryAsm.Conformance;

/// <summary>A directive as it was drawn: the call, the same as C#, and the same as GNU source, made from what was asked.</summary>
/// <param name="Name">The method.</param>
/// <param name="Call">The call.</param>
/// <param name="CSharp">The call as C#.</param>
/// <param name="Source">GNU source in Intel syntax.</param>
internal sealed record DrawnStep(string Name, Action<EntryAssembler> Call, string CSharp, string Source);

/// <summary>Draws programs of directives among instructions, in one mode each: what stands in them is every directive that writes something.</summary>
internal sealed class DirectiveDraws
{
    private static readonly string[] Registers = ["rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "r8", "r12", "r15"];

    private readonly Random random;
    private readonly int bitness;
    private readonly IReadOnlyList<Case> instructions;
    private readonly List<DrawnStep> steps = [];
    private readonly Dictionary<string, Action> draws;
    private int names;
    private int depth;
    private bool isFramed;

    private DirectiveDraws(int seed, int bitness, IReadOnlyList<Case> instructions)
    {
        random = new Random(seed);
        this.bitness = bitness;
        this.instructions = instructions;
        draws = Draws();
    }

    /// <summary>Methods that write nothing: prefixes and requests (drawn with instructions elsewhere), what only tells the analysis something, and tables of the kernel's, which have tests of their own.</summary>
    public static readonly string[] NotDrawn =
    [
        "encoding", "lock", "rep", "repe", "repz", "repne", "repnz", "xacquire", "xrelease", "bnd", "notrack", "addr32", "data16", "error", "label", "f", "b", "Build", "incbin",
        "expect", "assume", "stack_alignment", "feature_name", "extable", "alternative", "paravirt_site", "static_branch", "export",
    ];

    /// <summary>The steps of a program.</summary>
    /// <param name="seed">What is drawn.</param>
    /// <param name="bitness">The mode.</param>
    /// <param name="instructions">What stands among the directives.</param>
    public static List<DrawnStep> Draw(int seed, int bitness, IReadOnlyList<Case> instructions) => new DirectiveDraws(seed, bitness, instructions).Draw();

    /// <summary>Instructions of a mode that GNU as encodes alike, without symbols.</summary>
    public static List<Case> Instructions(int bitness)
    {
        var random = new Random(bitness);
        var drawn = new List<Case>();
        while (drawn.Count < 600)
        {
            var cases = FormCases.Of(random.Next(Forms.Count), bitness).Where(static each => Array.TrueForAll(each.Operands, static op => op.Symbol is null)).Take(40).ToList();
            if (cases.Count != 0)
                drawn.Add(cases[random.Next(cases.Count)]);
        }

        return [.. CaseJudge.Judge(drawn, bitness).Where(static outcome => outcome.Verdict == Verdict.Agreed).Select(static outcome => outcome.Case)];
    }

    private List<DrawnStep> Draw()
    {
        Add("code" + bitness, a => { if (bitness == 16) a.code16(); else if (bitness == 32) a.code32(); else a.code64(); }, "", ".code" + bitness);
        var all = draws.Keys.Order(StringComparer.Ordinal).ToArray();
        for (var count = 12 + random.Next(30); count > 0; count--)
        {
            if (random.Next(3) == 0)
                Instruction();
            else
                draws[all[random.Next(all.Length)]]();
        }

        if (isFramed)
            EndFrame();
        for (; depth > 0; depth--)
            Add("popsection", static a => a.popsection(), "", ".popsection");
        return steps;
    }

    private Dictionary<string, Action> Draws()
    {
        var all = new Dictionary<string, Action>(StringComparer.Ordinal)
        {
            ["db"] = () => Data("db", ".byte", 8, (a, values) => a.db(values)),
            ["dw"] = () => Data("dw", ".word", 16, (a, values) => a.dw(values)),
            ["dd"] = () => Data("dd", ".long", 32, (a, values) => a.dd(values)),
            ["dq"] = () => Data("dq", ".quad", 63, (a, values) => a.dq(values)),
            ["ascii"] = () => Add("ascii", static a => a.ascii("text é"), "\"text é\"", ".ascii \"text é\""),
            ["asciz"] = () => Add("asciz", static a => a.asciz("end"), "\"end\"", ".asciz \"end\""),
            ["skip"] = Skip,
            ["pad"] = Pad,
            ["org"] = Org,
            ["padTo"] = PadTo,
            ["align"] = () => { var power = random.Next(6); Add("align", a => a.align(1 << power), N(1 << power), ".balign " + N(1 << power)); },
            ["p2align"] = PowerAlign,
            ["nops"] = () => { var bytes = random.Next(120); var most = random.Next(bitness == 16 ? 5 : 12); Add("nops", a => a.nops(bytes, most), N(bytes) + ", " + N(most), ".nops " + N(bytes) + (most == 0 ? "" : ", " + N(most))); },
            ["rept"] = () => { var count = random.Next(4); Add("rept", a => a.rept(count, i => a.db(i)), N(count) + ", i => db(i)", string.Concat(Enumerable.Range(0, count).Select(static i => ".byte " + N(i) + "\n"))); },
            ["section"] = Section,
            ["pushsection"] = () => { LeaveFrame(); depth++; Add("pushsection", static a => a.pushsection(".pushed", "aw"), "", ".pushsection .pushed, \"aw\""); },
            ["popsection"] = () => { if (depth == 0) return; LeaveFrame(); depth--; Add("popsection", static a => a.popsection(), "", ".popsection"); },
            ["previous"] = () => { LeaveFrame(); Add("previous", static a => a.previous(), "", ".previous"); },
            ["text"] = () => { LeaveFrame(); Add("text", static a => a.text(), "", ".text"); },
            ["data"] = () => { LeaveFrame(); Add("data", static a => a.data(), "", ".data"); },
            ["bss"] = () => { LeaveFrame(); Add("bss", static a => { a.pushsection(".data"); a.bss(); a.skip(4); a.popsection(); }, "", ".pushsection .data\n.bss\n.skip 4\n.popsection"); },
            ["bind"] = () => Named(static (a, symbol) => { }, "", ""),
            ["type"] = () => Named(static (a, symbol) => a.type(symbol, SymbolType.Function), "type", ".type {0}, @function"),
            ["size"] = () => Named(static (a, symbol) => { a.db(1); a.size(symbol); }, "size", ".byte 1\n.size {0}, . - {0}"),
            ["visibility"] = Visibility,
            ["set"] = Set,
            ["comm"] = () => { var name = Name(); Add("comm", a => a.comm(EntryAssembler.Global(name), 24, 8), name + ", 24, 8", ".comm " + name + ", 24, 8"); },
            ["L"] = () => Add("L", static a => { a.L(1); a.jmp(a.b(1)); a.jmp(a.f(2)); a.skip(3); a.L(2); }, "1 and 2", "1: jmp 1b\njmp 2f\n.skip 3\n2:"),
            ["here"] = () => Add("here", static a => { var at = a.here(); a.dd(EntryAssembler.dot - at); }, "", "9: .long . - 9b"),
        };
        if (bitness == 64)
            AddFrames(all);
        return all;
    }

    private void AddFrames(Dictionary<string, Action> all)
    {
        all["cfi_startproc"] = () => StartFrame(random.Next(4) == 0);
        all["cfi_endproc"] = LeaveFrame;
        Frame(all, "cfi_def_cfa_offset", () => N(8 * random.Next(20)), static (a, text) => a.cfi_def_cfa_offset(long.Parse(text, CultureInfo.InvariantCulture)));
        Frame(all, "cfi_adjust_cfa_offset", () => N(8 * random.Next(3)), static (a, text) => a.cfi_adjust_cfa_offset(long.Parse(text, CultureInfo.InvariantCulture)));
        Frame(all, "cfi_def_cfa_register", Register, static (a, text) => a.cfi_def_cfa_register(Reg(text)));
        Frame(all, "cfi_restore", Register, static (a, text) => a.cfi_restore(Reg(text)));
        Frame(all, "cfi_undefined", Register, static (a, text) => a.cfi_undefined(Reg(text)));
        Frame(all, "cfi_same_value", Register, static (a, text) => a.cfi_same_value(Reg(text)));
        Frame(all, "cfi_return_column", Register, static (a, text) => a.cfi_return_column(Reg(text)));
        FramePair(all, "cfi_def_cfa", static (a, register, offset) => a.cfi_def_cfa(register, offset));
        FramePair(all, "cfi_offset", static (a, register, offset) => a.cfi_offset(register, offset));
        FramePair(all, "cfi_rel_offset", static (a, register, offset) => a.cfi_rel_offset(register, offset));
        FramePair(all, "cfi_val_offset", static (a, register, offset) => a.cfi_val_offset(register, offset));
        all["cfi_register"] = () => InFrame(() => { var (one, other) = (Register(), Register()); Add("cfi_register", a => a.cfi_register(Reg(one), Reg(other)), one + ", " + other, ".cfi_register " + one + ", " + other); });
        all["cfi_remember_state"] = all["cfi_restore_state"] = () => InFrame(() =>
        {
            Add("cfi_remember_state", static a => a.cfi_remember_state(), "", ".cfi_remember_state");
            draws["cfi_def_cfa_offset"]();
            Add("cfi_restore_state", static a => a.cfi_restore_state(), "", ".cfi_restore_state");
        });
        all["cfi_signal_frame"] = () => InFrame(() => Add("cfi_signal_frame", static a => a.cfi_signal_frame(), "", ".cfi_signal_frame"));
        all["cfi_window_save"] = () => InFrame(() => Add("cfi_window_save", static a => a.cfi_window_save(), "", ".cfi_window_save"));
        all["cfi_escape"] = () => InFrame(() => { var value = random.Next(256); Add("cfi_escape", a => a.cfi_escape(value, 3), N(value) + ", 3", ".cfi_escape " + N(value) + ", 3"); });
        all["cfi_personality"] = () => InFrame(() => Add("cfi_personality", static a => a.cfi_personality(0x9b, CaseModule.outside), "0x9b, outside", ".cfi_personality 0x9b, outside"));
        all["cfi_lsda"] = () => InFrame(() => Add("cfi_lsda", static a => a.cfi_lsda(0x1b, CaseModule.elsewhere), "0x1b, elsewhere", ".cfi_lsda 0x1b, elsewhere"));
        all["cfi_val_encoded_addr"] = () => InFrame(() => Add("cfi_val_encoded_addr", static a => a.cfi_val_encoded_addr(EntryAssembler.rbx, 0x1b, CaseModule.outside), "rbx, 0x1b, outside", ".cfi_val_encoded_addr %rbx, 0x1b, outside"));
        all["cfi_label"] = () =>
        {
            var name = "in_frame" + N(steps.Count);
            if (!steps.Exists(static step => step.Name == "cfi_sections"))
                InFrame(() => Add("cfi_label", a => a.cfi_label(EntryAssembler.Global(name)), name, ".globl " + name + "\n.cfi_label " + name));
        };
        all["cfi_sections"] = () =>
        {
            if (!steps.Exists(static step => step.Name.StartsWith("cfi_", StringComparison.Ordinal)))
                Add("cfi_sections", static a => a.cfi_sections(".debug_frame", ".eh_frame"), "", ".cfi_sections .debug_frame, .eh_frame");
        };
    }

    private void Frame(Dictionary<string, Action> all, string name, Func<string> operand, Action<EntryAssembler, string> call) => all[name] = () => InFrame(() =>
    {
        var text = operand();
        Add(name, a => call(a, text), text, "." + name + " " + text);
    });

    private void FramePair(Dictionary<string, Action> all, string name, Action<EntryAssembler, Op, long> call) => all[name] = () => InFrame(() =>
    {
        var (register, offset) = (Register(), 8L * random.Next(-20, 20));
        Add(name, a => call(a, Reg(register), offset), register + ", " + N(offset), "." + name + " " + register + ", " + N(offset));
    });

    private void InFrame(Action draw)
    {
        if (!isFramed)
            StartFrame(random.Next(6) == 0);
        if (random.Next(2) == 0)
            Instruction();
        draw();
    }

    private void StartFrame(bool isSimple)
    {
        LeaveFrame();
        isFramed = true;
        Add("cfi_startproc", a => a.cfi_startproc(isSimple), isSimple ? "simple: true" : "", ".cfi_startproc" + (isSimple ? " simple" : ""));
    }

    private void EndFrame()
    {
        isFramed = false;
        Add("cfi_endproc", static a => a.cfi_endproc(), "", ".cfi_endproc");
    }

    private void LeaveFrame()
    {
        if (isFramed)
            EndFrame();
    }

    private void Data(string name, string directive, int bits, Action<EntryAssembler, Op[]> call)
    {
        long[] values = [.. Enumerable.Range(0, 1 + random.Next(10)).Select(_ => random.NextInt64(-(1L << (bits - 1)), 1L << (bits - 1)))];
        Add(name, a => call(a, [.. values.Select(static value => (Op)value)]), string.Join(", ", values.Select(N)), directive + " " + string.Join(", ", values.Select(N)));
    }

    private void Skip()
    {
        var (bytes, value) = (random.Next(140), (byte)random.Next(256));
        if (random.Next(2) == 0)
            Add("skip", a => a.skip(bytes, value), N(bytes) + ", " + N(value), ".skip " + N(bytes) + ", " + N(value));
        else
            Add("skip", a => { Symbol start = a.label(), end = a.label(); a.skip(end - start, value); a.bind(start); a.skip(bytes); a.bind(end); },
                "end - start, " + N(value), ".skip 8f - 7f, " + N(value) + "\n7: .skip " + N(bytes) + "\n8:");
    }

    private void Pad()
    {
        var (own, other) = (random.Next(10), random.Next(30));
        Add("pad", a =>
        {
            Symbol start = a.label(), first = a.label(), last = a.label();
            a.bind(start);
            a.skip(own, 1);
            a.pad(start, last - first);
            a.bind(first);
            a.skip(other, 2);
            a.bind(last);
        }, N(own) + " to " + N(other), "7: .skip " + N(own) + ", 1\n8: .skip -(((9f-10f)-(8b-7b)) > 0) * ((9f-10f)-(8b-7b)), 0x90\n10: .skip " + N(other) + ", 2\n9:");
    }

    private void Org()
    {
        var (name, offset) = (".org" + N(names++), 20 + random.Next(60));
        Add("org", a => a.pushsection(name, "aw", () => { a.db(1); a.org(offset, 7); }), N(offset) + ", 7", ".pushsection " + name + ", \"aw\"\n.byte 1\n.org " + N(offset) + ", 7\n.popsection");
    }

    private void PadTo()
    {
        var bytes = 1 + random.Next(60);
        Add("padTo", a => { var start = a.here(); a.db(1); a.padTo(start, bytes, 5); }, N(bytes) + ", 5", "7: .byte 1\n.skip " + N(bytes) + " - 1, 5");
    }

    private void PowerAlign()
    {
        var (power, most) = (random.Next(6), random.Next(20));
        int? fill = random.Next(2) == 0 ? null : random.Next(0x80);
        Add("p2align", a => a.p2align(power, fill, most), N(power) + ", " + (fill is { } value ? N(value) : "null") + ", " + N(most),
            ".p2align " + N(power) + (fill is { } given ? ", " + N(given) : most == 0 ? "" : ", ") + (most == 0 ? "" : ", " + N(most)));
    }

    private void Section()
    {
        LeaveFrame();
        var (name, flags) = random.Next(4) switch { 0 => (".code_a", "ax"), 1 => (".code_b", "axR"), 2 => (".plain", "a"), _ => (".written", "aw") };
        if (random.Next(4) == 0)
            Add("section", a => a.section(name + ".g", flags + "G", group: "grouped", comdat: true), name + ".g in a group", ".section " + name + ".g, \"" + flags + "G\", @progbits, grouped, comdat");
        else
            Add("section", a => a.section(name, flags), "\"" + name + "\", \"" + flags + "\"", ".section " + name + ", \"" + flags + "\"");
    }

    private void Named(Action<EntryAssembler, Symbol> call, string name, string source)
    {
        var symbol = Name();
        Add(name.Length == 0 ? "bind" : name, a => { var place = EntryAssembler.Local(symbol); a.bind(place); call(a, place); }, symbol, symbol + ":\n" + string.Format(CultureInfo.InvariantCulture, source, symbol));
    }

    private void Visibility()
    {
        var symbol = Name();
        Add("visibility", a => { var place = EntryAssembler.Global(symbol); a.bind(place); a.visibility(place, SymbolVisibility.Hidden); }, symbol, ".globl " + symbol + "\n" + symbol + ":\n.hidden " + symbol);
    }

    private void Set()
    {
        var (name, value) = (Name(), random.Next());
        Add("set", a => a.set(EntryAssembler.Local(name), value), name + ", " + N(value), ".set " + name + ", " + N(value));
    }

    private void Instruction()
    {
        if (instructions.Count == 0)
            return;
        var each = instructions[random.Next(instructions.Count)];
        Add("", a => CaseEmission.Emit(a, each, "drawn", 1), each.ToString(), AuthorText.Of(each, bitness));
    }

    private void Add(string name, Action<EntryAssembler> call, string csharp, string source) => steps.Add(new DrawnStep(name, call, name.Length == 0 ? csharp : name + "(" + csharp + ");", source));

    private string Name() => "drawn" + N(names++);

    private string Register() => Registers[random.Next(Registers.Length)];

    private static Op Reg(string name) => (Op)typeof(EntryAssembler).GetField(name)!.GetValue(null)!;

    private static string N(long value) => value.ToString(CultureInfo.InvariantCulture);
}
