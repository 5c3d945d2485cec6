// SPDX-License-Identifier: MIT
namespace EntryAsm.Flow;

/// <summary>What a base is, as a key to find it by.</summary>
internal readonly record struct BaseKey(BaseKind Kind, long A = 0, long B = 0, long C = 0, long D = 0);

/// <summary>All bases of one analysis, each once, so that equal values have equal numbers.</summary>
internal sealed class Bases
{
    /// <summary>The deepest nesting of expressions that is kept apart.</summary>
    private const int DeepestExpression = 6;

    /// <summary>The most values a joined base remembers to have been.</summary>
    private const int MostBindings = 4;

    private readonly Dictionary<BaseKey, int> numbers = [];
    private BaseKey[] keys = new BaseKey[256];
    private (int Epoch, int Depth, int Owner)[] traits = new (int, int, int)[256];
    private readonly Dictionary<int, List<Value>> bindings = [];

    public Bases()
    {
        Number(new BaseKey(BaseKind.Unknown));
        Number(new BaseKey(BaseKind.Constant));
    }

    public int Count { get; private set; }

    public ref readonly BaseKey this[int number] => ref keys[number];

    /// <summary>The state where paths meet that differ by this base; -1 for every other base.</summary>
    public int OwnerOf(int number) => traits[number].Owner;

    public Value Of(BaseKind kind, long a = 0, long b = 0) => new(Number(new BaseKey(kind, a, b)), 0);

    public Value Register(int register) => Of(BaseKind.Register, register);

    public Value Memory(Value address, int bytes, int epoch) => new(Number(new BaseKey(BaseKind.Memory, address.Base, bytes, address.Offset, epoch)), 0);

    public Value Segment(int register, Value address) => address.IsKnown ? new Value(Number(new BaseKey(BaseKind.Segment, register, address.Base)), address.Offset) : Value.Unknown;

    /// <summary>What keeps the growth of a number at a fixed address, of gs or of memory; unknown for every other address.</summary>
    public Value Counter(Value address)
    {
        var isFixed = keys[address.Base] is { Kind: BaseKind.Segment } segment ? keys[(int)segment.B].Kind is BaseKind.Constant or BaseKind.Symbol : keys[address.Base].Kind is BaseKind.Symbol or BaseKind.Section;
        return isFixed ? new Value(Number(new BaseKey(BaseKind.Counter, address.Base, 0, address.Offset)), 0) : Value.Unknown;
    }

    /// <summary>An operation with a number; computed where the value is a number too.</summary>
    public Value Apply(ValueOperation operation, Value value, long operand)
    {
        if (value.IsConstant)
            return operation == ValueOperation.Mix ? Value.Unknown : Value.Constant(Compute(operation, value.Offset, operand));
        if (!value.IsKnown || traits[value.Base].Depth >= DeepestExpression)
            return Value.Unknown;
        return new Value(Number(new BaseKey(BaseKind.Expression, (long)operation, value.Base, value.Offset, operand)), 0);
    }

    public static long Compute(ValueOperation operation, long value, long operand) => unchecked(operation switch
    {
        ValueOperation.LowBytes => operand >= 8 ? value : value & ((1L << (int)(operand * 8)) - 1),
        ValueOperation.And => value & operand,
        ValueOperation.Or => value | operand,
        ValueOperation.Xor => value ^ operand,
        ValueOperation.Shl => value << (int)operand,
        ValueOperation.Shr => (long)((ulong)value >> (int)operand),
        _ => value >> (int)operand,
    });

    /// <summary>The value, as something a function may have changed.</summary>
    public Value PerhapsChanged(Value value) => !value.IsKnown || keys[value.Base].Kind == BaseKind.PerhapsChanged
        ? value
        : new Value(Number(new BaseKey(BaseKind.PerhapsChanged, value.Base, 0, value.Offset)), 0);

    /// <summary>The value as it was before functions may have changed it.</summary>
    public Value Unchanged(Value value)
    {
        var key = keys[value.Base];
        return key.Kind == BaseKind.PerhapsChanged ? new Value((int)key.A, key.C) : value;
    }

    /// <summary>The value that one was before it was mixed with something that is not known; else the value itself.</summary>
    public Value Unmixed(Value value) =>
        keys[value.Base] is { Kind: BaseKind.Expression, A: (long)ValueOperation.Mix } key ? new Value((int)key.B, key.C + value.Offset) : value;

    /// <summary>Whether a value is another one shifted left and back with its sign: equal to it only if that is a canonical address.</summary>
    public bool IsCanonicalFormOf(Value value, Value plain) => CanonicalSource(value) is { } source && source == plain;

    /// <summary>The value of which this is the canonical form; null where it is no such form.</summary>
    public Value? CanonicalSource(Value value)
    {
        if (value.Offset != 0 || keys[value.Base] is not { Kind: BaseKind.Expression } outer || outer.A != (long)ValueOperation.Sar || outer.C != 0)
            return null;
        return keys[(int)outer.B] is { Kind: BaseKind.Expression } inner && inner.A == (long)ValueOperation.Shl && inner.D == outer.D && inner.D is 16 or 7
            ? new Value((int)inner.B, inner.C) : null;
    }

    /// <summary>Whether a value is made of what a register held at the entry.</summary>
    public bool IsOfEntry(Value value)
    {
        while (keys[value.Base] is { Kind: BaseKind.Expression } part)
            value = new Value((int)part.B, part.C);
        return keys[value.Base].Kind == BaseKind.Register;
    }

    public bool Is(Value value, BaseKind kind) => keys[value.Base].Kind == kind;

    /// <summary>Whether the value depends on what memory held in an epoch.</summary>
    public bool IsOfEpoch(Value value, int epoch) => traits[value.Base].Epoch == epoch;

    /// <summary>Remembers one more value that a joined base may be.</summary>
    public void Bind(int joined, Value value)
    {
        if (!bindings.TryGetValue(joined, out var list))
            bindings.Add(joined, list = []);
        if (value.Base == joined)
            value = Value.Unknown;
        if (list.Count <= MostBindings && !list.Contains(value))
            list.Add(value);
    }

    /// <summary>What a joined base may be; null when that may be anything.</summary>
    public List<Value>? BindingsOf(int joined) => bindings.TryGetValue(joined, out var list) && list.Count <= MostBindings ? list : null;

    private int Number(BaseKey key)
    {
        if (numbers.TryGetValue(key, out var number))
            return number;
        number = Count++;
        numbers.Add(key, number);
        if (number == keys.Length)
        {
            Array.Resize(ref keys, number * 2);
            Array.Resize(ref traits, number * 2);
        }

        keys[number] = key;
        traits[number] = Traits(key);
        return number;
    }

    private (int Epoch, int Depth, int Owner) Traits(in BaseKey key)
    {
        var inner = key.Kind switch
        {
            BaseKind.Expression or BaseKind.Segment => (int)key.B,
            BaseKind.Memory or BaseKind.PerhapsChanged => (int)key.A,
            _ => -1,
        };
        if (inner < 0)
            return (0, 0, key.Kind == BaseKind.Joined ? (int)key.A : -1);
        var (epoch, depth, _) = traits[inner];
        return (key.Kind == BaseKind.Memory ? (int)key.D : epoch, depth + 1, -1);
    }
}
