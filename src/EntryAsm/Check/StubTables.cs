// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using Iced.Intel;

namespace EntryAsm.Check;

/// <summary>Tables of stubs: each pushes its vector and goes to code that all share, so each has to leave the stack at one depth.</summary>
internal sealed class StubTables(FlowMap map, Findings findings)
{
    private const int FewestStubs = 4;

    private readonly record struct Stub(FlowInstruction First, int Pushes, long Vector, Value Target);

    /// <summary>Whether a stub begins after the jump of the one before it: execution comes by the table's stride, to places without a name.</summary>
    public static bool IsStub(FlowInstruction end, FlowInstruction start) => end.Code.Mnemonic == Mnemonic.Jmp && start.Code.Mnemonic == Mnemonic.Push && start.Code.Op0Kind is OpKind.Immediate8to64 or OpKind.Immediate32to64;

    public void Run()
    {
        var stubs = Find();
        for (var i = 0; i < stubs.Count;)
        {
            var end = i + 1;
            while (end < stubs.Count && stubs[end].Vector == stubs[end - 1].Vector + 1 && stubs[end].Target == stubs[i].Target)
                end++;
            if (end - i >= FewestStubs)
                Judge(stubs.GetRange(i, end - i));
            i = end;
        }
    }

    private List<Stub> Find()
    {
        var result = new List<Stub>();
        FlowInstruction? first = null;
        FlowInstruction? last = null;
        var pushes = 0;
        foreach (var instruction in map.Code.Instructions)
        {
            if (instruction.Code.Mnemonic == Mnemonic.Push && instruction.Immediate.IsConstant && instruction.Code.Op0Kind is OpKind.Immediate8to64 or OpKind.Immediate32to64)
            {
                first ??= instruction;
                (last, pushes) = (instruction, pushes + 1);
                continue;
            }

            if (instruction.Code.Mnemonic == Mnemonic.Jmp && last is not null && pushes is 1 or 2)
                result.Add(new Stub(first!, pushes, last!.Immediate.Offset, instruction.Immediate));
            (first, last, pushes) = (null, null, 0);
        }

        return result;
    }

    private void Judge(List<Stub> stubs)
    {
        if (!stubs.Exists(static stub => stub.Vector is >= 8 and <= 14) || stubs[0].Vector < 0)
            return;
        var twice = stubs.FindAll(static stub => stub.Vector is >= 0 and < 32 && FlowEntries.PushesErrorCode((int)stub.Vector) && stub.Pushes == 2);
        var none = stubs.FindAll(static stub => stub.Vector is >= 0 and < 32 && !FlowEntries.PushesErrorCode((int)stub.Vector) && stub.Pushes == 1);
        if (twice.Count != 0)
            findings.Add(Rules.ErrorCode, twice[0].First.Place, "the stubs of vectors " + List(twice) + " push a dummy, though the processor has pushed an error code already");
        if (none.Count != 0 && stubs.Exists(static stub => stub.Pushes == 2 || FlowEntries.PushesErrorCode((int)stub.Vector)))
            findings.Add(Rules.ErrorCode, none[0].First.Place, "the stubs of vectors " + List(none) + " push no dummy, though the processor pushes no error code there: the code that all stubs jump to finds two depths");
    }

    private static string List(List<Stub> stubs) => string.Join(", ", stubs.Select(static stub => ValueText.Decimal(stub.Vector)));
}
