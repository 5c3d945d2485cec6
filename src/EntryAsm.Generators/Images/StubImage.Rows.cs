// SPDX-License-Identifier: MIT
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace EntryAsm.Generators.Images;

/// <summary>The tables that tell of rows in others. Properties and events are left out: only reflection asks for them.</summary>
internal sealed partial class StubImage
{
    private const int DataAlignment = 8;

    private void AddRelations()
    {
        foreach (var handle in source.TypeDefinitions)
        {
            foreach (var implementation in source.GetTypeDefinition(handle).GetInterfaceImplementations())
                target.AddInterfaceImplementation(handle, source.GetInterfaceImplementation(implementation).Interface);
        }

        foreach (var handle in source.TypeDefinitions)
            AddLayout(handle);
        foreach (var handle in source.FieldDefinitions)
            AddFieldFacts(handle);
        for (var row = 1; row <= source.GetTableRowCount(TableIndex.MethodImpl); row++)
        {
            var implementation = source.GetMethodImplementation(MetadataTokens.MethodImplementationHandle(row));
            target.AddMethodImplementation(implementation.Type, implementation.MethodBody, implementation.MethodDeclaration);
        }

        for (var row = 1; row <= source.GetTableRowCount(TableIndex.GenericParam); row++)
            AddGenericParameter(MetadataTokens.GenericParameterHandle(row));
        for (var row = 1; row <= source.GetTableRowCount(TableIndex.GenericParamConstraint); row++)
        {
            var constraint = source.GetGenericParameterConstraint(MetadataTokens.GenericParameterConstraintHandle(row));
            target.AddGenericParameterConstraint(constraint.Parameter, constraint.Type);
        }
    }

    private void AddLayout(TypeDefinitionHandle handle)
    {
        var type = source.GetTypeDefinition(handle);
        if (!type.GetLayout().IsDefault)
            target.AddTypeLayout(handle, (ushort)type.GetLayout().PackingSize, (uint)type.GetLayout().Size);
        if (!type.GetDeclaringType().IsNil)
            target.AddNestedType(handle, type.GetDeclaringType());
    }

    private void AddFieldFacts(FieldDefinitionHandle handle)
    {
        var field = source.GetFieldDefinition(handle);
        if (field.GetOffset() >= 0)
            target.AddFieldLayout(handle, field.GetOffset());
        if (!field.GetMarshallingDescriptor().IsNil)
            target.AddMarshallingDescriptor(handle, Copy(field.GetMarshallingDescriptor()));
        if (!field.GetDefaultValue().IsNil)
            AddConstant(handle, field.GetDefaultValue());
        if (field.GetRelativeVirtualAddress() == 0 || image is null)
            return;
        data.Align(DataAlignment);
        target.AddFieldRelativeVirtualAddress(handle, data.Count);
        data.WriteBytes(Serialized(field));
    }

    private void AddConstant(EntityHandle parent, ConstantHandle handle)
    {
        var constant = source.GetConstant(handle);
        target.AddConstant(parent, source.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode));
    }

    private void AddGenericParameter(GenericParameterHandle handle)
    {
        var parameter = source.GetGenericParameter(handle);
        target.AddGenericParameter(parameter.Parent, parameter.Attributes, Copy(parameter.Name), parameter.Index);
    }

    private void AddAttributes()
    {
        foreach (var handle in source.CustomAttributes)
        {
            var attribute = source.GetCustomAttribute(handle);
            // Those of properties and events have lost their row.
            if (attribute.Parent.Kind is not (HandleKind.PropertyDefinition or HandleKind.EventDefinition))
                target.AddCustomAttribute(attribute.Parent, attribute.Constructor, Copy(attribute.Value));
        }

        foreach (var method in source.MethodDefinitions)
        {
            foreach (var handle in source.GetMethodDefinition(method).GetParameters())
                AddParameterFacts(handle);
        }
    }

    private void AddParameterFacts(ParameterHandle handle)
    {
        var parameter = source.GetParameter(handle);
        if (!parameter.GetDefaultValue().IsNil)
            AddConstant(handle, parameter.GetDefaultValue());
        if (!parameter.GetMarshallingDescriptor().IsNil)
            target.AddMarshallingDescriptor(handle, Copy(parameter.GetMarshallingDescriptor()));
    }
}
