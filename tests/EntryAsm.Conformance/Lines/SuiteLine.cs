// SPDX-License-Identifier: MIT
namespace EntryAsm.Conformance;

/// <summary>One instruction of a source of GNU as's test suite.</summary>
/// <param name="File">The name of the source.</param>
/// <param name="Number">The line, from 1.</param>
/// <param name="Text">The instruction without label and comment.</param>
/// <param name="Bitness">The mode it stands in.</param>
/// <param name="IsIntel">True for Intel syntax, where the destination comes first.</param>
/// <param name="HasPercent">True where registers have a percent sign.</param>
internal sealed record SuiteLine(string File, int Number, string Text, int Bitness, bool IsIntel, bool HasPercent)
{
    /// <summary>The directives that put GNU as into the state of the line.</summary>
    public string State => ".code" + Bitness.ToString(System.Globalization.CultureInfo.InvariantCulture) + "; "
        + (IsIntel ? ".intel_syntax" : ".att_syntax") + (HasPercent ? " prefix" : " noprefix");

    /// <inheritdoc/>
    public override string ToString() => File + "(" + Number.ToString(System.Globalization.CultureInfo.InvariantCulture) + "): " + Text;
}
