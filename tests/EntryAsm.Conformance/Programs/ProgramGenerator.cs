// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Conformance;

/// <summary>Draws random programs: instructions of every form, branches around the short and near boundary, alignment, data, sections, symbols of every sort.</summary>
internal sealed class ProgramGenerator
{
    private const int Sections = 3;

    private static readonly int[] FormsOf64BitCode =
        [.. Enumerable.Range(0, Forms.Count).Where(form => (Forms.TraitsOf(form) & FormTraits.Mode64) != 0 && !IsBranch(form))];

    private static readonly Mnemonic[] Branches =
    [
        Mnemonic.Jmp, Mnemonic.Jmp, Mnemonic.Jo, Mnemonic.Jno, Mnemonic.Jb, Mnemonic.Jae, Mnemonic.Je, Mnemonic.Jne, Mnemonic.Jbe, Mnemonic.Ja, Mnemonic.Js,
        Mnemonic.Jns, Mnemonic.Jp, Mnemonic.Jnp, Mnemonic.Jl, Mnemonic.Jge, Mnemonic.Jle, Mnemonic.Jg, Mnemonic.Call, Mnemonic.Xbegin,
    ];

    private static readonly EncodingRequest[] Requests =
    [
        EncodingRequest.Load, EncodingRequest.Store, EncodingRequest.Disp8, EncodingRequest.Disp32, EncodingRequest.Vex, EncodingRequest.Vex3,
        EncodingRequest.Evex, EncodingRequest.Rex,
    ];

    private readonly Random random;
    private readonly Place[] places;
    private readonly RandomOperands operands;
    private readonly InstructionEncoder encoder = new(64);
    private readonly EncodedInstruction encoded = new();

    private ProgramGenerator(Random random)
    {
        this.random = random;
        places = [.. Enumerable.Range(0, 6 + random.Next(8)).Select(number => new Place(number, (PlaceSort)random.Next(5)))];
        operands = new RandomOperands(random, places);
    }

    /// <summary>Program number <paramref name="number"/> of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="number">Which program.</param>
    /// <param name="drawn">Told the form of every instruction drawn.</param>
    public static RandomProgram Draw(int seed, int number, Action<int> drawn)
    {
        var random = new Random(unchecked(seed * 1_000_003 + number));
        return new ProgramGenerator(random).Draw(drawn);
    }

    private RandomProgram Draw(Action<int> drawn)
    {
        var steps = new List<Step>();
        var length = 20 + random.Next(50);
        var isBranchy = random.Next(2) == 0;
        for (var step = 0; step < length; step++)
            steps.Add(AnyStep(isBranchy, drawn));
        foreach (var place in places.Where(place => place.Sort != PlaceSort.Extern))
        {
            var at = random.Next(steps.Count + 1);
            steps.Insert(at, new BindStep(place));
            if (random.Next(4) == 0 && place.Sort != PlaceSort.Label)
                steps.Insert(at + 1, new AttributeStep(place, Sized: random.Next(2) == 0));
        }

        AddDifferences(steps);
        SeparateLabelsFromPadding(steps);
        return new RandomProgram(steps);
    }

    private Step AnyStep(bool isBranchy, Action<int> drawn) => random.Next(isBranchy ? 20 : 12) switch
    {
        0 => random.Next(3) == 0 ? new SectionStep(random.Next(Sections)) : Align(),
        1 => Data(),
        2 => random.Next(2) == 0 ? Skip(isBranchy) : new TextStep("text" + random.Next(100), random.Next(2) == 0),
        3 or > 11 => Branch(drawn),
        _ => Instruction(drawn),
    };

    private AlignStep Align() =>
        new(random.Next(7), random.Next(4) == 0 ? random.Next(256) : null, random.Next(3) == 0 ? 1 + random.Next(20) : 0);

    /// <summary>Among branches, often just as long as a short one reaches.</summary>
    private SkipStep Skip(bool isBranchy) =>
        new(!isBranchy ? random.Next(20) : random.Next(2) == 0 ? 112 + random.Next(18) : random.Next(130), (byte)random.Next(256));

    private DataStep Data()
    {
        var unit = 1 << random.Next(4);
        Op Value()
        {
            if (random.Next(3) == 0)
                return places[random.Next(places.Length)] + (random.Next(2) == 0 ? 0 : random.Next(-200, 200));
            return random.NextInt64(long.MinValue, long.MaxValue) >> (64 - 8 * unit + random.Next(8 * unit));
        }

        return new DataStep(unit, [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Value())]);
    }

    /// <summary>Differences of two places that stand in one section, in data of every width that surely holds them.</summary>
    private void AddDifferences(List<Step> steps)
    {
        var sections = SectionOfPlaces(steps);
        for (var count = random.Next(3); count > 0; count--)
        {
            var at = random.Next(steps.Count + 1);
            var first = places[random.Next(places.Length)];
            var second = places[random.Next(places.Length)];
            if (first != second && sections.TryGetValue(first, out var one) && sections.TryGetValue(second, out var two) && one == two)
                steps.Insert(at, new DataStep(4 << random.Next(2), [first - second + (random.Next(2) == 0 ? 0 : random.Next(100))]));
        }
    }

    /// <summary>
    /// An object does not keep on which side of a padding that came out empty a label stood, and the GNU source has it behind. Where several
    /// layouts are stable, that may choose another one: so a byte stands between a label and a padding after it.
    /// </summary>
    private static void SeparateLabelsFromPadding(List<Step> steps)
    {
        var section = 0;
        var endsWithLabel = new bool[Sections];
        for (var at = 0; at < steps.Count; at++)
        {
            if (steps[at] is AlignStep && endsWithLabel[section])
                steps.Insert(at, new SkipStep(1, 0));
            if (steps[at] is SectionStep change)
                section = change.Section;
            else if (steps[at] is not (AttributeStep or SkipStep { Bytes: 0 }))
                endsWithLabel[section] = steps[at] is BindStep;
        }
    }

    private static Dictionary<Place, int> SectionOfPlaces(List<Step> steps)
    {
        var sections = new Dictionary<Place, int>();
        var section = 0;
        foreach (var step in steps)
        {
            if (step is SectionStep change)
                section = change.Section;
            else if (step is BindStep bind)
                sections[bind.Place] = section;
        }

        return sections;
    }

    private InstructionStep Branch(Action<int> drawn)
    {
        var mnemonic = Branches[random.Next(Branches.Length)];
        Op target = places[random.Next(places.Length)];
        if (random.Next(6) == 0)
            target += random.Next(-40, 40);
        drawn(Forms.Of(mnemonic).From);
        var request = random.Next(30) == 0 && mnemonic is not (Mnemonic.Call or Mnemonic.Xbegin) ? EncodingRequest.Disp32 : EncodingRequest.None;
        var prefixes = random.Next(30) == 0 && mnemonic != Mnemonic.Xbegin ? InstructionPrefixes.Bnd : InstructionPrefixes.None;
        return new InstructionStep(new Case(Forms.Of(mnemonic).From, mnemonic, [target], prefixes, request));
    }

    private InstructionStep Instruction(Action<int> drawn)
    {
        while (true)
        {
            var form = FormsOf64BitCode[random.Next(FormsOf64BitCode.Length)];
            var each = Instruction(form);
            if (!IsAccepted(each))
                continue;
            drawn(form);
            return new InstructionStep(each);
        }
    }

    private Case Instruction(int form)
    {
        var row = Forms.Row(form);
        var traits = Forms.TraitsOf(form);
        var written = new List<Op>();
        for (var slot = 0; slot < Forms.Slots(row); slot++)
        {
            if (Forms.Kinds(row, slot) != OperandKinds.None)
                written.Add(operands.Of(Forms.Kinds(row, slot)));
        }

        Decorate(written, traits);
        return new Case(form, FormCases.MnemonicOf(form), [.. written], Prefixes(traits), Request(traits));
    }

    private void Decorate(List<Op> written, FormTraits traits)
    {
        bool Has(FormTraits trait) => (traits & trait) != 0;
        if (Has(FormTraits.NeedsMask) || (Has(FormTraits.Masking) && random.Next(3) == 0))
            written[0] = (random.Next(3)) switch { 0 => written[0].k1, 1 => written[0].k4, _ => written[0].k7 };
        if (written.Count > 0 && written[0].MaskRegister != Register.None && Has(FormTraits.Zeroing) && random.Next(2) == 0)
            written[0] = written[0].z;
        var last = written.FindLastIndex(op => op.Form == OpForm.Register);
        if (last < 0 || written.Exists(op => op.Form == OpForm.Memory) || random.Next(3) != 0)
            return;
        if (Has(FormTraits.Rounding))
            written[last] = random.Next(4) switch { 0 => written[last].rn_sae, 1 => written[last].rd_sae, 2 => written[last].ru_sae, _ => written[last].rz_sae };
        else if (Has(FormTraits.Sae))
            written[last] = written[last].sae;
    }

    private InstructionPrefixes Prefixes(FormTraits traits)
    {
        if (random.Next(8) != 0)
            return InstructionPrefixes.None;
        bool Has(FormTraits trait) => (traits & trait) != 0;
        return Has(FormTraits.Lock) ? Has(FormTraits.Xacquire) && random.Next(3) == 0 ? InstructionPrefixes.Lock | InstructionPrefixes.Xacquire : InstructionPrefixes.Lock
            : Has(FormTraits.Rep) ? random.Next(2) == 0 ? InstructionPrefixes.Rep : InstructionPrefixes.Repne
            : Has(FormTraits.Notrack) ? InstructionPrefixes.Notrack : InstructionPrefixes.None;
    }

    private EncodingRequest Request(FormTraits traits)
    {
        if ((traits & FormTraits.OnRequest) != 0)
            return EncodingRequest.Absolute64;
        if (random.Next(12) != 0)
            return EncodingRequest.None;
        return Requests[random.Next(Requests.Length)];
    }

    private bool IsAccepted(Case each)
    {
        try
        {
            Op At(int operand) => operand < each.Operands.Length ? each.Operands[operand] : default;
            encoder.Encode(each.Mnemonic, new OperandList(At(0), At(1), At(2), At(3), At(4), each.Operands.Length), each.Prefixes, each.Request, encoded);
            return !Excluded.Forms.Contains(ChosenForm.Of(each, 64));
        }
        catch (EntryAsmException)
        {
            return false;
        }
    }

    private static bool IsBranch(int form) => Forms.Slots(Forms.Row(form)) > 0 && (Forms.Kinds(Forms.Row(form), 0) & OperandKinds.Target) != 0
        && Forms.KindOf(Forms.Row(form), 0) is OpKind.NearBranch16 or OpKind.NearBranch32 or OpKind.NearBranch64;
}
