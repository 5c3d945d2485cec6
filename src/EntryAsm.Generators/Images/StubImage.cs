// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace EntryAsm.Generators.Images;

/// <summary>
/// Rewrites an assembly with every row of its metadata in its place, so that all tokens stay good, and in place of each method's body one that hands its arguments to
/// the evaluation. What is loaded is this: the author's types, laid out and related as the runtime does it, and none of the author's code.
/// </summary>
internal sealed partial class StubImage
{
    /// <summary>The class that holds what the bodies call, and its field.</summary>
    public const string HostType = "<EntryAsm>", HostField = "Call";

    /// <summary>What a static constructor is called, so that the runtime does not run it when it likes: the evaluation runs it when C# says so.</summary>
    public const string StaticConstructor = "<cctor>";

    private readonly PEReader? image;
    private readonly MetadataReader source;
    private readonly MetadataBuilder target = new();
    private readonly BlobBuilder code = new();
    private readonly BlobBuilder data = new();
    private readonly StubBodies bodies;

    private StubImage(PEReader? image, MetadataReader metadata)
    {
        this.image = image;
        source = metadata;
        bodies = new StubBodies(source, target, code);
    }

    public static byte[] Write(PEReader image) => new StubImage(image, image.GetMetadataReader()).Write();

    /// <summary>Of a library, whose types are wanted alone.</summary>
    public static byte[] Write(MetadataReader metadata) => new StubImage(null, metadata).Write();

    private byte[] Write()
    {
        AddHeaps();
        AddModule();
        AddReferences();
        AddSignatures();
        bodies.AddHost(source.FieldDefinitions.Count, source.MethodDefinitions.Count);
        AddTypes();
        AddFields();
        AddMethods();
        bodies.AddHostMethod();
        AddRelations();
        AddAttributes();
        return Serialize();
    }

    private byte[] Serialize()
    {
        var builder = new ManagedPEBuilder(new PEHeaderBuilder(imageCharacteristics: Characteristics.Dll), new MetadataRootBuilder(target), code, data.Count == 0 ? null : data,
            deterministicIdProvider: static _ => new BlobContentId(Guid.Empty, 1));
        var output = new BlobBuilder();
        builder.Serialize(output);
        return output.ToArray();
    }

    private void AddHeaps()
    {
        for (var handle = source.GetNextHandle(default(UserStringHandle)); !handle.IsNil; handle = source.GetNextHandle(handle))
        {
            var copy = target.GetOrAddUserString(source.GetUserString(handle));
            if (MetadataTokens.GetHeapOffset(copy) != MetadataTokens.GetHeapOffset(handle) && source.GetUserString(handle).Length != 0)
                throw new BadImageFormatException("text moved");
        }
    }

    private StringHandle Copy(StringHandle handle) => handle.IsNil ? default : target.GetOrAddString(source.GetString(handle));

    private BlobHandle Copy(BlobHandle handle) => handle.IsNil ? default : target.GetOrAddBlob(source.GetBlobBytes(handle));

    private void AddModule()
    {
        var module = source.GetModuleDefinition();
        target.AddModule(0, Copy(module.Name), target.GetOrAddGuid(source.GetGuid(module.Mvid)), default, default);
        var assembly = source.GetAssemblyDefinition();
        target.AddAssembly(Copy(assembly.Name), assembly.Version, default, default, default, AssemblyHashAlgorithm.None);
    }

    private void AddReferences()
    {
        foreach (var handle in source.AssemblyReferences)
        {
            // Any version: the compiler may run on a newer or older runtime than the module is for.
            var reference = source.GetAssemblyReference(handle);
            target.AddAssemblyReference(Copy(reference.Name), new Version(0, 0, 0, 0), default, Copy(reference.PublicKeyOrToken), reference.Flags, default);
        }

        for (var row = 1; row <= source.GetTableRowCount(TableIndex.ModuleRef); row++)
            target.AddModuleReference(Copy(source.GetModuleReference(MetadataTokens.ModuleReferenceHandle(row)).Name));
        foreach (var handle in source.TypeReferences)
        {
            var reference = source.GetTypeReference(handle);
            target.AddTypeReference(reference.ResolutionScope, Copy(reference.Namespace), Copy(reference.Name));
        }

        foreach (var handle in source.MemberReferences)
        {
            var reference = source.GetMemberReference(handle);
            target.AddMemberReference(reference.Parent, Copy(reference.Name), Copy(reference.Signature));
        }
    }

    private void AddSignatures()
    {
        for (var row = 1; row <= source.GetTableRowCount(TableIndex.StandAloneSig); row++)
            target.AddStandaloneSignature(Copy(source.GetStandaloneSignature(MetadataTokens.StandaloneSignatureHandle(row)).Signature));
        for (var row = 1; row <= source.GetTableRowCount(TableIndex.TypeSpec); row++)
            target.AddTypeSpecification(Copy(source.GetTypeSpecification(MetadataTokens.TypeSpecificationHandle(row)).Signature));
        for (var row = 1; row <= source.GetTableRowCount(TableIndex.MethodSpec); row++)
        {
            var specification = source.GetMethodSpecification(MetadataTokens.MethodSpecificationHandle(row));
            target.AddMethodSpecification(specification.Method, Copy(specification.Signature));
        }
    }

    private void AddTypes()
    {
        int field = 1, method = 1;
        foreach (var handle in source.TypeDefinitions)
        {
            var type = source.GetTypeDefinition(handle);
            target.AddTypeDefinition(type.Attributes & ~TypeAttributes.HasSecurity, Copy(type.Namespace), Copy(type.Name), type.BaseType, MetadataTokens.FieldDefinitionHandle(field), MetadataTokens.MethodDefinitionHandle(method));
            field += type.GetFields().Count;
            method += type.GetMethods().Count;
        }

        bodies.AddHostType(field, method);
    }

    private void AddFields()
    {
        foreach (var handle in source.FieldDefinitions)
        {
            var field = source.GetFieldDefinition(handle);
            target.AddFieldDefinition(image is null ? field.Attributes & ~FieldAttributes.HasFieldRVA : field.Attributes, Copy(field.Name), Copy(field.Signature));
        }

        bodies.AddHostField();
    }

    private void AddMethods()
    {
        var parameter = 1;
        foreach (var handle in source.MethodDefinitions)
        {
            var method = source.GetMethodDefinition(handle);
            var isStaticConstructor = source.StringComparer.Equals(method.Name, ".cctor");
            var attributes = method.Attributes & ~(MethodAttributes.HasSecurity | MethodAttributes.PinvokeImpl);
            target.AddMethodDefinition(isStaticConstructor ? attributes & ~(MethodAttributes.SpecialName | MethodAttributes.RTSpecialName) : attributes,
                IsRuntime(method) ? method.ImplAttributes : MethodImplAttributes.IL,
                isStaticConstructor ? target.GetOrAddString(StaticConstructor) : Copy(method.Name), Copy(method.Signature),
                IsRuntime(method) || (attributes & MethodAttributes.Abstract) != 0 ? -1 : bodies.Add(handle, Locals(method)), MetadataTokens.ParameterHandle(parameter));
            parameter += method.GetParameters().Count;
        }

        foreach (var handle in source.MethodDefinitions.SelectMany(method => source.GetMethodDefinition(method).GetParameters()))
        {
            var definition = source.GetParameter(handle);
            target.AddParameter(definition.Attributes, Copy(definition.Name), definition.SequenceNumber);
        }
    }

    /// <summary>The constructor and <c>Invoke</c> of a delegate: the runtime's own.</summary>
    private static bool IsRuntime(MethodDefinition method) => (method.ImplAttributes & MethodImplAttributes.CodeTypeMask) == MethodImplAttributes.Runtime;

    private StandaloneSignatureHandle Locals(MethodDefinition method) => method.RelativeVirtualAddress == 0 || image is null ? default : image.GetMethodBody(method.RelativeVirtualAddress).LocalSignature;

    private byte[] Serialized(FieldDefinition field)
    {
        var size = SizeOf(field.Signature);
        return [.. image!.GetSectionData(field.GetRelativeVirtualAddress()).GetContent(0, size)];
    }

    private int SizeOf(BlobHandle signature)
    {
        var reader = source.GetBlobReader(signature);
        reader.ReadByte();
        return (SignatureTypeCode)reader.ReadByte() switch
        {
            SignatureTypeCode.Boolean or SignatureTypeCode.Byte or SignatureTypeCode.SByte => 1,
            SignatureTypeCode.Int16 or SignatureTypeCode.UInt16 or SignatureTypeCode.Char => 2,
            SignatureTypeCode.Int32 or SignatureTypeCode.UInt32 or SignatureTypeCode.Single => 4,
            SignatureTypeCode.Int64 or SignatureTypeCode.UInt64 or SignatureTypeCode.Double => 8,
            _ => source.GetTypeDefinition((TypeDefinitionHandle)reader.ReadTypeHandle()).GetLayout().Size,
        };
    }
}
