// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace EntryAsm.Generators.Interpretation;

/// <summary>The engine's members that every few lines of a module call, without reflection.</summary>
internal static class Shortcuts
{
    private static readonly Dictionary<string, NativeCall> ByName = new(StringComparer.Ordinal)
    {
        ["Op.op_Addition(Op,Op)"] = (_, x) => (Op)x[0]! + (Op)x[1]!,
        ["Op.op_Subtraction(Op,Op)"] = (_, x) => (Op)x[0]! - (Op)x[1]!,
        ["Op.op_Multiply(Op,Int32)"] = (_, x) => (Op)x[0]! * (int)x[1]!,
        ["Op.op_Implicit(Symbol)"] = (_, x) => (Op)(Symbol)x[0]!,
        ["Op.op_Implicit(SByte)"] = (_, x) => (Op)(sbyte)x[0]!,
        ["Op.op_Implicit(Byte)"] = (_, x) => (Op)(byte)x[0]!,
        ["Op.op_Implicit(Int16)"] = (_, x) => (Op)(short)x[0]!,
        ["Op.op_Implicit(UInt16)"] = (_, x) => (Op)(ushort)x[0]!,
        ["Op.op_Implicit(Char)"] = (_, x) => (Op)(char)x[0]!,
        ["Op.op_Implicit(Int32)"] = (_, x) => (Op)(int)x[0]!,
        ["Op.op_Implicit(UInt32)"] = (_, x) => (Op)(uint)x[0]!,
        ["Op.op_Implicit(Int64)"] = (_, x) => (Op)(long)x[0]!,
        ["Op.op_Implicit(UInt64)"] = (_, x) => (Op)(ulong)x[0]!,
        ["Symbol.op_Addition(Symbol,Op)"] = (_, x) => (Symbol)x[0]! + (Op)x[1]!,
        ["Symbol.op_Addition(Op,Symbol)"] = (_, x) => (Op)x[0]! + (Symbol)x[1]!,
        ["Symbol.op_Subtraction(Symbol,Op)"] = (_, x) => (Symbol)x[0]! - (Op)x[1]!,
        ["Symbol.op_Subtraction(Symbol,Symbol)"] = (_, x) => (Symbol)x[0]! - (Symbol)x[1]!,
        ["MemorySize.get_Item(Op)"] = (self, x) => ((MemorySize)self!)[(Op)x[0]!],
        ["MemorySize.get_gs()"] = (self, _) => ((MemorySize)self!).gs,
        ["MemorySize.get_fs()"] = (self, _) => ((MemorySize)self!).fs,
        ["EntryAssembler.Extern(String)"] = (_, x) => EntryAssembler.Extern((string)x[0]!),
        ["EntryAssembler.Global(String)"] = (_, x) => EntryAssembler.Global((string)x[0]!),
        ["EntryAssembler.Local(String)"] = (_, x) => EntryAssembler.Local((string)x[0]!),
        ["EntryAssembler.label()"] = (self, _) => Host(self).label(),
        ["EntryAssembler.f(Int32)"] = (self, x) => Host(self).f((int)x[0]!),
        ["EntryAssembler.b(Int32,String,Int32)"] = (self, x) => Host(self).b((int)x[0]!, (string)x[1]!, (int)x[2]!),
        ["EntryAssembler.here(String,Int32)"] = (self, x) => Host(self).here((string)x[0]!, (int)x[1]!),
        ["EntryAssembler.bind(Symbol,String,Int32)"] = Void((host, x) => host.bind((Symbol)x[0]!, (string)x[1]!, (int)x[2]!)),
        ["EntryAssembler.L(Int32,String,Int32)"] = Void((host, x) => host.L((int)x[0]!, (string)x[1]!, (int)x[2]!)),
        ["EntryAssembler.type(Symbol,SymbolType,String,Int32)"] = Void((host, x) => host.type((Symbol)x[0]!, (SymbolType)x[1]!, (string)x[2]!, (int)x[3]!)),
        ["EntryAssembler.size(Symbol,Op,String,Int32)"] = Void((host, x) => host.size((Symbol)x[0]!, (Op)x[1]!, (string)x[2]!, (int)x[3]!)),
        ["EntryAssembler.section(String,String,SectionType,Int32,String,Int32)"] =
            Void((host, x) => host.section((string)x[0]!, (string?)x[1], (SectionType)x[2]!, (int)x[3]!, (string)x[4]!, (int)x[5]!)),
        ["EntryAssembler.pushsection(String,String,SectionType,Int32,String,Int32)"] =
            Void((host, x) => host.pushsection((string)x[0]!, (string?)x[1], (SectionType)x[2]!, (int)x[3]!, (string)x[4]!, (int)x[5]!)),
        ["EntryAssembler.align(Int32,Nullable`1,Int32,String,Int32)"] = Void((host, x) => host.align((int)x[0]!, (int?)x[1], (int)x[2]!, (string)x[3]!, (int)x[4]!)),
        ["EntryAssembler.db(Op,String,Int32)"] = Void((host, x) => host.db((Op)x[0]!, (string)x[1]!, (int)x[2]!)),
        ["EntryAssembler.db(Op,Op,Op,Op,Op,Op,Op,Op,String,Int32)"] =
            Void((host, x) => host.db((Op)x[0]!, (Op)x[1]!, (Op)x[2]!, (Op)x[3]!, (Op)x[4]!, (Op)x[5]!, (Op)x[6]!, (Op)x[7]!, (string)x[8]!, (int)x[9]!)),
        ["EntryAssembler.dw(Op,String,Int32)"] = Void((host, x) => host.dw((Op)x[0]!, (string)x[1]!, (int)x[2]!)),
        ["EntryAssembler.dw(Op,Op,Op,Op,Op,Op,Op,Op,String,Int32)"] =
            Void((host, x) => host.dw((Op)x[0]!, (Op)x[1]!, (Op)x[2]!, (Op)x[3]!, (Op)x[4]!, (Op)x[5]!, (Op)x[6]!, (Op)x[7]!, (string)x[8]!, (int)x[9]!)),
        ["EntryAssembler.dd(Op,String,Int32)"] = Void((host, x) => host.dd((Op)x[0]!, (string)x[1]!, (int)x[2]!)),
        ["EntryAssembler.dd(Op,Op,Op,Op,Op,Op,Op,Op,String,Int32)"] =
            Void((host, x) => host.dd((Op)x[0]!, (Op)x[1]!, (Op)x[2]!, (Op)x[3]!, (Op)x[4]!, (Op)x[5]!, (Op)x[6]!, (Op)x[7]!, (string)x[8]!, (int)x[9]!)),
        ["EntryAssembler.dq(Op,String,Int32)"] = Void((host, x) => host.dq((Op)x[0]!, (string)x[1]!, (int)x[2]!)),
        ["EntryAssembler.dq(Op,Op,Op,Op,Op,Op,Op,Op,String,Int32)"] =
            Void((host, x) => host.dq((Op)x[0]!, (Op)x[1]!, (Op)x[2]!, (Op)x[3]!, (Op)x[4]!, (Op)x[5]!, (Op)x[6]!, (Op)x[7]!, (string)x[8]!, (int)x[9]!)),
    };

    public static NativeCall? Find(IMethodSymbol method) =>
        NativeMembers.IsEngine(method) && !method.IsGenericMethod && ByName.TryGetValue(Signature(method), out var call) ? call : null;

    private static string Signature(IMethodSymbol method) =>
        method.ContainingType.Name + "." + method.MetadataName + "(" + string.Join(",", method.Parameters.Select(parameter => parameter.Type.MetadataName)) + ")";

    private static EntryAssembler Host(object? self) => self as EntryAssembler ?? ((Instance)self!).Host!;

    private static NativeCall Void(Action<EntryAssembler, object?[]> call) => (self, x) =>
    {
        call(Host(self), x);
        return null;
    };
}
