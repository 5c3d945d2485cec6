// SPDX-License-Identifier: MIT
using EntryAsm.Encoding;
using EntryAsm.Operands;
using Iced.Intel;

namespace EntryAsm.Conformance;

/// <summary>Random operands of a kind: the samples of the matrix, and beyond them any register, address and number.</summary>
internal sealed class RandomOperands(Random random, IReadOnlyList<Place> places)
{
    private static readonly Dictionary<OperandKinds, List<Op>> SamplesByKind = [];

    private static readonly Register[] AllRegisters = [.. Enum.GetValues<Register>().Where(register => KindOf(register) != OperandKinds.None)];

    private static readonly int[] Displacements = [0, 1, -1, 8, 64, 127, 128, -128, -129, 256, 512, 0x1000, -0x1000, 0x12345678, int.MaxValue, int.MinValue];

    /// <summary>An operand that a form takes.</summary>
    public Op Of(OperandKinds kinds)
    {
        List<Op>? samples;
        lock (SamplesByKind)
        {
            if (!SamplesByKind.TryGetValue(kinds, out samples))
                SamplesByKind.Add(kinds, samples = OperandSamples.Of(kinds, 64));
        }

        var sample = samples[random.Next(samples.Count)];
        if (sample.Symbol is not null)
            return Relocated(sample, places[random.Next(places.Count)]);
        if (random.Next(2) == 0)
            return sample;
        return sample.Form switch
        {
            OpForm.Register => AnyRegister(kinds),
            OpForm.Memory when (kinds & (OperandKinds.VectorXmm | OperandKinds.VectorYmm | OperandKinds.VectorZmm)) == 0 => AnyAddress(sample),
            OpForm.Immediate => AnyNumber(kinds, sample),
            _ => sample,
        };
    }

    private static Op Relocated(Op sample, Place place) => new(sample.Form, sample.Value, sample.Register, sample.IndexRegister, sample.Scale, place, null,
        sample.SegmentRegister, sample.Width, sample.MaskRegister, sample.Decorations);

    private static OperandKinds KindOf(Register register) =>
        OperandClassifier.Of(Op.FromRegister(register));

    private Op AnyRegister(OperandKinds kinds)
    {
        while (true)
        {
            var register = AllRegisters[random.Next(AllRegisters.Length)];
            if ((KindOf(register) & kinds) != 0)
                return Op.FromRegister(register);
        }
    }

    private Op AnyAddress(Op sample)
    {
        var wide = random.Next(8) != 0;
        var family = wide ? Register.RAX : Register.EAX;
        var first = random.Next(6) == 0 ? Register.None : family + random.Next(16);
        var index = random.Next(2) == 0 ? Register.None : family + random.Next(16);
        if (index == family + 4)
            index = Register.None;
        var displacement = random.Next(3) == 0 ? random.Next(-300, 300) : Displacements[random.Next(Displacements.Length)];
        return new Op(OpForm.Memory, displacement, first, index, index == Register.None ? (byte)1 : (byte)(1 << random.Next(4)), null, null,
            random.Next(6) == 0 ? Register.ES + random.Next(6) : Register.None, sample.Width, decorations: sample.Decorations);
    }

    private Op AnyNumber(OperandKinds kinds, Op sample)
    {
        for (var attempt = 0; attempt < 8; attempt++)
        {
            Op number = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
            if ((OperandClassifier.Of(number) & kinds) != 0)
                return number;
        }

        return sample;
    }
}
