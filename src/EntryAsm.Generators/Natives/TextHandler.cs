// SPDX-License-Identifier: MIT
using System.Text;

namespace EntryAsm.Generators.Natives;

/// <summary>What an interpolated text is put together in, as <c>DefaultInterpolatedStringHandler</c> does it, or straight into a builder.</summary>
internal sealed class TextHandler(StringBuilder? target, IFormatProvider? provider)
{
    /// <summary>Nanoseconds, about, to format one value.</summary>
    private const int FormatCost = 300;

    private readonly StringBuilder text = target ?? new StringBuilder();

    public void Append(Budget budget, string? part)
    {
        budget.CheckElements(text.Length + (part?.Length ?? 0L));
        budget.Memory(2L * (part?.Length ?? 0));
        text.Append(part);
    }

    public void Append(Budget budget, object? value, int alignment, string? format)
    {
        budget.Work(FormatCost);
        KnownMethods.CheckText(budget, value);
        if (format is not null)
        {
            NativeLimits.CheckFormat(budget, format);
            NativeLimits.CheckZone(budget, value, format);
        }

        budget.CheckElements(Math.Abs((long)alignment));
        var part = Text(value, format) ?? "";
        Append(budget, alignment < 0 ? part.PadRight(-alignment) : part.PadLeft(alignment));
    }

    public string Take(Budget budget)
    {
        var result = text.ToString();
        budget.Work(FormatCost);
        budget.Memory(2L * result.Length);
        text.Clear();
        return result;
    }

    public override string ToString() => text.ToString();

    public void Clear() => text.Clear();

    private string? Text(object? value, string? format)
    {
        if (provider?.GetFormat(typeof(ICustomFormatter)) is ICustomFormatter formatter)
            return formatter.Format(format, value, provider);
        return value is IFormattable formattable ? formattable.ToString(format, provider) : value?.ToString();
    }
}
