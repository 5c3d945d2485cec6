// SPDX-License-Identifier: MIT
using EntryAsm.Primitives;

namespace EntryAsm.Flow;

/// <summary>What a base is, as a key to find it by.</summary>
internal readonly record struct BaseKey(BaseKind Kind, long A = 0, long B = 0, long C = 0, long D = 0)
{
    public bool Equals(BaseKey other) => Kind == other.Kind && A == other.A && B == other.B && C == other.C && D == other.D;

    public override int GetHashCode()
    {
        unchecked
        {
            var hash = (((ulong)A * Mixer + (ulong)B) * Mixer + (ulong)C) * Mixer + (ulong)D;
            return (int)((hash ^ hash >> 29 ^ (ulong)Kind << 32) * Mixer >> 32);
        }
    }

    /// <summary>An odd number without a pattern: 2^64 over the golden ratio.</summary>
    private const ulong Mixer = 0x9e3779b97f4a7c15;
}

/// <summary>All bases of one analysis, each once, so that equal values have equal numbers.</summary>
internal sealed class Bases
{
    /// <summary>The deepest nesting of expressions that is kept apart.</summary>
    private const int DeepestExpression = 6;

    /// <summary>The most values a joined base remembers to have been.</summary>
    private const int MostBindings = 4;

    /// <summary>Bases to a page: all of them in one array would be a large object, for which the runtime collects all its memory.</summary>
    private const int PageBits = 8, PageSize = 1 << PageBits;

    private Entry[][] pages = new Entry[16][];
    private readonly Dictionary<int, GrowingArray<Value>> bindings = [];

    /// <summary>By hash, the last base that was added, plus one.</summary>
    private int[] heads = new int[1024];

    public Bases()
    {
        Number(new BaseKey(BaseKind.Unknown));
        Number(new BaseKey(BaseKind.Constant));
    }

    public int Count { get; private set; }

    public ref readonly BaseKey this[int number] => ref At(number).Key;

    /// <summary>The state where paths meet that differ by this base; -1 for every other base.</summary>
    public int OwnerOf(int number) => At(number).Owner;

    /// <summary>The base that another one is made from; 0 for none.</summary>
    public int InnerOf(int number) => At(number).Inner;

    /// <summary>Whether code can come by a base again without having kept it: it is made of no result and of no value that differs between paths.</summary>
    public bool IsNamed(int number) => At(number).IsNamed;

    public Value Of(BaseKind kind, long a = 0, long b = 0) => new(Number(new BaseKey(kind, a, b)), 0);

    public Value Register(int register) => Of(BaseKind.Register, register);

    public Value Memory(Value address, int bytes, int epoch) => new(Number(new BaseKey(BaseKind.Memory, address.Base, bytes, address.Offset, epoch)), 0);

    public Value Segment(int register, Value address) => address.IsKnown ? new Value(Number(new BaseKey(BaseKind.Segment, register, address.Base)), address.Offset) : Value.Unknown;

    /// <summary>What keeps the growth of a number at a fixed address, of gs or of memory; unknown for every other address.</summary>
    public Value Counter(Value address)
    {
        var isFixed = this[address.Base] is { Kind: BaseKind.Segment } segment ? this[(int)segment.B].Kind is BaseKind.Constant or BaseKind.Symbol : this[address.Base].Kind is BaseKind.Symbol or BaseKind.Section;
        return isFixed ? new Value(Number(new BaseKey(BaseKind.Counter, address.Base, 0, address.Offset)), 0) : Value.Unknown;
    }

    /// <summary>An operation with a number; computed where the value is a number too.</summary>
    public Value Apply(ValueOperation operation, Value value, long operand)
    {
        if (value.IsConstant)
            return operation == ValueOperation.Mix ? Value.Unknown : Value.Constant(Compute(operation, value.Offset, operand));
        if (!value.IsKnown || At(value.Base).Depth >= DeepestExpression)
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

    /// <summary>Whether a value has one of some bits set for certain, by an OR.</summary>
    public bool HasSome(Value value, long bits) => value.Offset == 0 && this[value.Base] is { Kind: BaseKind.Expression, A: (long)ValueOperation.Or } key && (key.D & bits) != 0;

    /// <summary>The value, as something a function may have changed.</summary>
    public Value PerhapsChanged(Value value) => !value.IsKnown || this[value.Base].Kind == BaseKind.PerhapsChanged
        ? value
        : new Value(Number(new BaseKey(BaseKind.PerhapsChanged, value.Base, 0, value.Offset)), 0);

    /// <summary>The value as it was before functions may have changed it.</summary>
    public Value Unchanged(Value value)
    {
        var key = this[value.Base];
        return key.Kind == BaseKind.PerhapsChanged ? new Value((int)key.A, key.C) : value;
    }

    /// <summary>The value that one was before it was mixed with something that is not known; else the value itself.</summary>
    public Value Unmixed(Value value) =>
        this[value.Base] is { Kind: BaseKind.Expression, A: (long)ValueOperation.Mix } key ? new Value((int)key.B, key.C + value.Offset) : value;

    /// <summary>Whether a value is another one shifted left and back with its sign: equal to it only if that is a canonical address.</summary>
    public bool IsCanonicalFormOf(Value value, Value plain) => CanonicalSource(value) is { } source && source == plain;

    /// <summary>The value whose canonical form this is; null if it is not a canonical form.</summary>
    public Value? CanonicalSource(Value value)
    {
        if (value.Offset != 0 || this[value.Base] is not { Kind: BaseKind.Expression } outer || outer.A != (long)ValueOperation.Sar || outer.C != 0)
            return null;
        return this[(int)outer.B] is { Kind: BaseKind.Expression } inner && inner.A == (long)ValueOperation.Shl && inner.D == outer.D && inner.D is 16 or 7
            ? new Value((int)inner.B, inner.C) : null;
    }

    /// <summary>Whether a value is made of what a register held at the entry.</summary>
    public bool IsOfEntry(Value value)
    {
        while (this[value.Base] is { Kind: BaseKind.Expression } part)
            value = new Value((int)part.B, part.C);
        return this[value.Base].Kind == BaseKind.Register;
    }

    public bool Is(Value value, BaseKind kind) => this[value.Base].Kind == kind;

    /// <summary>Whether the value depends on what memory held in an epoch.</summary>
    public bool IsOfEpoch(Value value, int epoch) => At(value.Base).Epoch == epoch;

    /// <summary>Remembers one more value that a joined base may be.</summary>
    public void Bind(int joined, Value value)
    {
        if (!bindings.TryGetValue(joined, out var list))
            bindings.Add(joined, list = new GrowingArray<Value>());
        if (value.Base == joined)
            value = Value.Unknown;
        if (list.Count <= MostBindings && !value.IsAmong(list.Items))
            list.Add(value);
    }

    /// <summary>What a joined base may be; null when that may be anything.</summary>
    public GrowingArray<Value>? BindingsOf(int joined) => bindings.TryGetValue(joined, out var list) && list.Count <= MostBindings ? list : null;

    private int Number(in BaseKey key)
    {
        var hash = key.GetHashCode();
        for (var next = heads[hash & (heads.Length - 1)]; next != 0; next = At(next - 1).Next)
        {
            if (At(next - 1).Key.Equals(key))
                return next - 1;
        }

        if (Count == heads.Length)
            Grow();
        if (Count == pages.Length << PageBits)
            Array.Resize(ref pages, pages.Length * 2);
        pages[Count >> PageBits] ??= new Entry[PageSize];
        ref var entry = ref At(Count);
        entry.Key = key;
        Describe(ref entry);
        Link(hash, Count);
        return Count++;
    }

    private ref Entry At(int number) => ref pages[number >> PageBits][number & (PageSize - 1)];

    private void Link(int hash, int number)
    {
        ref var head = ref heads[hash & (heads.Length - 1)];
        At(number).Next = head;
        head = number + 1;
    }

    private void Grow()
    {
        heads = new int[heads.Length * 2];
        for (var number = 0; number < Count; number++)
            Link(At(number).Key.GetHashCode(), number);
    }

    private void Describe(ref Entry entry)
    {
        ref readonly var key = ref entry.Key;
        entry.Owner = key.Kind == BaseKind.Joined ? (int)key.A : -1;
        entry.Inner = key.Kind switch
        {
            BaseKind.Expression or BaseKind.Segment => (int)key.B,
            BaseKind.Memory or BaseKind.PerhapsChanged or BaseKind.Counter => (int)key.A,
            _ => Value.UnknownBase,
        };
        entry.IsNamed = entry.Inner == Value.UnknownBase ? key.Kind is not (BaseKind.Joined or BaseKind.Result) : At(entry.Inner).IsNamed;
        if (key.Kind == BaseKind.Counter || entry.Inner == Value.UnknownBase)
            return;
        entry.Epoch = key.Kind == BaseKind.Memory ? (int)key.D : At(entry.Inner).Epoch;
        entry.Depth = At(entry.Inner).Depth + 1;
    }

    private struct Entry
    {
        public BaseKey Key;

        /// <summary>The next base with the same hash, plus one; 0 for none.</summary>
        public int Next;
        public int Inner, Epoch, Depth, Owner;
        public bool IsNamed;
    }
}
