// SPDX-License-Identifier: MIT
namespace EntryAsm.Generators.Tests;

/// <summary>Offsets of the author's own structs in entry code are those of the C# that shares them.</summary>
public class StructLayoutTests
{
    private const string Structs = """
        public unsafe struct PerCpu { public long Self; public int Id; public byte Flag; public long Stack; public nint Task; public void* Map; }
        [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Pack = 1)] public struct Pointer { public ushort Limit; public ulong Base; }
        [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Pack = 4, Size = 100)] public struct Padded { public byte A; public long B; public PerCpuHead Head; }
        [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] public struct Tss { [System.Runtime.InteropServices.FieldOffset(4)] public ulong Rsp0; [System.Runtime.InteropServices.FieldOffset(12)] public ulong Rsp1; [System.Runtime.InteropServices.FieldOffset(102)] public ushort IoMap; }
        public struct PerCpuHead { public short A; public int B; private sbyte hidden; public int C; }
        public struct Nested { public byte First; public PerCpuHead Head; public Tss Tss; public Kind Kind; public Pair<int, long> Pair; }
        public unsafe struct Fixed { public byte Tag; public fixed ulong Slots[6]; public fixed byte Name[5]; public int End; }
        public struct Pair<T, U> { public T One; public U Two; }
        public enum Kind : ushort { None }
        public struct Empty { }
        public struct Odd { public bool A; public bool B; public int C; }
        public struct Letter { public char A; public char B; public int C; }
        public struct Shifted { public bool A; public byte B; public byte C; public byte D; }
        [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)] public struct Auto { public byte A; public long B; }
        """;

    private const string Using = "static int Off<T>(string name) where T : unmanaged => (int)System.Runtime.InteropServices.Marshal.OffsetOf<T>(name);";

    [Fact]
    public void EqualTheRuntimes() => Generation.Run(Generation.Module("""
        unsafe { dq(sizeof(PerCpu)); dq(sizeof(Pointer)); dq(sizeof(Padded)); dq(sizeof(Tss)); dq(sizeof(Nested)); dq(sizeof(Fixed)); dq(sizeof(Pair<int, long>)); dq(sizeof(Kind)); dq(sizeof(Empty)); dq(sizeof(Auto)); }
        dq(Unsafe.SizeOf<PerCpu>()); dq(Unsafe.SizeOf<Pointer>()); dq(Unsafe.SizeOf<(byte, int)>()); dq(Unsafe.SizeOf<Kind>()); dq(Unsafe.SizeOf<nint>()); dq(Unsafe.SizeOf<char>());
        foreach (var name in new[] { "Self", "Id", "Flag", "Stack", "Task", "Map" }) dq(Off<PerCpu>(name));
        foreach (var name in new[] { "Limit", "Base" }) dq(Off<Pointer>(name));
        foreach (var name in new[] { "A", "B", "Head" }) dq(Off<Padded>(name));
        foreach (var name in new[] { "Rsp0", "Rsp1", "IoMap" }) dq(Off<Tss>(name));
        foreach (var name in new[] { "First", "Head", "Tss", "Kind" }) dq(Off<Nested>(name));
        foreach (var name in new[] { "Tag", "Slots", "Name", "End" }) dq(Off<Fixed>(name));
        mov(rsp, qword.gs[Off<PerCpu>(nameof(PerCpu.Stack))]);
        lgdt(tbyte[rdi + (long)System.Runtime.InteropServices.Marshal.OffsetOf<Pointer>(nameof(Pointer.Base))]);
        dq(System.Runtime.InteropServices.Marshal.SizeOf<Tss>());
        try { dq(Off<PerCpu>("Missing")); } catch (ArgumentException) { dq(1); }
        try { dq(Off<Auto>("A")); } catch (ArgumentException) { dq(2); }
        """, Using, Structs)).AssertEqualsExecuted();

    [Theory]
    [InlineData("dq(/*EA0110*/Unsafe.SizeOf<Odd>());", "'Odd', which is 8 in memory and 12 when marshalled")]
    [InlineData("dq((long)/*EA0110*/System.Runtime.InteropServices.Marshal.OffsetOf<Odd>(\"C\"));", "byte for bool")]
    [InlineData("dq((long)/*EA0110*/System.Runtime.InteropServices.Marshal.OffsetOf<Letter>(\"B\"));", "'Letter.B', which is 2 in memory and 1 when marshalled")]
    public void OfTwoLayoutsAreRefused(string body, string message) => Assert.Contains(message, Marked.Check(Generation.Module(body, "", Structs)), StringComparison.Ordinal);

    [Fact]
    public void AFieldThatIsNotThereIsTheRuntimesException() => Marked.Check(Generation.Module("dq((long)/*EA0117*/System.Runtime.InteropServices.Marshal.OffsetOf<PerCpu>(\"Nothing\"));", "", Structs));
}
