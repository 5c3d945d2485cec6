// SPDX-License-Identifier: MIT
using EntryAsm.Writers;

namespace EntryAsm.Report.Model;

/// <summary>How the module differs from an older build, for the page.</summary>
internal static class ChangeData
{
    public static void Write(JsonText json, IReadOnlyList<RoutineChange>? changes)
    {
        json.Key("isCompared").Value(changes is not null);
        json.Key("changes");
        json.BeginArray();
        foreach (var change in changes ?? [])
        {
            json.BeginObject();
            json.Key("name").Value(change.Name);
            json.Key("what").Value(change.What);
            json.Key("rows");
            json.BeginArray();
            foreach (var row in change.Rows)
                Write(json, row);
            json.EndArray();
            json.EndObject();
        }

        json.EndArray();
    }

    private static void Write(JsonText json, ChangedRow row)
    {
        json.BeginArray(isInline: true);
        json.Value(row.IsChanged);
        json.Value(row.Old is null ? -1 : row.OldOffset);
        json.Value(row.Old ?? "");
        json.Value(row.New is null ? -1 : row.NewOffset);
        json.Value(row.New ?? "");
        json.EndArray();
    }
}
