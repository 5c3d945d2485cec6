// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using CodeWriter = System.Reflection.Metadata.Ecma335.InstructionEncoder;

namespace EntryAsm.Generators.Images;

/// <summary>
/// Writes the bodies that hand a call to the evaluation: they box the arguments into an array, tell the method's token and what its type parameters stand for, write back
/// what was passed by reference, and unbox the result, which comes back as the array's last element.
/// </summary>
internal sealed class StubBodies
{
    private const int MaxStack = 8;

    private readonly MetadataReader source;
    private readonly MetadataBuilder target;
    private readonly MethodBodyStreamEncoder encoder;
    private readonly Dictionary<MethodDefinitionHandle, TypeDefinitionHandle> owners = [];
    private readonly Dictionary<SignatureTypeCode, EntityHandle> primitives = [];
    private readonly Dictionary<string, EntityHandle> specifications = new(StringComparer.Ordinal);

    private EntityHandle core;
    private EntityHandle objectType, typeType;
    private MemberReferenceHandle typeFromHandle, invoke;
    private BlobHandle delegateSignature;
    private FieldDefinitionHandle hostField;
    private MethodDefinitionHandle hostMethod;

    public StubBodies(MetadataReader source, MetadataBuilder target, BlobBuilder code)
    {
        this.source = source;
        this.target = target;
        encoder = new MethodBodyStreamEncoder(code);
        foreach (var type in source.TypeDefinitions)
        {
            foreach (var method in source.GetTypeDefinition(type).GetMethods())
                owners.Add(method, type);
        }
    }

    /// <summary>References to what the bodies use; the host's own rows will come after all others.</summary>
    public void AddHost(int fields, int methods)
    {
        hostField = MetadataTokens.FieldDefinitionHandle(fields + 1);
        hostMethod = MetadataTokens.MethodDefinitionHandle(methods + 1);
        core = source.AssemblyReferences.First(reference => source.GetString(source.GetAssemblyReference(reference).Name) is "System.Runtime" or "netstandard" or "mscorlib" or "System.Private.CoreLib");
        objectType = Reference("Object");
        typeType = Reference("Type");
        typeFromHandle = target.AddMemberReference(typeType, target.GetOrAddString("GetTypeFromHandle"), Signature(blob =>
            new BlobEncoder(blob).MethodSignature().Parameters(1, result => result.Type().Type(typeType, false), all => all.AddParameter().Type().Type(Reference("RuntimeTypeHandle"), true))));
        delegateSignature = Signature(DelegateType);
        invoke = target.AddMemberReference(target.AddTypeSpecification(delegateSignature), target.GetOrAddString("Invoke"), Signature(blob =>
        {
            blob.WriteBytes(new byte[] { 0x20, 3, (byte)SignatureTypeCode.GenericTypeParameter, 3 });
            for (byte index = 0; index < 3; index++)
                blob.WriteBytes(new byte[] { (byte)SignatureTypeCode.GenericTypeParameter, index });
        }));
    }

    public void AddHostType(int field, int method) => target.AddTypeDefinition(TypeAttributes.Class | TypeAttributes.Abstract | TypeAttributes.Sealed, default,
        target.GetOrAddString(StubImage.HostType), objectType, MetadataTokens.FieldDefinitionHandle(field), MetadataTokens.MethodDefinitionHandle(method));

    public void AddHostField() => target.AddFieldDefinition(FieldAttributes.Public | FieldAttributes.Static, target.GetOrAddString(StubImage.HostField),
        Signature(blob => { blob.WriteByte(0x06); DelegateType(blob); }));

    /// <summary>The static method <c>void Call(object[] values, int token, Type[] types)</c>.</summary>
    public void AddHostMethod()
    {
        var il = new CodeWriter(new BlobBuilder());
        il.OpCode(ILOpCode.Ldsfld);
        il.Token(hostField);
        il.LoadArgument(1);
        il.LoadArgument(2);
        il.LoadArgument(0);
        il.OpCode(ILOpCode.Callvirt);
        il.Token(invoke);
        il.OpCode(ILOpCode.Pop);
        il.OpCode(ILOpCode.Ret);
        target.AddMethodDefinition(MethodAttributes.Assembly | MethodAttributes.Static, MethodImplAttributes.IL, target.GetOrAddString(StubImage.HostField), Signature(blob =>
            new BlobEncoder(blob).MethodSignature().Parameters(3, result => result.Void(), all =>
            {
                all.AddParameter().Type().SZArray().Object();
                all.AddParameter().Type().Int32();
                all.AddParameter().Type().SZArray().Type(typeType, false);
            })), encoder.AddMethodBody(il), MetadataTokens.ParameterHandle(target.GetRowCount(TableIndex.Param) + 1));
    }

    /// <summary>Writes the body of one method; gives its place.</summary>
    public int Add(MethodDefinitionHandle handle, StandaloneSignatureHandle locals)
    {
        var method = source.GetMethodDefinition(handle);
        var signature = SignatureParts.Read(source.GetBlobReader(method.Signature));
        if ((method.Attributes & MethodAttributes.Virtual) != 0 && source.GetString(method.Name) == "Finalize")
            return AddEmpty();
        var values = Values(handle, signature);
        var array = LocalCount(locals);
        var il = new CodeWriter(new BlobBuilder());

        il.LoadConstantI4(values.Count + 1);
        il.OpCode(ILOpCode.Newarr);
        il.Token(objectType);
        for (var index = 0; index < values.Count; index++)
            Store(il, index, values[index]);
        il.StoreLocal(array);
        il.LoadLocal(array);
        il.LoadConstantI4(MetadataTokens.GetToken(handle));
        LoadTypes(il, handle);
        il.Call(hostMethod);
        for (var index = 0; index < values.Count; index++)
            WriteBack(il, index, values[index], array);
        Return(il, signature.Return, values.Count, array);
        return encoder.AddMethodBody(il, MaxStack, WithArray(locals, array), MethodBodyAttributes.InitLocals);
    }

    /// <summary>Finalizers run on a thread of the runtime's, where nothing of the author's may.</summary>
    private int AddEmpty()
    {
        var il = new CodeWriter(new BlobBuilder());
        il.OpCode(ILOpCode.Ret);
        return encoder.AddMethodBody(il);
    }

    private void Store(CodeWriter il, int index, Argument argument)
    {
        il.OpCode(ILOpCode.Dup);
        il.LoadConstantI4(index);
        if (!argument.CanBox)
        {
            il.OpCode(ILOpCode.Ldnull);
        }
        else
        {
            il.LoadArgument(index);
            if (argument.IsReference)
                Indirect(il, ILOpCode.Ldobj, argument.Token);
            if (!argument.Token.IsNil)
                Indirect(il, ILOpCode.Box, argument.Token);
        }

        il.OpCode(ILOpCode.Stelem_ref);
    }

    private void WriteBack(CodeWriter il, int index, Argument argument, int array)
    {
        if (!argument.IsReference || !argument.CanBox)
            return;
        il.LoadArgument(index);
        il.LoadLocal(array);
        il.LoadConstantI4(index);
        il.OpCode(ILOpCode.Ldelem_ref);
        if (!argument.Token.IsNil)
            Indirect(il, ILOpCode.Unbox_any, argument.Token);
        Indirect(il, ILOpCode.Stobj, argument.Token);
    }

    /// <summary>References to objects go without a type of their own: all are alike to the machine.</summary>
    private void Indirect(CodeWriter il, ILOpCode operation, EntityHandle token)
    {
        il.OpCode(operation);
        il.Token(token.IsNil ? objectType : token);
    }

    private void Return(CodeWriter il, SignaturePart result, int index, int array)
    {
        if (result.Code != SignatureTypeCode.Void)
        {
            var argument = Of(result);
            if (result.IsByReference || !argument.CanBox)
            {
                il.OpCode(ILOpCode.Ldnull);
                il.OpCode(ILOpCode.Throw);
                return;
            }

            il.LoadLocal(array);
            il.LoadConstantI4(index);
            il.OpCode(ILOpCode.Ldelem_ref);
            if (!argument.Token.IsNil)
                Indirect(il, ILOpCode.Unbox_any, argument.Token);
        }

        il.OpCode(ILOpCode.Ret);
    }

    private void LoadTypes(CodeWriter il, MethodDefinitionHandle handle)
    {
        var outer = source.GetTypeDefinition(owners[handle]).GetGenericParameters().Count;
        var own = source.GetMethodDefinition(handle).GetGenericParameters().Count;
        if (outer + own == 0)
        {
            il.OpCode(ILOpCode.Ldnull);
            return;
        }

        il.LoadConstantI4(outer + own);
        il.OpCode(ILOpCode.Newarr);
        il.Token(typeType);
        for (var index = 0; index < outer + own; index++)
        {
            il.OpCode(ILOpCode.Dup);
            il.LoadConstantI4(index);
            il.OpCode(ILOpCode.Ldtoken);
            il.Token(index < outer ? Specification([(byte)SignatureTypeCode.GenericTypeParameter, .. Compressed(index)]) : Specification([(byte)SignatureTypeCode.GenericMethodParameter, .. Compressed(index - outer)]));
            il.OpCode(ILOpCode.Call);
            il.Token(typeFromHandle);
            il.OpCode(ILOpCode.Stelem_ref);
        }
    }

    private List<Argument> Values(MethodDefinitionHandle handle, SignatureParts signature)
    {
        var values = new List<Argument>();
        if (signature.HasThis)
            values.Add(This(owners[handle]));
        values.AddRange(signature.Parameters.Select(Of));
        return values;
    }

    private Argument This(TypeDefinitionHandle handle)
    {
        var type = source.GetTypeDefinition(handle);
        if (!IsValueType(type))
            return new Argument(false, default, true);
        var count = type.GetGenericParameters().Count;
        if (count == 0)
            return new Argument(true, handle, !IsByRefLike(handle));
        var blob = new BlobBuilder();
        blob.WriteByte((byte)SignatureTypeCode.GenericTypeInstance);
        blob.WriteByte(0x11);
        blob.WriteCompressedInteger(CodedIndex.TypeDefOrRefOrSpec(handle));
        blob.WriteCompressedInteger(count);
        for (var index = 0; index < count; index++)
        {
            blob.WriteByte((byte)SignatureTypeCode.GenericTypeParameter);
            blob.WriteCompressedInteger(index);
        }

        return new Argument(true, Specification(blob.ToArray()), !IsByRefLike(handle));
    }

    private bool IsValueType(TypeDefinition type) => type.BaseType.Kind == HandleKind.TypeReference
        && source.GetTypeReference((TypeReferenceHandle)type.BaseType) is var ancestor && source.StringComparer.Equals(ancestor.Namespace, "System")
        && (source.StringComparer.Equals(ancestor.Name, "ValueType") || (source.StringComparer.Equals(ancestor.Name, "Enum")));

    private bool IsByRefLike(TypeDefinitionHandle handle) => source.GetTypeDefinition(handle).GetCustomAttributes().Any(attribute =>
        source.GetCustomAttribute(attribute).Constructor is { Kind: HandleKind.MemberReference } constructor
        && source.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } parent
        && source.StringComparer.Equals(source.GetTypeReference((TypeReferenceHandle)parent).Name, "IsByRefLikeAttribute"));

    private Argument Of(SignaturePart part)
    {
        var canBox = part.Code is not (SignatureTypeCode.Pointer or SignatureTypeCode.FunctionPointer or SignatureTypeCode.TypedReference)
            && !(part.Handle.Kind == HandleKind.TypeDefinition && part.IsValue && IsByRefLike((TypeDefinitionHandle)part.Handle)) && !IsSpan(part);
        return new Argument(part.IsByReference, canBox ? Token(part) : default, canBox);
    }

    private bool IsSpan(SignaturePart part)
    {
        if (!part.IsValue)
            return false;
        var handle = part.Handle;
        if (handle.IsNil)
        {
            unsafe
            {
                fixed (byte* bytes = part.Bytes)
                {
                    var reader = new BlobReader(bytes, part.Bytes.Length) { Offset = 2 };
                    handle = reader.ReadTypeHandle();
                }
            }
        }

        if (handle.Kind == HandleKind.TypeDefinition)
            return IsByRefLike((TypeDefinitionHandle)handle);
        return handle.Kind == HandleKind.TypeReference && source.GetString(source.GetTypeReference((TypeReferenceHandle)handle).Name) is "Span`1" or "ReadOnlySpan`1" or "DefaultInterpolatedStringHandler";
    }

    /// <summary>The type to box as; nil for references to objects.</summary>
    private EntityHandle Token(SignaturePart part) => part.Code switch
    {
        SignatureTypeCode.GenericTypeParameter or SignatureTypeCode.GenericMethodParameter => Specification(part.Bytes),
        SignatureTypeCode.GenericTypeInstance => part.IsValue ? Specification(part.Bytes) : default,
        SignatureTypeCode.String or SignatureTypeCode.Object or SignatureTypeCode.SZArray or SignatureTypeCode.Array or SignatureTypeCode.Void => default,
        >= SignatureTypeCode.Boolean and <= SignatureTypeCode.Double or SignatureTypeCode.IntPtr or SignatureTypeCode.UIntPtr => Primitive(part.Code),
        _ => part.IsValue ? part.Handle : default,
    };

    private EntityHandle Primitive(SignatureTypeCode code)
    {
        if (!primitives.TryGetValue(code, out var handle))
            primitives.Add(code, handle = Reference(code.ToString()));
        return handle;
    }

    private EntityHandle Specification(byte[] bytes)
    {
        var key = Convert.ToBase64String(bytes);
        if (!specifications.TryGetValue(key, out var handle))
            specifications.Add(key, handle = target.AddTypeSpecification(target.GetOrAddBlob(bytes)));
        return handle;
    }

    private TypeReferenceHandle Reference(string name) => target.AddTypeReference(core, target.GetOrAddString("System"), target.GetOrAddString(name));

    private int LocalCount(StandaloneSignatureHandle locals)
    {
        if (locals.IsNil)
            return 0;
        var reader = source.GetBlobReader(source.GetStandaloneSignature(locals).Signature);
        reader.ReadByte();
        return reader.ReadCompressedInteger();
    }

    /// <summary>The method's own variables, whose types the evaluation asks for, and the array behind them.</summary>
    private StandaloneSignatureHandle WithArray(StandaloneSignatureHandle locals, int count)
    {
        var blob = new BlobBuilder();
        blob.WriteByte(0x07);
        blob.WriteCompressedInteger(count + 1);
        if (!locals.IsNil)
        {
            var reader = source.GetBlobReader(source.GetStandaloneSignature(locals).Signature);
            reader.ReadByte();
            reader.ReadCompressedInteger();
            blob.WriteBytes(reader.ReadBytes(reader.RemainingBytes));
        }

        blob.WriteByte((byte)SignatureTypeCode.SZArray);
        blob.WriteByte((byte)SignatureTypeCode.Object);
        return target.AddStandaloneSignature(target.GetOrAddBlob(blob));
    }

    /// <summary><c>Func&lt;int, Type[], object[], object&gt;</c>.</summary>
    private void DelegateType(BlobBuilder blob)
    {
        function ??= Reference("Func`4");
        var arguments = new BlobEncoder(blob).TypeSpecificationSignature().GenericInstantiation(function.Value, 4, false);
        arguments.AddArgument().Int32();
        arguments.AddArgument().SZArray().Type(typeType, false);
        arguments.AddArgument().SZArray().Object();
        arguments.AddArgument().Object();
    }

    private TypeReferenceHandle? function;

    private BlobHandle Signature(Action<BlobBuilder> write)
    {
        var blob = new BlobBuilder();
        write(blob);
        return target.GetOrAddBlob(blob);
    }

    private static byte[] Compressed(int value)
    {
        var blob = new BlobBuilder();
        blob.WriteCompressedInteger(value);
        return blob.ToArray();
    }

    /// <summary>One argument.</summary>
    /// <param name="IsReference">Passed by reference, as <c>this</c> of a struct is.</param>
    /// <param name="Token">The type to box as; nil for references to objects.</param>
    /// <param name="CanBox">False for spans and pointers, which no array of objects can hold.</param>
    private readonly record struct Argument(bool IsReference, EntityHandle Token, bool CanBox);
}
