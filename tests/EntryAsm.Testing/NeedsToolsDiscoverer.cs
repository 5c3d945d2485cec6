// SPDX-License-Identifier: MIT
using Xunit.Abstractions;
using Xunit.Sdk;

namespace EntryAsm.Testing;

/// <summary>Finds the test cases of a method with <see cref="NeedsToolsAttribute"/>.</summary>
/// <param name="messages">Where xunit wants to be told of problems.</param>
public sealed class NeedsToolsDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        var (display, options) = (discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault());
        if (factAttribute.GetNamedArgument<string?>(nameof(NeedsToolsAttribute.Error)) is { } error)
            return [new ExecutionErrorTestCase(messages, display, options, testMethod, error)];
        return testMethod.Method.GetCustomAttributes(typeof(DataAttribute).AssemblyQualifiedName).Any()
            ? new TheoryDiscoverer(messages).Discover(discoveryOptions, testMethod, factAttribute)
            : [new XunitTestCase(messages, display, options, testMethod)];
    }
}
