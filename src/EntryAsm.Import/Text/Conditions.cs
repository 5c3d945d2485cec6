// SPDX-License-Identifier: MIT
namespace EntryAsm.Import.Text;

/// <summary>Which lines the conditions around them let through.</summary>
internal sealed class Conditions
{
    private readonly Stack<Level> levels = new();

    /// <summary>True where all conditions hold.</summary>
    public bool IsActive => levels.Count == 0 || levels.Peek().IsActive;

    public int Depth => levels.Count;

    public SourceLocation Opened => levels.Peek().Line;

    /// <param name="holds">Asked only where the lines around are active.</param>
    /// <param name="line">Where the condition stands.</param>
    public void If(Func<bool> holds, SourceLocation line)
    {
        var outer = IsActive;
        var value = outer && holds();
        levels.Push(new Level(outer, value, value, false, line));
    }

    public void ElseIf(Func<bool> holds, SourceLocation line)
    {
        var level = Pop(line, ".elseif");
        var value = level.IsOuterActive && !level.WasTaken && holds();
        levels.Push(level with { IsActive = value, WasTaken = level.WasTaken || value });
    }

    public void Else(SourceLocation line)
    {
        var level = Pop(line, ".else");
        if (level.HadElse)
            throw new ImportException(line, "a second .else");
        levels.Push(level with { IsActive = level.IsOuterActive && !level.WasTaken, WasTaken = true, HadElse = true });
    }

    public void End(SourceLocation line) => Pop(line, ".endif");

    /// <summary>A macro that ends early leaves conditions open.</summary>
    public void CutTo(int depth)
    {
        while (levels.Count > depth)
            levels.Pop();
    }

    private Level Pop(SourceLocation line, string word) => levels.TryPop(out var level) ? level : throw new ImportException(line, word + " without .if");

    private readonly record struct Level(bool IsOuterActive, bool IsActive, bool WasTaken, bool HadElse, SourceLocation Line);
}
