// SPDX-License-Identifier: MIT
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Lowering;

/// <summary>What the evaluation does at one step: an instruction of the runtime with its types known.</summary>
internal enum Operation : byte
{
    Nothing,
    Load,
    LoadCopy,
    Store,
    StoreFitted,
    PlaceOf,
    Null,
    Number,
    Text,
    Duplicate,
    DuplicateCopy,
    Pop,
    Call,
    CallVirtual,
    New,
    NewDelegate,
    Return,
    Jump,
    JumpIfTrue,
    JumpIfFalse,
    JumpIfTrueObject,
    JumpIfFalseObject,
    JumpIf,
    JumpIfInt32,
    Switch,
    LoadPlace,
    StorePlace,
    Binary,
    AddInt32,
    SubtractInt32,
    Negate,
    Not,
    Convert,
    Compare,
    CopyPlace,
    CastClass,
    IsInstance,
    Unbox,
    UnboxAny,
    Throw,
    Rethrow,
    LoadField,
    LoadFieldOfPlace,
    PlaceOfField,
    PlaceOfFieldOfPlace,
    StoreField,
    StoreFieldOfPlace,
    LoadStatic,
    PlaceOfStatic,
    StoreStatic,
    LoadNativeStatic,
    Data,
    Box,
    NewArray,
    Length,
    PlaceOfElement,
    LoadElement,
    StoreElement,
    Token,
    Function,
    VirtualFunction,
    Leave,
    EndFinally,
    EndFilter,
    Initialise,
    SizeOf,
    StackMemory,
    CopyBytes,
    CheckFinite,
    Refuse,
}

/// <summary>The arithmetic of two operands.</summary>
internal enum Arithmetic : byte
{
    Add,
    Subtract,
    Multiply,
    Divide,
    DivideUnsigned,
    Remainder,
    RemainderUnsigned,
    And,
    Or,
    Xor,
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,
    AddChecked,
    AddCheckedUnsigned,
    SubtractChecked,
    SubtractCheckedUnsigned,
    MultiplyChecked,
    MultiplyCheckedUnsigned,
}

/// <summary>How two operands are compared; <c>Unsigned</c> means unordered for floating-point numbers.</summary>
internal enum Comparison : byte
{
    Equal,
    NotEqual,
    Less,
    LessUnsigned,
    LessOrEqual,
    LessOrEqualUnsigned,
    Greater,
    GreaterUnsigned,
    GreaterOrEqual,
    GreaterOrEqualUnsigned,
}

/// <summary>One step, with the index of the first free place on the stack when it begins.</summary>
internal struct Step
{
    public Operation Operation;

    /// <summary>An <see cref="Arithmetic"/>, <see cref="Comparison"/> or <see cref="Form"/>.</summary>
    public byte Variant;
    public StackKind Kind;
    public int Stack;

    /// <summary>A variable, or the step to continue with.</summary>
    public int Target;
    public object? Object;
    public long Number;
}

/// <summary>A protected region and what handles exceptions in it; steps, ends not included.</summary>
internal sealed record Clause(System.Reflection.Metadata.ExceptionRegionKind Kind, int TryStart, int TryEnd, int HandlerStart, int HandlerEnd, int FilterStart, Type? Catches, int Stack)
{
    public bool Protects(int step) => step >= TryStart && step < TryEnd;

    public bool Handles(int step) => step >= (Kind == System.Reflection.Metadata.ExceptionRegionKind.Filter ? FilterStart : HandlerStart) && step < HandlerEnd;

    public bool IsFinal => Kind is System.Reflection.Metadata.ExceptionRegionKind.Finally or System.Reflection.Metadata.ExceptionRegionKind.Fault;
}

/// <summary>Where a <c>leave</c> goes, and the handlers to run before.</summary>
internal sealed record Exit(int Target, Clause[] Finals);
