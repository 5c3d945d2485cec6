// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace EntryAsm.Writers;

/// <summary>Writes JSON (RFC 8259) in ASCII: records of a list on one line each, the rest indented by two spaces.</summary>
internal sealed class JsonText
{
    private readonly StringBuilder text = new();
    private readonly Stack<bool> inline = new();
    private bool isFirst = true;
    private bool hasKey;

    private bool IsInline => inline.Count != 0 && inline.Peek();

    /// <param name="isInline">All of it on one line.</param>
    public void BeginObject(bool isInline = false) => Begin('{', isInline);

    public void EndObject() => End('}');

    public void BeginArray(bool isInline = false) => Begin('[', isInline);

    public void EndArray() => End(']');

    public JsonText Key(string name)
    {
        Separate();
        AppendString(name);
        text.Append(": ");
        isFirst = true;
        hasKey = true;
        return this;
    }

    public void Value(string value)
    {
        Separate();
        AppendString(value);
    }

    public void Value(long value)
    {
        Separate();
        text.Append(value.ToString(CultureInfo.InvariantCulture));
    }

    public void Value(bool value)
    {
        Separate();
        text.Append(value ? "true" : "false");
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString() + "\n";

    private void Begin(char bracket, bool isInline)
    {
        Separate();
        text.Append(bracket);
        inline.Push(isInline || IsInline);
        isFirst = true;
    }

    private void End(char bracket)
    {
        var wasInline = inline.Pop();
        if (!wasInline && !isFirst)
            NewLine();
        text.Append(bracket);
        isFirst = false;
    }

    /// <summary>What is before the next element: nothing after a key, else a comma and a new line or space.</summary>
    private void Separate()
    {
        if (hasKey)
        {
            hasKey = false;
            isFirst = false;
            return;
        }

        if (!isFirst)
            text.Append(IsInline ? ", " : ",");
        if (!IsInline && inline.Count != 0)
            NewLine();
        isFirst = false;
    }

    private void NewLine() => text.Append('\n').Append(' ', 2 * inline.Count);

    private void AppendString(string value)
    {
        text.Append('"');
        foreach (var letter in value)
        {
            if (letter is '"' or '\\')
                text.Append('\\').Append(letter);
            else if (letter is >= ' ' and < '\x7f')
                text.Append(letter);
            else
                text.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
        }

        text.Append('"');
    }
}
