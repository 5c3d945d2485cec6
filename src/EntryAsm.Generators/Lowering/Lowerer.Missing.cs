// SPDX-License-Identifier: MIT
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using EntryAsm.Generators.Images;
using EntryAsm.Generators.Values;

namespace EntryAsm.Generators.Lowering;

/// <summary>Members that are not here: of a newer engine, of a library that cannot be loaded. They count when they are reached.</summary>
internal sealed partial class Lowerer
{
    private void LowerMissing(Instruction instruction, Exception exception)
    {
        constrained = null;
        var (name, owner, assembly, taken, gives) = Describe(MetadataTokens.EntityHandle((int)instruction.Operand));
        if (instruction.Operation is ILOpCode.Newobj)
            (taken, gives) = (taken - 1, true);
        else if (instruction.Operation is not (ILOpCode.Call or ILOpCode.Callvirt))
            (taken, gives) = Effect(instruction.Operation);
        for (; taken > 0 && stack.Count > 0; taken--)
            Pop();
        if (gives)
            Push(StackKind.Object, Object);
        Emit(Operation.Refuse, assembly == "EntryAsm" && exception is MissingMemberException ? new EvaluationStop(Descriptors.OtherEngine, owner + "." + name)
            : assembly.StartsWith("System", StringComparison.Ordinal) || assembly is "mscorlib" or "netstandard" ? new EvaluationStop(Descriptors.ForbiddenCall, owner.Length == 0 ? name : owner + "." + name)
            : new EvaluationStop(Descriptors.CompiledMacro, owner.Length == 0 ? name : owner + "." + name, assembly));
    }

    private static (int Taken, bool Gives) Effect(ILOpCode operation) => operation switch
    {
        ILOpCode.Ldfld or ILOpCode.Ldflda or ILOpCode.Castclass or ILOpCode.Isinst or ILOpCode.Unbox or ILOpCode.Unbox_any or ILOpCode.Box or ILOpCode.Newarr or ILOpCode.Ldobj or ILOpCode.Ldvirtftn => (1, true),
        ILOpCode.Stfld or ILOpCode.Stobj or ILOpCode.Cpobj => (2, false),
        ILOpCode.Stsfld or ILOpCode.Initobj => (1, false),
        ILOpCode.Ldelem or ILOpCode.Ldelema => (2, true),
        ILOpCode.Stelem => (3, false),
        _ => (0, operation is ILOpCode.Ldsfld or ILOpCode.Ldsflda or ILOpCode.Ldtoken or ILOpCode.Ldftn or ILOpCode.Sizeof),
    };

    private (string Name, string Owner, string Assembly, int Taken, bool Gives) Describe(EntityHandle handle)
    {
        var metadata = code.Image.Metadata;
        switch (handle.Kind)
        {
            case HandleKind.MethodSpecification:
                return Describe(metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method);
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                var (owner, assembly) = OwnerOf(member.Parent);
                if (member.GetKind() != MemberReferenceKind.Method)
                    return (metadata.GetString(member.Name), owner, assembly, 0, false);
                var signature = SignatureParts.Read(metadata.GetBlobReader(member.Signature));
                var name = metadata.GetString(member.Name);
                return (name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal) ? name.Substring(4) : name, owner, assembly,
                    signature.Parameters.Length + (signature.HasThis ? 1 : 0), signature.Return.Code != SignatureTypeCode.Void);
            case HandleKind.MethodDefinition:
                var method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                var own = SignatureParts.Read(metadata.GetBlobReader(method.Signature));
                return (metadata.GetString(method.Name), "", "", own.Parameters.Length + (own.HasThis ? 1 : 0), own.Return.Code != SignatureTypeCode.Void);
            default:
                var (type, from) = OwnerOf(handle);
                return (type, "", from, 0, false);
        }
    }

    private (string Name, string Assembly) OwnerOf(EntityHandle handle)
    {
        var metadata = code.Image.Metadata;
        if (handle.Kind == HandleKind.TypeSpecification)
        {
            var reader = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
            if ((SignatureTypeCode)reader.ReadByte() != SignatureTypeCode.GenericTypeInstance)
                return ("", "");
            reader.ReadByte();
            handle = reader.ReadTypeHandle();
        }

        if (handle.Kind != HandleKind.TypeReference)
            return ("", "");
        var type = metadata.GetTypeReference((TypeReferenceHandle)handle);
        var name = metadata.GetString(type.Name).Split('`')[0];
        return type.ResolutionScope.Kind switch
        {
            HandleKind.AssemblyReference => (name, metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)),
            HandleKind.TypeReference => (name, OwnerOf(type.ResolutionScope).Assembly),
            _ => (name, ""),
        };
    }
}
