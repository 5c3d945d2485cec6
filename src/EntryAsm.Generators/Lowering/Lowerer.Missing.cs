// SPDX-License-Identifier: MIT
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace EntryAsm.Generators.Lowering;

/// <summary>Members that are not here: of a newer engine, of a library that cannot be loaded. They count when they are reached.</summary>
internal sealed partial class Lowerer
{
    private void LowerMissing(Instruction instruction, Exception exception)
    {
        constrained = null;
        var (name, owner, assembly) = Describe(MetadataTokens.EntityHandle((int)instruction.Operand));
        Emit(Operation.Refuse, assembly == "EntryAsm" && exception is MissingMemberException ? new EvaluationStop(Descriptors.OtherEngine, owner + "." + name)
            : assembly.StartsWith("System", StringComparison.Ordinal) || assembly is "mscorlib" or "netstandard" ? new EvaluationStop(Descriptors.ForbiddenCall, owner.Length == 0 ? name : owner + "." + name)
            : new EvaluationStop(Descriptors.CompiledMacro, owner.Length == 0 ? name : owner + "." + name, assembly));
    }

    private (string Name, string Owner, string Assembly) Describe(EntityHandle handle)
    {
        var metadata = code.Image.Metadata;
        switch (handle.Kind)
        {
            case HandleKind.MethodSpecification:
                return Describe(metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method);
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                var (owner, assembly) = OwnerOf(member.Parent);
                var name = metadata.GetString(member.Name);
                var isAccessor = member.GetKind() == MemberReferenceKind.Method && (name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal));
                return (isAccessor ? name.Substring(4) : name, owner, assembly);
            case HandleKind.MethodDefinition:
                return (metadata.GetString(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).Name), "", "");
            default:
                var (type, from) = OwnerOf(handle);
                return (type, "", from);
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
