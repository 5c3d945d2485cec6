// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using EntryAsm.Writers;

namespace EntryAsm.Report.Model;

/// <summary>Values as the page shows them: their names, and of what sort they are, for the colour.</summary>
internal sealed class ValueTexts(FlowMap map)
{
    private readonly ValueNames names = new(map);
    private readonly Interned<(string Text, char Sort)> texts = new();
    private readonly Dictionary<Value, int> known = [];

    public int this[Value value]
    {
        get
        {
            if (!known.TryGetValue(value, out var number))
                known.Add(value, number = texts[(names.Of(value), Sort(value))]);
            return number;
        }
    }

    public void Write(JsonText json)
    {
        json.Key("values");
        json.BeginArray();
        foreach (var (text, sort) in texts.All)
        {
            json.BeginArray(isInline: true);
            json.Value(text);
            json.Value(sort.ToString());
            json.EndArray();
        }

        json.EndArray();
    }

    private char Sort(Value value) => map.Bases[value.Base].Kind switch
    {
        BaseKind.Unknown => 'u',
        BaseKind.Constant => 'n',
        BaseKind.Register => 'r',
        BaseKind.Stack => 'k',
        BaseKind.Symbol or BaseKind.Section => 's',
        BaseKind.Memory or BaseKind.Segment => 'm',
        BaseKind.ReturnAddress => 't',
        BaseKind.PerhapsChanged => 'p',
        BaseKind.Joined => 'j',
        _ => 'x',
    };
}
