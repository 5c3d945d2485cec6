// SPDX-License-Identifier: MIT
namespace VerifyXunit;

/// <summary>A snapshot is missing or differs, or could not be named.</summary>
public sealed class VerifyException(string message) : Exception(message);
